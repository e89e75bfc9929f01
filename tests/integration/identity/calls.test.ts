import { describe, expect, test } from 'vitest';
import { codeOf, NAME, refusalOf } from '../../support/desk.ts';
import { caseOf, deskWithMara, HOUR, later, linesOf, MARA, MINUTE } from '../../support/on-file.ts';

async function phoneOf({ desk }: Pick<Awaited<ReturnType<typeof deskWithMara>>, 'desk'>, caseId: string): Promise<string> {
  return (await desk.identity.ofCase({ caseId })).callTo[0]!.factId;
}

describe('a call back', () => {
  test('shows the number to be dialled, masked before, and settles with a code', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { callTo } = await desk.desk.identity.ofCase({ caseId });
    expect(callTo).toEqual([{ factId: callTo[0]!.factId, value: { value: '•••42', masked: true } }]);
    const factId = callTo[0]!.factId;
    const { number, identity } = await desk.desk.identity.startCallBack({ caseId, factId });
    expect(number).toBe(MARA.phone);
    expect(identity.proofs).toEqual([]);
    later(desk, 5 * MINUTE);
    const done = await desk.desk.identity.finishCallBack({ caseId, factId, result: 'confirmed', note: 'she knew of it' });
    expect(done.proofs).toMatchObject([{ type: 'call_back', factor: 'phone', note: 'she knew of it', counts: true, by: NAME }]);
    expect(done.settled).toBe(false);
    expect(await linesOf(desk, caseId)).toEqual([
      { type: 'identity_called', facts: { factId } },
      { type: 'identity_proof', facts: { type: 'call_back', factor: 'phone' } },
    ]);
  });

  test('is confirmed by who made it, once, and within two hours', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const other = await caseOf(desk, 'access', desk);
    const factId = await phoneOf(desk, caseId);
    const confirm = (of = caseId) => desk.desk.identity.finishCallBack({ caseId: of, factId, result: 'confirmed' });
    expect(await refusalOf(confirm())).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'factId' } });
    await desk.desk.identity.startCallBack({ caseId, factId });
    expect(await codeOf(confirm(other.caseId))).toBe('NOT_ALLOWED');
    await desk.become('support');
    expect(await codeOf(confirm())).toBe('NOT_ALLOWED');
    await desk.signOutAndIn();
    await confirm();
    expect(await codeOf(confirm())).toBe('NOT_ALLOWED');
    await desk.desk.identity.startCallBack({ caseId: other.caseId, factId });
    later(desk, 2 * HOUR + 1);
    expect(await codeOf(confirm(other.caseId))).toBe('NOT_ALLOWED');
  });

  test('that reached another person is a failed try, one that reached nobody is none', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const factId = await phoneOf(desk, caseId);
    await desk.desk.identity.startCallBack({ caseId, factId });
    expect(await desk.desk.identity.finishCallBack({ caseId, factId, result: 'no_answer' })).toMatchObject({ failures: 0, proofs: [] });
    await desk.desk.identity.startCallBack({ caseId, factId });
    expect(await desk.desk.identity.finishCallBack({ caseId, factId, result: 'another_person' })).toMatchObject({
      failures: 1,
      proofs: [],
    });
  });

  test('goes to no e-mail address, and a code to no phone', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { codeTo, callTo } = await desk.desk.identity.ofCase({ caseId });
    expect(await codeOf(desk.desk.identity.startCallBack({ caseId, factId: codeTo[0]!.factId }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.identity.sendCode({ caseId, factId: callTo[0]!.factId }))).toBe('NOT_FOUND');
  });
});
