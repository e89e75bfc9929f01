import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNTS } from '../../../src-main/core/demo/accounts.ts';
import { PERSONS } from '../../../src-main/core/demo/entries.ts';
import { foundedDesk, PASSPHRASE } from '../../support/desk.ts';

/** Thousands of rows, on a machine that may have other work. */
const FILLING_MS = 60_000;

let desk: Awaited<ReturnType<typeof foundedDesk>>;

beforeAll(async () => {
  desk = await foundedDesk();
  await desk.desk.staff.add({ name: 'Sam', roles: ['support'], passphrase: PASSPHRASE });
  await desk.desk.staff.add({ name: 'Mo', roles: ['manager'], passphrase: PASSPHRASE });
  await desk.desk.demo.fillQueue();
}, FILLING_MS);
afterAll(() => desk[Symbol.asyncDispose]());

const rows = <Row>(text: string): Row[] => desk.db.prepare<[], Row>(text).all();
const count = (table: string) => rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n;
const casesWhere = (where: string) =>
  rows<{ id: string }>(`SELECT DISTINCT dsr_case.id FROM dsr_case JOIN request ON request.case_id = dsr_case.id WHERE ${where}`).map(
    ({ id }) => id,
  );
const identities = async (ids: readonly string[]) => Promise.all(ids.map((caseId) => desk.desk.identity.ofCase({ caseId })));

test('the directory is filled with it, said by the source demo just now, but for some accounts of long ago', () => {
  expect(count("person WHERE source = 'demo'")).toBe(PERSONS);
  expect(count("account WHERE source = 'demo'")).toBe(ACCOUNTS);
  expect(count('invoice')).toBeGreaterThan(2 * ACCOUNTS);
  const old = new Date(Date.parse(desk.clock.now) - 32 * 86_400_000).toISOString();
  expect(count(`account WHERE observed_at < '${old}'`)).toBeGreaterThan(20);
  expect(count(`person WHERE observed_at = '${desk.clock.now}'`)).toBe(PERSONS);
});

test('most new cases offer on file who asks; some are nobody’s', async () => {
  const asked = (await identities(casesWhere("status = 'new'"))).filter(({ needed }) => needed);
  const offered = asked.filter(({ candidates }) => candidates.some(({ matched }) => matched.includes('email')));
  expect(asked.length).toBeGreaterThan(8);
  expect(offered.length / asked.length).toBeGreaterThan(0.6);
  expect(asked.every(({ subject }) => subject === null)).toBe(true);
});

test('whoever was given something had been verified', async () => {
  const given = casesWhere("outcome IN ('fulfilled', 'partly_fulfilled') AND kind NOT IN ('opt_out', 'concern')");
  expect(given.length).toBeGreaterThan(20);
  for (const { caseId, needed, settled, proofs } of await identities(given)) {
    expect(settled, caseId).toBe(true);
    if (needed) expect(proofs.length).toBeGreaterThan(0);
  }
  const types = new Set(rows<{ type: string }>('SELECT DISTINCT type FROM identity_proof').map(({ type }) => type));
  for (const type of ['match', 'code', 'call_back', 'portal_sign_in', 'declaration']) expect(types).toContain(type);
});

test('papers are gone from what is closed', () => {
  const left = rows<{ n: number }>(
    `SELECT count(*) AS n FROM file JOIN dsr_case ON dsr_case.id = file.case_id WHERE purpose = 'verification' AND dsr_case.open = 0`,
  );
  expect(left).toEqual([{ n: 0 }]);
});

test('of those who wait, some tried and failed, one stands still, and two are agents with a signed permission', async () => {
  const waiting = await identities(casesWhere("status = 'awaiting_identity'"));
  expect(waiting.filter(({ failures }) => failures > 0).length).toBeGreaterThan(2);
  const paused = waiting.filter(({ pause }) => pause !== null);
  expect(paused).toMatchObject([{ pause: { because: 'case' }, failures: 3, triesLeft: 0 }]);
  expect((await desk.desk.identity.paused({})).pauses).toHaveLength(1);
  const permitted = waiting.filter(({ proofs }) => proofs.some(({ type, file }) => type === 'signed_permission' && file !== null));
  expect(permitted.length).toBeGreaterThanOrEqual(2);
  expect(permitted.every(({ settled }) => !settled)).toBe(true);
});

test('one asks for the invoices of a subaccount, and a check of that lies on the case', async () => {
  const { checks } = await desk.desk.access.checks({});
  expect(checks).toHaveLength(1);
  expect(checks[0]).toMatchObject({ dataClass: 'invoices', by: expect.any(String) });
  const identity = await desk.desk.identity.ofCase({ caseId: checks[0]!.case!.id });
  const request = identity.requests.find(({ account }) => account !== null)!;
  expect(request).toMatchObject({ kind: 'access', account: { id: checks[0]!.account.id } });
  expect(request.accountAllowed).toBe(checks[0]!.answer === 'allow');
  expect(request.level).toBe('L2');
});

test('most who wrote the sample mailbox are on file', async () => {
  const { id: batchId } = await desk.desk.demo.openMailbox();
  const { items } = await desk.desk.intake.items({ batchId, limit: 200 });
  const senders = [...new Set(items.flatMap((item) => (item.state === 'ready' && item.fromEmail ? [item.fromEmail.value] : [])))];
  const known = new Set(rows<{ value: string }>("SELECT value FROM person_fact WHERE kind = 'email'").map(({ value }) => value));
  expect(senders.filter((email) => known.has(email)).length / senders.length).toBeGreaterThan(0.7);
});
