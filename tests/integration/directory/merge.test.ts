import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { load, person } from './people.ts';

const get = (desk: TestDesk, personId: string) => desk.desk.directory.get({ personId });

async function merge(desk: TestDesk, keep: string, drop: string) {
  const version = async (personId: string) => ({
    personId,
    version: desk.db.prepare('SELECT version FROM person WHERE id = ?').pluck().get(personId) as number,
  });
  await desk.desk.directory.merge({ keep: await version(keep), drop: await version(drop), reason: 'the same person' });
  return (await get(desk, keep)).merges[0]!.id;
}

describe('merging', () => {
  test('the person has the facts of both once, and is found by either id', async () => {
    await using desk = await foundedDesk();
    const [a, b] = load(desk, (work) => [
      person(work, 'Mara Doe', { email: 'mara@one.example', phone: '+12025550142' }),
      person(work, 'Mara D.', { email: 'mara@one.example', customer_number: 'C-1' }),
    ]) as [string, string];
    const id = await merge(desk, a, b);
    const both = await get(desk, b);
    expect(both).toMatchObject({ id: a, name: 'Mara Doe', version: 2, merges: [{ id, reason: 'the same person', other: { id: b } }] });
    expect(both.facts.map(({ kind }) => kind)).toEqual(['email', 'phone', 'customer_number']);
    // ending what both say ends it for both
    await desk.desk.directory.change({ personId: a, version: 2, end: [both.facts[0]!.id] });
    expect((await get(desk, a)).facts.map(({ kind }) => kind)).toEqual(['phone', 'customer_number']);
    await desk.desk.directory.unmerge({ mergeId: id, reason: 'twins' });
    expect((await get(desk, b)).id).toBe(b);
    expect((await get(desk, a)).merges).toEqual([]);
    expect(await codeOf(desk.desk.directory.unmerge({ mergeId: id, reason: 'twins' }))).toBe('NOT_ALLOWED');
  });

  test('tells nothing of what is never shown, nor does ending it, nor taking the merge back', async () => {
    await using desk = await foundedDesk();
    const HIDDEN = { ticket: 'T-4711', product: 'Zephyr hosting', date_of_birth: '1980-05-06' };
    const seen = [];
    for (const guess of [HIDDEN, { ticket: 'T-1', product: 'Mail', date_of_birth: '1999-01-01' }]) {
      const name = `Mara ${seen.length}`;
      const [a, b] = load(desk, (work) => [person(work, name, HIDDEN), person(work, `${name} D.`, guess)]) as [string, string];
      const kindsOf = async (id: string) => (await get(desk, id)).facts.map(({ kind }) => kind);
      const own = (await get(desk, b)).facts;
      const id = await merge(desk, a, b);
      const merged = await kindsOf(a);
      await desk.desk.directory.change({ personId: a, version: 2, end: own.map((fact) => fact.id) });
      const ended = await kindsOf(a);
      await desk.desk.directory.unmerge({ mergeId: id, reason: 'twins' });
      seen.push({ merged, ended, after: await kindsOf(a) });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ after: ['ticket', 'product', 'date_of_birth'] });
  });

  test('is refused for one entry, for a merged one, and for a version that is not the last', async () => {
    await using desk = await foundedDesk();
    const [a, b, c] = load(desk, (work) => ['A', 'B', 'C'].map((name) => person(work, name))) as [string, string, string];
    const one = (personId: string, version: number) => ({ personId, version });
    const tried = (keep: ReturnType<typeof one>, drop: ReturnType<typeof one>) =>
      refusalOf(desk.desk.directory.merge({ keep, drop, reason: 'because' }));
    expect(await tried(one(a, 1), one(a, 1))).toMatchObject({ code: 'INVALID' });
    expect(await tried(one(a, 2), one(b, 1))).toMatchObject({ code: 'STALE', data: { field: 'keep.version' } });
    expect(await tried(one(a, 1), one(b, 2))).toMatchObject({ code: 'STALE', data: { field: 'drop.version' } });
    await merge(desk, a, b);
    expect(await tried(one(c, 1), one(b, 2))).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'drop.personId' } });
    expect(await tried(one(b, 2), one(c, 1))).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'keep.personId' } });
  });

  test('what lies beneath another merge says which one to take back first', async () => {
    await using desk = await foundedDesk();
    const [a, b, c] = load(desk, (work) => ['A', 'B', 'C'].map((name) => person(work, name))) as [string, string, string];
    const lower = await merge(desk, b, c);
    const upper = await merge(desk, a, b);
    expect((await get(desk, c)).id).toBe(a);
    expect((await get(desk, a)).merges.map(({ id }) => id)).toEqual([upper]);
    const refusal = await refusalOf(desk.desk.directory.unmerge({ mergeId: lower, reason: 'because' }));
    expect(refusal).toMatchObject({ code: 'NOT_ALLOWED', data: { detail: { mergeId: upper, personId: a } } });
    await desk.desk.directory.unmerge({ mergeId: upper, reason: 'because' });
    expect((await get(desk, c)).id).toBe(b);
    await desk.desk.directory.unmerge({ mergeId: lower, reason: 'because' });
    expect((await get(desk, c)).id).toBe(c);
  });

  test('look-alikes share an identifier, or name and place', async () => {
    await using desk = await foundedDesk();
    const [a = '', same, shares = ''] = load(desk, (work) => [
      person(work, 'Mara Doe', { email: 'mara@one.example', phone: '+12025550142' }),
      person(work, 'doe mara', {}, { externalId: '2' }),
      person(work, 'M. D.', { email: 'Mara@One.example', phone: '+12025550142' }),
      person(work, 'Mara Doe', {}, { externalId: '4', country: 'DE' }),
      person(work, 'Mara Doe', {}, { externalId: '5', country: null }),
      person(work, 'Mara Doering', {}),
      person(work, 'Born alike', { date_of_birth: '1980-05-06' }),
    ]);
    const found = async () => (await desk.desk.directory.lookAlikes({ personId: a })).persons.map(({ id, matched }) => ({ id, matched }));
    expect(await found()).toEqual([
      { id: shares, matched: ['email', 'phone'] },
      { id: same, matched: ['name'] },
    ]);
    await merge(desk, a, shares);
    expect(await found()).toEqual([{ id: same, matched: ['name'] }]);
  });
});
