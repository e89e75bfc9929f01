import { describe, expect, test } from 'vitest';
import { Comparer, SLOTS } from '../../../src-main/core/identity/comparer.ts';
import { codeOf, refusalOf } from '../../support/desk.ts';
import { caseOf, deskWithMara, later, linesOf, MARA, MINUTE, onFile } from '../../support/on-file.ts';

describe('the same work', () => {
  const key = Buffer.alloc(32, 7);
  const stepsOf = (typed: string | null, onFile: readonly string[]) => {
    const comparer = new Comparer(key);
    return { place: comparer.placeOf(typed, onFile), ...comparer.steps };
  };
  const values = (count: number) => Array.from({ length: count }, (_, index) => `value ${index}`);

  test('for a match in any place, for none, for nothing on file and for what cannot be read', () => {
    const work = { hashes: SLOTS + 1, comparisons: SLOTS };
    expect(stepsOf('value 0', values(1))).toEqual({ place: 0, ...work });
    expect(stepsOf('value 7', values(8))).toEqual({ place: 7, ...work });
    expect(stepsOf('other', values(3))).toEqual({ place: -1, ...work });
    expect(stepsOf('other', [])).toEqual({ place: -1, ...work });
    expect(stepsOf(null, values(8))).toEqual({ place: -1, ...work });
    expect(stepsOf(null, [])).toEqual({ place: -1, ...work });
  });

  test('grows by whole steps with what is on file, and never with what was typed', () => {
    const work = { hashes: 2 * SLOTS + 1, comparisons: 2 * SLOTS };
    for (const typed of ['value 0', 'value 8', 'other', null]) expect(stepsOf(typed, values(9))).toMatchObject(work);
    expect(stepsOf('value 8', values(16))).toMatchObject({ place: 8, ...work });
  });

  test('the first of equal values is named', () => {
    expect(stepsOf('a', ['b', 'a', 'a']).place).toBe(1);
  });
});

describe('comparing', () => {
  test('finds what is the same however it is written', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    for (const [factor, typed] of [
      ['email', ' Mara.Doe@POST.example '],
      ['phone', '(701) 555-0142'],
      ['customer_number', 'c 778812'],
      ['address', '12 elm st. springfield'],
      ['ticket', 't4711'],
    ] as const) {
      const { result, identity } = await desk.desk.identity.compare({ caseId, factor, typed });
      expect(result, factor).toBe('match');
      expect(identity.failures).toBe(0);
    }
    const { proofs } = await desk.desk.identity.ofCase({ caseId });
    expect(proofs.map(({ type, factor, counts }) => ({ type, factor, counts })).at(-1)).toEqual({
      type: 'match',
      factor: 'email',
      counts: true,
    });
  });

  test('says no match, and what cannot be read is none either', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    for (const [failures, typed] of [
      [1, 'mara.doe@post.exampel'],
      [2, 'no address at all'],
    ] as const)
      expect(await desk.desk.identity.compare({ caseId, factor: 'email', typed })).toMatchObject({
        result: 'no_match',
        identity: { failures },
      });
    expect(await linesOf(desk, caseId)).toEqual(
      Array.from({ length: 2 }, () => ({ type: 'identity_failed', facts: { method: 'match', factor: 'email' } })),
    );
  });

  test('of nothing typed is refused and no try', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    for (const typed of ['', ' \t '])
      expect(await refusalOf(desk.desk.identity.compare({ caseId, factor: 'email', typed }))).toMatchObject({
        code: 'INVALID',
        data: { field: 'typed' },
      });
    expect((await desk.desk.identity.ofCase({ caseId })).failures).toBe(0);
  });

  test('takes only facts that are on file, are not in dispute, and can reach the level', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'correction', desk);
    const compare = (factor: 'date_of_birth' | 'address') => desk.desk.identity.compare({ caseId, factor, typed: MARA.address });
    expect(await refusalOf(compare('date_of_birth'))).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'factor' } });
    await desk.desk.identity.setScope({ caseId, requestId, scope: 'low_risk_field', disputed: ['address'] });
    expect(await codeOf(compare('address'))).toBe('NOT_ALLOWED');
    const poor = await onFile(desk, 'Quincy Roe', [{ kind: 'email', value: 'q@roe.example' }]);
    later(desk, MINUTE);
    const lonely = await caseOf(desk, 'restriction', { personId: poor });
    expect((await desk.desk.identity.ofCase({ caseId: lonely.caseId })).factors).toEqual([]);
  });

  test('knows the invoices of accounts that the person owns or pays for', async () => {
    await using desk = await deskWithMara();
    const at = desk.clock.now;
    const row = (sql: string, ...values: unknown[]) => desk.db.prepare(sql).run(...values);
    for (const [n, kind] of [
      [1, 'owner'],
      [2, 'authorised_user'],
    ] as const) {
      const id = `01920000-0000-7000-8001-00000000000${n}`;
      row(
        `INSERT INTO account (id, number, name, status, source, observed_at, version, hlc) VALUES (?, ?, 'Acme', 'active', 'demo', ?, 1, '0')`,
        id,
        `A-${n}`,
        at,
      );
      row(
        `INSERT INTO relation (id, person_id, account_id, kind, permissions, state, source, observed_at, version, hlc)
         VALUES (?, ?, ?, ?, '[]', 'active', 'demo', ?, 1, '0')`,
        `01920000-0000-7000-8002-00000000000${n}`,
        desk.personId,
        id,
        kind,
        at,
      );
      for (let month = 1; month <= 13; month += 1)
        row(
          `INSERT INTO invoice (id, account_id, number, issued_on, amount, currency, status, source, observed_at)
           VALUES (?, ?, ?, ?, ?, ?, 'paid', 'demo', ?)`,
          `01920000-0000-7000-8003-0000000${n}00${String(month).padStart(2, '0')}`,
          id,
          `R-${n}${String(month).padStart(2, '0')}`,
          `20${month === 13 ? '24' : '25'}-${String(month === 13 ? 1 : month).padStart(2, '0')}-01`,
          1900 + month,
          month === 12 ? 'JPY' : 'USD',
          at,
        );
    }
    const { caseId } = await caseOf(desk, 'access', desk);
    const tried = async (factor: 'invoice_number' | 'invoice_amount', typed: string) =>
      (await desk.desk.identity.compare({ caseId, factor, typed })).result;
    expect(await tried('invoice_number', 'r 112')).toBe('match');
    expect(await tried('invoice_amount', '$19.05')).toBe('match');
    expect(await tried('invoice_amount', '1912 JPY')).toBe('match');
    expect(await tried('invoice_number', 'R-113')).toBe('no_match'); // the thirteenth
    expect(await tried('invoice_number', 'R-201')).toBe('no_match'); // of an account that is not hers
  });
});
