import { expect, test } from 'vitest';
import { SEEN_HOURS } from '../../../src-main/core/identity/on-file.ts';
import { refusalOf } from '../../support/desk.ts';
import { caseOf, deskWithMara, HOUR, later, MARA, onFile } from '../../support/on-file.ts';

type Desk = Awaited<ReturnType<typeof deskWithMara>>;
type Kind = 'email' | 'phone';

const compare = ({ desk }: Desk, caseId: string, factor: Kind) => desk.identity.compare({ caseId, factor, typed: MARA[factor] });

/** Nobody may compare it, and it is not offered; nothing is counted. */
async function refused(desk: Desk, caseId: string, factor: Kind): Promise<void> {
  const refusal = await refusalOf(compare(desk, caseId, factor));
  expect(refusal).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'factor' } });
  expect(refusal.message).toContain('let a colleague compare it');
  const identity = await desk.desk.identity.ofCase({ caseId });
  expect(identity.factors).not.toContain(factor);
  expect(identity).toMatchObject({ failures: 0, proofs: [] });
}

const reveal = async ({ desk }: Desk, personId: string, kind: Kind) => {
  const { facts } = await desk.directory.get({ personId });
  await desk.directory.reveal({ personId, factId: facts.find((fact) => fact.kind === kind)!.id, reason: 'they call' });
};

test('whoever revealed a contact does not compare it for a day; others, other kinds and other people stay', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const other = await onFile(desk, 'Quincy Roe', [{ kind: 'phone', value: '+1 701 555 0188' }]);
  await reveal(desk, other, 'phone');
  await reveal(desk, desk.personId, 'email');
  await refused(desk, caseId, 'email');
  expect((await desk.desk.identity.ofCase({ caseId })).factors).toContain('phone');
  later(desk, SEEN_HOURS * HOUR - 1);
  await refused(desk, caseId, 'email');
  await desk.become('support');
  expect((await compare(desk, caseId, 'email')).result).toBe('match');
  await desk.signOutAndIn();
  later(desk, 1);
  expect((await compare(desk, caseId, 'email')).result).toBe('match');
  expect((await compare(desk, caseId, 'phone')).result).toBe('match');
});

test('revealed anew, the day begins anew', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  await reveal(desk, desk.personId, 'email');
  later(desk, SEEN_HOURS * HOUR);
  await reveal(desk, desk.personId, 'email');
  later(desk, HOUR);
  await refused(desk, caseId, 'email');
});

test('what the call back or the draft of a code showed is seen as well, and the call still goes on', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const { codeTo, callTo } = await desk.desk.identity.ofCase({ caseId });
  await desk.desk.identity.sendCode({ caseId, factId: codeTo[0]!.factId });
  await refused(desk, caseId, 'email');
  await desk.desk.identity.startCallBack({ caseId, factId: callTo[0]!.factId });
  await refused(desk, caseId, 'phone');
  await desk.desk.identity.finishCallBack({ caseId, factId: callTo[0]!.factId, result: 'confirmed', note: '' });
  expect((await desk.desk.identity.ofCase({ caseId })).proofs[0]).toMatchObject({ type: 'call_back', counts: true });
});

test('where all that could be compared was seen, comparing is not offered', async () => {
  await using desk = await deskWithMara();
  const personId = await onFile(desk, 'Quincy Roe', [
    { kind: 'email', value: 'q@roe.example' },
    { kind: 'phone', value: '+1 701 555 0188' },
  ]);
  later(desk, HOUR);
  const { caseId } = await caseOf(desk, 'restriction', { personId });
  expect((await desk.desk.identity.ofCase({ caseId })).methods).toContain('match');
  await reveal(desk, personId, 'email');
  await reveal(desk, personId, 'phone');
  const { methods, factors } = await desk.desk.identity.ofCase({ caseId });
  expect(factors).toEqual([]);
  expect(methods).not.toContain('match');
  expect(methods).toContain('call_back');
});
