import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf } from '../../support/desk.ts';

test('what holds for the office is changed in versions, each field by itself', async () => {
  await using desk = await foundedDesk();
  const before = await desk.desk.organisation.read();
  const now = await desk.desk.organisation.change({ version: 1, idleLockMinutes: 9 });
  expect(now).toEqual({ ...before, idleLockMinutes: 9, version: 2 });
  expect(await codeOf(desk.desk.organisation.change({ version: 1, name: 'Late' }))).toBe('STALE');
  expect(await desk.desk.organisation.change({ version: 2, name: ' Another ', timeZone: 'Europe/London' })).toMatchObject({
    name: 'Another',
    timeZone: 'Europe/London',
    idleLockMinutes: 9,
  });
  await desk.signOutAndIn();
  expect(await desk.desk.organisation.read()).toMatchObject({ name: 'Another', version: 3 });
});

test('what cannot be is refused in words, on its field, and nothing is changed', async () => {
  await using desk = await foundedDesk();
  const own = path.join(desk.folder, 'desk');
  const inside = path.join(own, 'mail');
  mkdirSync(inside);
  for (const [field, wrong] of [
    ['calendar', { calendar: 'atlantis' }],
    ['watchedFolder', { watchedFolder: 'not/absolute' }],
    ['watchedFolder', { watchedFolder: path.join(desk.folder, 'nowhere') }],
    ['watchedFolder', { watchedFolder: own }],
    ['watchedFolder', { watchedFolder: inside }],
  ] as const)
    expect(await refusalOf(desk.desk.organisation.change({ version: 1, ...wrong }))).toMatchObject({ code: 'INVALID', data: { field } });
  for (const wrong of [{ timeZone: 'Mars/Olympus' }, { idleLockMinutes: 0 }, { idleLockMinutes: 61 }, { name: ' ' }])
    expect(await codeOf(desk.desk.organisation.change({ version: 1, ...wrong }))).toBe('BAD_REQUEST');
  expect(await desk.desk.organisation.read()).toMatchObject({ version: 1, calendar: 'us-federal', watchedFolder: null });
});
