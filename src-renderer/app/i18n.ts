import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import access from '../locales/en/access.json';
import app from '../locales/en/app.json';
import calls from '../locales/en/calls.json';
import caseArea from '../locales/en/case.json';
import deadlines from '../locales/en/deadlines.json';
import directory from '../locales/en/directory.json';
import identity from '../locales/en/identity.json';
import intake from '../locales/en/intake.json';
import optOuts from '../locales/en/optOuts.json';
import queue from '../locales/en/queue.json';
import scripts from '../locales/en/scripts.json';
import session from '../locales/en/session.json';
import settings from '../locales/en/settings.json';
import vocabulary from '../locales/en/vocabulary.json';

const en = {
  app,
  session,
  settings,
  vocabulary,
  queue,
  case: caseArea,
  intake,
  deadlines,
  access,
  directory,
  identity,
  calls,
  optOuts,
  scripts,
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof en;
  }
}

/** Starts the catalogue of words. Every string of the page comes from it. */
export function startI18n(): i18n {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: ['en'],
    ns: Object.keys(en),
    defaultNS: 'app',
    resources: { en },
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  return i18next;
}
