import { describe, expect, test } from 'vitest';
import { verifyConsents } from '../../../src-main/core/calls/consent-ledger.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { later, MINUTE } from '../../support/on-file.ts';
import { callOn, said } from './on-call.ts';

/** A desk with five records, the last of them of two answers. */
async function deskWithRecords() {
  const desk = await foundedDesk();
  const call = await callOn(desk);
  for (const purpose of ['quality', 'training', 'protection', 'marketing_sms'] as const) {
    await said(desk, call.id, { [purpose]: 'refused' });
    later(desk, MINUTE);
  }
  await said(desk, call.id, { marketing_email: 'granted', marketing_post: 'refused' });
  return desk;
}

const UNGUARDED = ['consent_record_stays', 'consent_record_goes_not', 'consent_answer_stays'];
const unguard = ({ db }: TestDesk) => db.exec(UNGUARDED.map((name) => `DROP TRIGGER ${name};`).join(' '));

test('a chain that nobody touched holds', async () => {
  await using desk = await deskWithRecords();
  expect(verifyConsents(desk.db)).toEqual({ records: 5, badPosition: null });
  expect(desk.db.prepare('SELECT DISTINCT length(salt), length(hash) FROM consent_record').all()).toHaveLength(1);
});

test.each([
  `UPDATE consent_record SET verbatim = 'yes' WHERE position = 3`,
  `UPDATE consent_record SET at = '2020-01-01T00:00:00.000Z'`,
  `UPDATE consent_record SET hash = previous`,
  `UPDATE consent_record SET position = 9 WHERE position = 5`,
  `DELETE FROM consent_record WHERE position = 5`,
  `UPDATE consent_answer SET answer = 'granted' WHERE position = 2`,
  `UPDATE consent_answer SET purpose = 'training' WHERE position = 1`,
])('the file itself refuses %s', async (change) => {
  await using desk = await deskWithRecords();
  expect(() => desk.db.exec(change)).toThrow(/never|FOREIGN KEY/);
  expect(verifyConsents(desk.db).badPosition).toBeNull();
});

describe('what is done past the guards is found, with its place', () => {
  test.each([
    [`UPDATE consent_record SET verbatim = 'yes' WHERE position = 3`, 3],
    [`UPDATE consent_record SET method = 'written' WHERE position = 1`, 1],
    [`UPDATE consent_record SET at = '2020-01-01T00:00:00.000Z' WHERE position = 4`, 4],
    [`UPDATE consent_record SET person_id = NULL, by_staff = 'x' WHERE position = 2`, 2],
    [`UPDATE consent_record SET salt = '' WHERE position = 2`, 2],
    [`UPDATE consent_answer SET answer = 'granted' WHERE position = 2`, 2],
    [`DELETE FROM consent_answer WHERE position = 5 AND purpose = 'marketing_post'`, 5],
    [`INSERT INTO consent_answer VALUES (1, 'marketing_phone', 'granted')`, 1],
    [`DELETE FROM consent_answer WHERE position = 2; DELETE FROM consent_record WHERE position = 2`, 2],
    [`UPDATE consent_record SET erased_at = at, salt = NULL WHERE position = 4; DELETE FROM consent_answer WHERE position = 4`, 4],
    [`UPDATE consent_record SET hash = 'x' WHERE position = 5`, 5],
  ])('%s', async (change, badPosition) => {
    await using desk = await deskWithRecords();
    unguard(desk);
    desk.db.exec(change);
    expect(verifyConsents(desk.db)).toEqual({ records: badPosition - 1, badPosition });
  });

  test('two records that changed places', async () => {
    await using desk = await deskWithRecords();
    unguard(desk);
    desk.db.pragma('foreign_keys = OFF');
    for (const table of ['consent_record', 'consent_answer'])
      desk.db.exec(`UPDATE ${table} SET position = 90 WHERE position = 2; UPDATE ${table} SET position = 2 WHERE position = 3;
        UPDATE ${table} SET position = 3 WHERE position = 90`);
    expect(verifyConsents(desk.db).badPosition).toBe(2);
  });
});
