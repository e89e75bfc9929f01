import { expect, test } from 'vitest';
import { SYSTEM, type Work } from '../../../src-main/core/command.ts';
import { markConfirmed, markFailed, markSent } from '../../../src-main/core/opt-outs/service.ts';
import { codeOf, foundedDesk, type TestDesk } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';
import { said } from './on-file.ts';

const TWO = [{ scope: 'marketing' as const, channels: ['email' as const, 'sms' as const] }];

const bySync = (desk: TestDesk, body: (work: Work) => void) =>
  desk.session.open!.desk.command(SYSTEM, { action: 'test.sync', subject: 'opt-out', input: {} }, body);

const stateOf = async (desk: TestDesk) => (await desk.desk.optOuts.list({})).optOuts.map(({ state }) => state).reverse();

async function lines(desk: TestDesk, caseId: string) {
  const { entries } = await desk.desk.cases.timeline({ caseId });
  return entries.filter(({ type }) => type.startsWith('opt_out_')).map(({ type, facts, actor }) => ({ type, facts, actor }));
}

test('told, confirmed, and then the case says that it may be closed', async () => {
  await using desk = await foundedDesk();
  const { optOuts, case: where } = await desk.desk.optOuts.take(said({ optOuts: TWO }));
  const [one, two] = optOuts.map(({ id }) => id) as [string, string];
  bySync(desk, (work) => {
    markSent(work, one);
    markSent(work, two);
    markConfirmed(work, one);
  });
  expect(await stateOf(desk)).toEqual(['confirmed', 'sent']);
  expect(await lines(desk, where!.id)).toEqual([]);
  bySync(desk, (work) => {
    markSent(work, one); // late: what is confirmed stays so
    markConfirmed(work, two);
    markConfirmed(work, two);
  });
  expect(await stateOf(desk)).toEqual(['confirmed', 'confirmed']);
  expect(await lines(desk, where!.id)).toEqual([{ type: 'opt_out_confirmed', facts: { note: '', all: true }, actor: 'system' }]);
  const { requests } = await desk.desk.cases.get({ caseId: where!.id });
  expect(requests[0]?.outcome).toBeNull(); // people say how it ended
});

test('nothing is said of a case whose request has its outcome', async () => {
  await using desk = await foundedDesk();
  const { optOuts, case: where } = await desk.desk.optOuts.take(said());
  const requestId = await desk.requestOf(where!);
  await desk.desk.cases.setOutcome({ caseId: where!.id, version: 1, requestId, outcome: 'fulfilled' });
  bySync(desk, (work) => markConfirmed(work, optOuts[0]!.id));
  expect(await lines(desk, where!.id)).toEqual([]);
});

test('refused by the CRM: the case says why', async () => {
  await using desk = await foundedDesk();
  const row = await desk.take({ requests: [{ kind: 'legal_process' }] }); // the system acts on what nobody shows it
  const { optOuts } = await desk.desk.optOuts.take(said({ caseId: row.id }));
  bySync(desk, (work) => markFailed(work, optOuts[0]!.id, 'the record is locked'));
  expect(await stateOf(desk)).toEqual(['failed']);
  expect(await lines(desk, row.id)).toMatchObject([
    { type: 'opt_out_failed', facts: { channel: 'email', reason: 'the record is locked' } },
  ]);
  expect((await desk.desk.optOuts.list({ state: 'failed' })).optOuts).toHaveLength(1);
  expect(() => bySync(desk, (work) => markSent(work, row.id))).toThrow('no such opt-out');
});

test('by hand, with a note, on the ledger and in the outbox', async () => {
  await using desk = await foundedDesk();
  const { optOuts, case: where } = await desk.desk.optOuts.take(said({ optOuts: TWO }));
  const [one, two] = optOuts.map(({ id }) => id) as [string, string];
  await desk.become('billing');
  expect(await desk.desk.optOuts.confirm({ optOutId: one, note: 'unticked in the shop' })).toMatchObject({ state: 'confirmed' });
  expect(ledgerOf(desk.db).at(-1)).toMatchObject({ action: 'opt_out.confirm', subject: one, payload: '{"note":"unticked in the shop"}' });
  expect(desk.db.prepare(`SELECT entity_version, operation FROM outbox WHERE entity_id = ? ORDER BY id`).all(one)).toEqual([
    { entity_version: 1, operation: 'created' },
    { entity_version: 2, operation: 'changed' },
  ]);
  await desk.desk.optOuts.confirm({ optOutId: two, note: 'and the text messages' });
  expect((await lines(desk, where!.id)).map(({ facts }) => facts)).toEqual([
    { note: 'and the text messages', all: true },
    { note: 'unticked in the shop', all: false },
  ]);
  expect(await codeOf(desk.desk.optOuts.confirm({ optOutId: one, note: 'once more' }))).toBe('NOT_ALLOWED');
  expect(await codeOf(desk.desk.optOuts.confirm({ optOutId: where!.id, note: 'of nothing' }))).toBe('NOT_FOUND');
});

test('a list of many is read page by page', async () => {
  await using desk = await foundedDesk();
  const channels = ['email', 'voice', 'sms', 'post', 'portal'] as const;
  await desk.desk.optOuts.take(said({ optOuts: [{ scope: 'marketing', channels: [...channels] }] }));
  const first = await desk.desk.optOuts.list({ limit: 3 });
  expect(first.more).toBe(true);
  const rest = await desk.desk.optOuts.list({ limit: 3, before: first.optOuts.at(-1)!.id });
  expect(rest.more).toBe(false);
  expect([...first.optOuts, ...rest.optOuts].map(({ channel }) => channel)).toEqual([...channels].reverse());
});
