import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalId, membersOf } from '../../../src-main/core/directory/service.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { load, person } from '../../integration/directory/people.ts';
import { foundedDesk } from '../../support/desk.ts';

const PERSONS = 7;
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ keep: fc.nat(PERSONS - 1), drop: fc.nat(PERSONS - 1) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(30) }) },
);

/** Merges as a list of who stands under whom, read anew every time: nothing is moved, so nothing can be moved wrongly. */
class Model {
  readonly merges: { readonly id: string; readonly keep: number; readonly drop: number; undone: boolean }[] = [];

  parent = (person: number): number | null => this.merges.find(({ drop, undone }) => drop === person && !undone)?.keep ?? null;
  top(person: number): number {
    const parent = this.parent(person);
    return parent === null ? person : this.top(parent);
  }
  group = (person: number): number[] =>
    Array.from({ length: PERSONS }, (_, other) => other).filter((other) => this.top(other) === this.top(person));
}

test('any order of merges and unmerges leaves every entry where a plain model has it', { timeout: 60_000 }, async () => {
  await using desk = await foundedDesk();
  const { directory } = desk.session.open!.desk;
  const { actor } = desk.session.open!;
  let round = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      round += 1;
      const ids = load(desk, (work) =>
        Array.from({ length: PERSONS }, (_, n) => person(work, `Person ${round} ${n}`, {}, { externalId: `${round}-${n}` })),
      );
      const model = new Model();
      const version = (n: number) => ({
        personId: ids[n]!,
        version: desk.db.prepare('SELECT version FROM person WHERE id = ?').pluck().get(ids[n]) as number,
      });
      const allowed = (work: () => unknown): boolean => {
        try {
          work();
          return true;
        } catch (error) {
          if (error instanceof DeskError && ['not_allowed', 'invalid'].includes(error.code)) return false;
          throw error;
        }
      };
      for (const one of steps) {
        if ('keep' in one) {
          const may = one.keep !== one.drop && model.parent(one.keep) === null && model.parent(one.drop) === null;
          expect(allowed(() => directory.merge(actor, version(one.keep), version(one.drop), 'because'))).toBe(may);
          if (may) model.merges.push({ id: directory.get(actor, ids[one.keep]!).merges[0]!.id, ...one, undone: false });
        } else if (model.merges.length > 0) {
          const merge = model.merges[one.undo % model.merges.length]!;
          const may = !merge.undone && model.parent(merge.keep) === null;
          expect(allowed(() => directory.unmerge(actor, merge.id, 'because'))).toBe(may);
          if (may) merge.undone = true;
        }
        for (const [n, id] of ids.entries()) {
          expect(canonicalId(desk.db, id)).toBe(ids[model.top(n)]);
          const [first, ...others] = membersOf(desk.db, id);
          expect(first).toBe(ids[model.top(n)]);
          expect([first, ...others].sort()).toEqual(
            model
              .group(n)
              .map((member) => ids[member]!)
              .sort(),
          );
          expect(
            directory
              .get(actor, id)
              .merges.map((merge) => merge.id)
              .sort(),
          ).toEqual(
            model.merges
              .filter((merge) => !merge.undone && merge.keep === model.top(n))
              .map((merge) => merge.id)
              .sort(),
          );
        }
      }
    }),
    { numRuns: 25, seed: 20260903 },
  );
});
