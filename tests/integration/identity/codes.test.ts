import { describe, expect, test } from 'vitest';
import { newCode } from '../../../src-main/core/identity/codes.ts';
import { codeOf, type foundedDesk, refusalOf } from '../../support/desk.ts';
import { caseOf, deskWithMara, HOUR, later, linesOf, MARA, MINUTE } from '../../support/on-file.ts';

type Desk = Awaited<ReturnType<typeof foundedDesk>> & { readonly personId: string };

/** Sends a code and reads it in the draft. */
async function send({ desk }: Pick<Desk, 'desk'>, caseId: string) {
  const [to] = (await desk.identity.ofCase({ caseId })).codeTo;
  const { draft, identity } = await desk.identity.sendCode({ caseId, factId: to!.factId });
  const code = /(\d{3}) (\d{3})\r?\n/.exec(draft.text)!.slice(1).join('');
  return { draft, identity, code, codeId: identity.openCode!.codeId, factId: to!.factId };
}

/** A code that is not this one. */
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('a one-time code', () => {
  test('goes to the address on file as a draft, in the language of the case, and proves it once', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { draft, code, codeId, identity } = await send(desk, caseId);
    const { row } = await desk.desk.cases.get({ caseId });
    expect(draft.name).toBe(`${row.reference}.eml`);
    expect(draft.text).toContain(`To: ${MARA.email}`);
    expect(draft.text).toContain('X-Unsent: 1');
    expect(draft.text).not.toMatch(/^From:/m);
    expect(/^Subject: .*$/m.exec(draft.text)![0]).not.toContain(code.slice(0, 3));
    expect(identity.openCode).toMatchObject({ to: { value: 'm•••@p•••.example', masked: true }, triesLeft: 3 });
    const spaced = `${code.slice(0, 3)} - ${code.slice(3)}`;
    const checked = await desk.desk.identity.checkCode({ caseId, codeId, typed: spaced });
    expect(checked).toMatchObject({
      result: 'match',
      identity: { openCode: null, failures: 0, proofs: [{ type: 'code', factor: 'email' }] },
    });
    expect(await linesOf(desk, caseId)).toEqual([
      { type: 'identity_code_sent', facts: { kind: 'email' } },
      { type: 'identity_proof', facts: { type: 'code', factor: 'email' } },
    ]);
  });

  test('is written in Spanish for a case in Spanish', async () => {
    await using desk = await deskWithMara();
    const row = await desk.take({ language: 'es' });
    await desk.desk.identity.linkSubject({ caseId: row.id, personId: desk.personId });
    const { draft } = await send(desk, row.id);
    expect(draft.text).toContain('Alguien ha preguntado');
  });

  test('that was used is refused, and the replay is a failed try', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { code, codeId } = await send(desk, caseId);
    await desk.desk.identity.checkCode({ caseId, codeId, typed: code });
    expect(await desk.desk.identity.checkCode({ caseId, codeId, typed: code })).toMatchObject({
      result: 'used',
      identity: { failures: 1 },
    });
    expect((await desk.desk.identity.ofCase({ caseId })).proofs).toHaveLength(1);
  });

  test('that was replaced by a newer one holds no more', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const older = await send(desk, caseId);
    const newer = await send(desk, caseId);
    expect((await desk.desk.identity.checkCode({ caseId, codeId: older.codeId, typed: older.code })).result).toBe('used');
    expect((await desk.desk.identity.checkCode({ caseId, codeId: newer.codeId, typed: newer.code })).result).toBe('match');
  });

  test('holds for ten minutes; one too late is no failed try', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { code, codeId } = await send(desk, caseId);
    later(desk, 10 * MINUTE);
    expect(await desk.desk.identity.checkCode({ caseId, codeId, typed: code })).toMatchObject({
      result: 'expired',
      identity: { openCode: null, failures: 0, proofs: [] },
    });
    const again = await send(desk, caseId);
    later(desk, 10 * MINUTE - 1);
    expect((await desk.desk.identity.checkCode({ caseId, codeId: again.codeId, typed: again.code })).result).toBe('match');
  });

  test('may be guessed three times, and then not given either, by whomever it is unlocked', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { code, codeId } = await send(desk, caseId);
    for (const [typed, triesLeft] of [
      [wrong(code), 2],
      ['12345', 1],
      [`${wrong(code)}0`, undefined],
    ] as const) {
      const tried = await desk.desk.identity.checkCode({ caseId, codeId, typed });
      expect(tried.result).toBe('no_match');
      expect(tried.identity.openCode?.triesLeft).toBe(triesLeft);
    }
    expect(await refusalOf(desk.desk.identity.checkCode({ caseId, codeId, typed: code }))).toMatchObject({
      code: 'TOO_SOON',
      data: { detail: { because: 'case' } },
    });
    expect(await codeOf(send(desk, caseId))).toBe('TOO_SOON');
    const { pauses } = await desk.desk.identity.paused({});
    later(desk, MINUTE);
    await desk.desk.identity.unlock({ pauseId: pauses[0]!.id, reason: 'it was a typo' });
    expect((await desk.desk.identity.checkCode({ caseId, codeId, typed: code })).result).toBe('used');
    expect((await desk.desk.identity.ofCase({ caseId })).proofs).toEqual([]);
  });

  test('of another case is not there, and trying it is a failed try where it was tried', async () => {
    await using desk = await deskWithMara();
    const first = await caseOf(desk, 'access', desk);
    const second = await caseOf(desk, 'access', desk);
    const { code, codeId } = await send(desk, first.caseId);
    expect(await codeOf(desk.desk.identity.checkCode({ caseId: second.caseId, codeId, typed: code }))).toBe('NOT_FOUND');
    expect(await desk.desk.identity.ofCase({ caseId: second.caseId })).toMatchObject({ failures: 1, triesLeft: 2, proofs: [] });
    expect((await desk.desk.identity.ofCase({ caseId: first.caseId })).openCode?.triesLeft).toBe(3);
    expect((await desk.desk.identity.checkCode({ caseId: first.caseId, codeId, typed: code })).result).toBe('match');
  });

  test('that went to somebody else holds no more once the case is about another person', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { code, codeId } = await send(desk, caseId);
    await desk.desk.identity.linkSubject({ caseId, personId: null });
    expect((await desk.desk.identity.checkCode({ caseId, codeId, typed: code })).result).toBe('used');
  });

  test('without anything typed is refused and no try', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { codeId } = await send(desk, caseId);
    expect(await refusalOf(desk.desk.identity.checkCode({ caseId, codeId, typed: '  ' }))).toMatchObject({
      code: 'INVALID',
      data: { field: 'typed' },
    });
    expect((await desk.desk.identity.ofCase({ caseId })).openCode?.triesLeft).toBe(3);
  });
});

describe('a contact that came on file after the request', () => {
  test('gets no code and no call, and what was proven by it counts no more when the day of receipt moves before it', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { version } = await desk.desk.directory.get({ personId: desk.personId });
    await desk.desk.directory.change({
      personId: desk.personId,
      version,
      add: [
        { kind: 'email', value: 'new@thief.example' },
        { kind: 'phone', value: '+1 701 555 0199' },
      ],
    });
    const { codeTo, callTo } = await desk.desk.identity.ofCase({ caseId });
    expect([codeTo.length, callTo.length]).toEqual([1, 1]);
    const { facts } = await desk.desk.directory.get({ personId: desk.personId });
    const fresh = facts.filter(({ onFileSince }) => onFileSince === desk.clock.now);
    expect(fresh).toHaveLength(2);
    for (const { id: factId } of fresh) {
      expect(await codeOf(desk.desk.identity.sendCode({ caseId, factId }))).toBe('NOT_FOUND');
      expect(await codeOf(desk.desk.identity.startCallBack({ caseId, factId }))).toBe('NOT_FOUND');
    }
    for (const typed of ['new@thief.example', '+1 701 555 0199'])
      expect((await desk.desk.identity.compare({ caseId, factor: typed.includes('@') ? 'email' : 'phone', typed })).result).toBe(
        'no_match',
      );
    const { code, codeId } = await send(desk, caseId);
    expect((await desk.desk.identity.checkCode({ caseId, codeId, typed: code })).identity.proofs[0]?.counts).toBe(true);
    const { row } = await desk.desk.cases.get({ caseId });
    const receivedAt = new Date(Date.parse(row.receivedAt) - 48 * HOUR).toISOString();
    await desk.desk.deadlines.changeReceipt({ caseId, version: row.version, receivedAt, reason: 'the letter came before' });
    expect((await desk.desk.identity.ofCase({ caseId })).proofs[0]?.counts).toBe(false);
  });
});

test('every code is as likely as any other: what would favour some is drawn again', () => {
  const draws = [0xffffffff, 4_294_000_000, 4_293_999_999, 7];
  const bytes = (count: number) => {
    const drawn = Buffer.alloc(count);
    drawn.writeUInt32BE(draws.shift()!, 0);
    return drawn;
  };
  expect(newCode(bytes)).toBe('999999');
  expect(newCode(bytes)).toBe('000007');
});
