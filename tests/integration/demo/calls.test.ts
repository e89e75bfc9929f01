import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyConsents } from '../../../src-main/core/calls/consent-ledger.ts';
import { foundedDesk, PASSPHRASE } from '../../support/desk.ts';

/** Thousands of rows, on a machine that may have other work. */
const FILLING_MS = 60_000;

let desk: Awaited<ReturnType<typeof foundedDesk>>;

beforeAll(async () => {
  desk = await foundedDesk();
  await desk.desk.staff.add({ name: 'Sam', roles: ['support'], passphrase: PASSPHRASE });
  await desk.desk.demo.fillQueue();
}, FILLING_MS);
afterAll(() => desk[Symbol.asyncDispose]());

const rows = <Row>(text: string): Row[] => desk.db.prepare<[], Row>(text).all();
const number = (text: string) => desk.db.prepare(text).pluck().get() as number;

test('there are closed calls of more than a year, none that goes on, and cases that came by phone lie on theirs', () => {
  expect(rows<{ state: string }>('SELECT DISTINCT state FROM phone_call')).toEqual([{ state: 'closed' }]);
  expect(number('SELECT count(*) FROM phone_call WHERE case_id IS NULL')).toBeGreaterThan(35);
  const spoken = number("SELECT count(*) FROM dsr_case WHERE channel = 'phone' AND sealed = 0");
  expect(number('SELECT count(*) FROM phone_call WHERE case_id IS NOT NULL')).toBe(spoken);
  expect(number("SELECT julianday('2026-09-03') - julianday(min(started_at)) FROM phone_call")).toBeGreaterThan(365);
  expect(number(`SELECT count(*) FROM phone_call WHERE ended_at > '${desk.clock.now}'`)).toBe(0);
});

test('people agreed, refused and took it back, and the chain of it all holds', () => {
  const answers = new Set(rows<{ answer: string }>('SELECT DISTINCT answer FROM consent_answer').map(({ answer }) => answer));
  expect(answers).toEqual(new Set(['granted', 'refused', 'withdrawn']));
  expect(verifyConsents(desk.db)).toEqual({ records: number('SELECT count(*) FROM consent_record'), badPosition: null });
});

test('how somebody stood before they took it back can be seen, and how they stand now', async () => {
  const [taken] = rows<{ person_id: string; at: string }>(
    `SELECT person_id, at FROM consent_record JOIN consent_answer USING (position)
     WHERE purpose = 'marketing_email' AND answer = 'withdrawn' AND call_id IS NULL ORDER BY position LIMIT 1`,
  );
  const stood = async (at: string | null) => {
    const { standings } = await desk.desk.consents.standing({ personId: taken!.person_id, at: at as never });
    return standings.find(({ purpose }) => purpose === 'marketing_email')!.standing;
  };
  const before = new Date(Date.parse(taken!.at) - 86_400_000).toISOString();
  expect([await stood(before), await stood(null)]).toEqual(['granted', 'withdrawn']);
});

test('opt-outs that were said on calls hold, and those of closed cases are confirmed', () => {
  const states = rows<{ open: number; state: string }>(
    'SELECT DISTINCT open, state FROM opt_out JOIN dsr_case ON dsr_case.id = opt_out.case_id WHERE call_id IS NOT NULL ORDER BY open',
  );
  expect(states).toContainEqual({ open: 0, state: 'confirmed' });
  expect(states).not.toContainEqual({ open: 0, state: 'queued' });
  expect(number('SELECT count(*) FROM suppression')).toBeGreaterThan(5);
});
