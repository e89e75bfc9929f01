import { hash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scriptInForce } from '../../../src-main/core/scripts/service.ts';
import { loadShipped } from '../../../src-main/core/scripts/shipped.ts';
import { SCRIPT_VARIABLES } from '../../../src-shared/consent/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { SCRIPT_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { foundedDesk, RESOURCES, type TestDesk, testFolder } from '../../support/desk.ts';

const TODAY = '2026-09-03' as CalendarDate;
const SHIPPED = loadShipped(RESOURCES);
const LANGUAGES = [...SHIPPED.keys()];

const rows = (desk: TestDesk) => desk.db.prepare('SELECT * FROM script ORDER BY id').all() as Record<string, unknown>[];
const shipments = (desk: TestDesk) =>
  desk.db.prepare(`SELECT actor, subject FROM ledger_entry WHERE action = 'script.ship' ORDER BY seq`).all() as unknown[];

/** The program's own files, to be changed. */
function ownResources(folder: string): { resourcesFolder: string; file: (language: string) => string } {
  const resourcesFolder = path.join(folder, 'resources');
  cpSync(RESOURCES, resourcesFolder, { recursive: true });
  return { resourcesFolder, file: (language) => path.join(resourcesFolder, 'scripts', `${language}.json`) };
}

describe('what ships', () => {
  test('is English and Spanish, every purpose in both', () => {
    expect(LANGUAGES).toEqual(['en', 'es']);
    expect(readdirSync(path.join(RESOURCES, 'scripts'))).toEqual(['en.json', 'es.json']);
    for (const { texts, example } of SHIPPED.values()) {
      expect(Object.keys(texts).sort()).toEqual([...SCRIPT_PURPOSES].sort());
      expect(Object.keys(example).sort()).toEqual([...SCRIPT_VARIABLES].sort());
    }
  });
  test('says in English what was agreed upon', () => {
    const { texts } = SHIPPED.get('en')!;
    expect(texts.recording_consent).toBe('This call may be recorded for quality, training and our protection. May I record it?');
    expect(texts.recording_refused).toBe('That is fine. The call is not being recorded, and nothing changes for your request.');
    expect(texts.service_mail).toMatch(/as long as the account is open/);
    expect(texts.service_mail).toMatch(/to close the account/);
    expect(texts.service_mail).toMatch(/does not stop marketing/);
    expect(texts.identity_needed).toMatch(/opt out .* none of this/);
  });
  test.each(LANGUAGES)('asks for nothing in %s that a call could not fill in', (language) => {
    const { texts, scopes, channels, example } = SHIPPED.get(language)!;
    for (const purpose of SCRIPT_PURPOSES) {
      const variables = [...texts[purpose].matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect(variables, purpose).toEqual(purpose === 'opt_out_confirmed' ? ['channels', 'date', 'scope'] : []);
    }
    expect(texts.recording_consent).toMatch(/\?$/);
    for (const said of [...Object.values(scopes), ...Object.values(channels), ...Object.values(example)])
      expect(said).not.toMatch(/[<>{}]/);
  });
});

describe('a desk that opens', () => {
  test('has every script, approved by the system, under the hash of its words', async () => {
    await using desk = await foundedDesk();
    const { scripts } = await desk.desk.scripts.list();
    expect(scripts).toHaveLength(LANGUAGES.length * SCRIPT_PURPOSES.length);
    for (const script of scripts) {
      expect(script).toMatchObject({ version: 1, state: 'approved', writtenBy: 'system', approvedBy: 'system', used: false });
      expect(script.text).toBe(SHIPPED.get(script.language)!.texts[script.purpose]);
      expect(script.sha256).toBe(hash('sha256', script.text));
      expect(scriptInForce(desk.db, script.purpose, script.language, TODAY).id).toBe(script.id);
    }
    expect(shipments(desk)).toEqual([{ actor: 'system', subject: 'scripts' }]);
  });

  test('gets them once', async () => {
    await using desk = await foundedDesk();
    const before = rows(desk);
    await desk.signOutAndIn();
    expect(rows(desk)).toEqual(before);
    expect(shipments(desk)).toHaveLength(1);
  });

  test('has them in force even where its clock is behind the day on which they were written', async () => {
    using place = testFolder();
    await using desk = await foundedDesk({ resourcesFolder: ownResources(place.folder).resourcesFolder });
    desk.db.exec('DELETE FROM script');
    desk.clock.now = '2020-01-01T12:00:00.000Z' as Instant;
    await desk.signOutAndIn();
    expect(scriptInForce(desk.db, 'recording_consent', 'en', '2020-01-01' as CalendarDate)).toMatchObject({ version: 1 });
  });

  test('gets a language that ships later, and what staff wrote stays as it is', async () => {
    using place = testFolder();
    const { resourcesFolder, file } = ownResources(place.folder);
    rmSync(file('es'));
    await using desk = await foundedDesk({ resourcesFolder });
    const own = await desk.desk.scripts.write({
      purpose: 'service_mail',
      language: 'es',
      text: 'Palabras de la casa, todavía un borrador.',
      effectiveFrom: TODAY,
    });
    const before = rows(desk);
    expect(before).toHaveLength(SCRIPT_PURPOSES.length + 1);
    cpSync(path.join(RESOURCES, 'scripts', 'es.json'), file('es'));
    // and words that ship differently later change nothing that is there
    writeFileSync(file('en'), readFileSync(file('en'), 'utf8').replace('That is fine.', 'All right.'));
    await desk.signOutAndIn();
    const after = rows(desk);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(2 * SCRIPT_PURPOSES.length);
    expect(after.filter(({ purpose, language }) => purpose === 'service_mail' && language === 'es').map(({ id }) => id)).toEqual([own.id]);
    expect(shipments(desk)).toHaveLength(2);
    expect(scriptInForce(desk.db, 'service_mail', 'es', TODAY)).toMatchObject({ language: 'en' });
  });
});

test.each([
  ['no folder', (folder: string) => rmSync(folder, { recursive: true })],
  ['no English', (folder: string) => rmSync(path.join(folder, 'en.json'))],
  ['no JSON', (folder: string) => writeFileSync(path.join(folder, 'en.json'), '{')],
  [
    'a purpose without words',
    (folder: string) => writeFileSync(path.join(folder, 'es.json'), JSON.stringify({ ...SHIPPED.get('es'), texts: {} })),
  ],
  [
    'an unknown variable',
    (folder: string) =>
      writeFileSync(
        path.join(folder, 'es.json'),
        JSON.stringify({ ...SHIPPED.get('es'), texts: { ...SHIPPED.get('es')!.texts, service_mail: 'Hola {nombre}, buenos días.' } }),
      ),
  ],
])('with %s the program is damaged, and says so', (_, damage) => {
  using place = testFolder();
  cpSync(path.join(RESOURCES, 'scripts'), path.join(place.folder, 'scripts'), { recursive: true });
  damage(path.join(place.folder, 'scripts'));
  expect(() => loadShipped(place.folder)).toThrow(DeskError);
  expect(() => loadShipped(place.folder)).toThrow(/scripts .* cannot be read\. Install/);
});
