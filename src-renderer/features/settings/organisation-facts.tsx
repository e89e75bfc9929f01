import { useTranslation } from 'react-i18next';
import type { Organisation } from '../../../src-shared/contract/organisation.ts';
import { isCalendar } from '../../components/calendars.ts';
import classes from './settings.module.css';

/** The organisation as those read it who may not change it. */
export function OrganisationFacts({ organisation }: { readonly organisation: Organisation }) {
  const { t } = useTranslation(['settings', 'session']);
  const { name, timeZone, calendar, idleLockMinutes, watchedFolder } = organisation;
  const facts = [
    [t('organisation.name'), name],
    [t('session:office.timeZone'), timeZone.replaceAll('_', ' ')],
    [t('session:office.calendar'), isCalendar(calendar) ? t(`session:calendar.${calendar}`) : calendar],
    [t('organisation.idle'), t('organisation.idleAfter', { count: idleLockMinutes })],
    [t('organisation.folder'), watchedFolder ?? t('organisation.noFolder')],
  ];
  return (
    <>
      <dl className={classes.facts}>{facts.map(([word, value]) => [<dt key={`${word}:`}>{word}</dt>, <dd key={word}>{value}</dd>])}</dl>
      <p className={classes.lead} style={{ marginBlockStart: 20 }}>
        {t('organisation.readOnly')}
      </p>
    </>
  );
}
