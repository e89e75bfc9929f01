import { expect, test } from 'vitest';
import { TYPED_DAYS } from '../../../src-main/core/identity/on-file.ts';
import { codeOf, NAME } from '../../support/desk.ts';
import { caseOf, deskWithMara, HOUR, later, MARA } from '../../support/on-file.ts';

type Desk = Awaited<ReturnType<typeof deskWithMara>>;

const TYPED = { email: 'typed@post.example', phone: '+1 701 555 0177', customer_number: 'C-990011' } as const;
const FACTS = (['email', 'phone', 'customer_number'] as const).map((kind) => ({ kind, value: TYPED[kind] }));
const DAY = 24 * HOUR;

/** Whoever is signed in types other contacts of Mara. */
async function type(desk: Desk): Promise<void> {
  const { version } = await desk.desk.directory.get({ personId: desk.personId });
  await desk.desk.directory.change({ personId: desk.personId, version, add: FACTS });
}

/** What of it counts for whoever is signed in, in a case that came in now. */
async function counted(desk: Desk) {
  const { caseId } = await caseOf(desk, 'access', desk);
  const { facts } = await desk.desk.directory.get({ personId: desk.personId });
  const typed = new Set(facts.filter(({ source }) => source === 'staff').map(({ id }) => id));
  expect(typed.size).toBe(FACTS.length);
  const { codeTo, callTo } = await desk.desk.identity.ofCase({ caseId });
  const compared = await desk.desk.identity.compare({ caseId, factor: 'customer_number', typed: TYPED.customer_number });
  const of = (contacts: readonly { readonly factId: string }[]) => contacts.find(({ factId }) => typed.has(factId))?.factId;
  return { caseId, code: of(codeTo), call: of(callTo), compared: compared.result, typed };
}

test('what staff typed counts when it was on file for thirty days before the request, and not before', async () => {
  await using desk = await deskWithMara();
  await type(desk);
  await desk.become('support');
  later(desk, TYPED_DAYS * DAY - 1);
  const early = await counted(desk);
  expect(early).toMatchObject({ code: undefined, call: undefined, compared: 'no_match' });
  for (const factId of early.typed) {
    expect(await codeOf(desk.desk.identity.sendCode({ caseId: early.caseId, factId }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.identity.startCallBack({ caseId: early.caseId, factId }))).toBe('NOT_FOUND');
  }
  const late = await counted(desk);
  expect(late.compared).toBe('match');
  expect([late.code, late.call].map((factId) => typeof factId)).toEqual(['string', 'string']);
});

test('it never counts for whoever typed it, and what the source says counts beside it', async () => {
  await using desk = await deskWithMara();
  await type(desk);
  later(desk, 10 * TYPED_DAYS * DAY);
  const own = await counted(desk);
  expect(own).toMatchObject({ code: undefined, call: undefined, compared: 'no_match' });
  expect((await desk.desk.identity.compare({ caseId: own.caseId, factor: 'email', typed: MARA.email })).result).toBe('match');
});

test('a code that a colleague sent to it proves nothing where whoever typed it checks', async () => {
  await using desk = await deskWithMara();
  await type(desk);
  await desk.become('support');
  later(desk, TYPED_DAYS * DAY);
  const { caseId, code: factId } = await counted(desk);
  const sent = await desk.desk.identity.sendCode({ caseId, factId: factId! });
  const code = /(\d{3}) (\d{3})\r?\n/.exec(sent.draft.text)!.slice(1).join('');
  await desk.signOutAndIn(NAME);
  const { result, identity } = await desk.desk.identity.checkCode({ caseId, codeId: sent.identity.openCode!.codeId, typed: code });
  expect(result).toBe('match');
  expect(identity.proofs[0]).toMatchObject({ type: 'code', counts: false });
});

test('ending what the source said and typing it again makes it typed', async () => {
  await using desk = await deskWithMara();
  const { version, facts } = await desk.desk.directory.get({ personId: desk.personId });
  const { id } = facts.find(({ kind }) => kind === 'customer_number')!;
  const add = [{ kind: 'customer_number' as const, value: MARA.customer_number }];
  await desk.desk.directory.change({ personId: desk.personId, version, end: [id], add });
  later(desk, DAY);
  const { caseId } = await caseOf(desk, 'access', desk);
  expect((await desk.desk.identity.ofCase({ caseId })).factors).not.toContain('customer_number');
});
