import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyConsents } from '../../../src-main/core/calls/consent-ledger.ts';
import type { RetentionProgress } from '../../../src-shared/contract/consents.ts';
import { CONSENT_ANSWERS, CONSENT_PURPOSES, type ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { load, person } from '../../integration/directory/people.ts';
import { foundedDesk } from '../../support/desk.ts';

const START = Date.parse('2026-10-15T12:00:00Z');
const MONTH = 30 * 86_400_000;
const PERSONS = 3;
const CASES = 3;
const MARKETING = CONSENT_PURPOSES.filter((purpose) => purpose.startsWith('marketing'));

const record = fc.record({
  who: fc.nat(PERSONS - 1),
  onCase: fc.option(fc.nat(CASES - 1)),
  months: fc.nat(12),
  answers: fc.uniqueArray(
    fc.record({ purpose: fc.constantFrom<ConsentPurpose>(...MARKETING), answer: fc.constantFrom(...CONSENT_ANSWERS) }),
    { selector: ({ purpose }) => purpose, minLength: 1, maxLength: 3 },
  ),
});
/** After how many months each case was closed; null: it never was. */
const closings = fc.array(fc.option(fc.nat(100)), { minLength: CASES, maxLength: CASES });

async function last(run: AsyncIterable<RetentionProgress>): Promise<RetentionProgress> {
  let progress: RetentionProgress | undefined;
  for await (progress of run);
  return progress!;
}

test('the trial says what the run takes, no yes comes to life by it, and a second run takes nothing', { timeout: 60_000 }, async () => {
  await using desk = await foundedDesk();
  const { actor, desk: opened } = desk.session.open!;
  const { consents, db } = opened;
  let round = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 14 }), closings, fc.integer({ min: 0, max: 130 }), async (records, closed, months) => {
      round += 1;
      const at = (after: number): Instant => instantOf(START + after * MONTH);
      desk.clock.now = at(0);
      const ids = load(desk, (work) =>
        Array.from({ length: PERSONS }, (_, n) => person(work, `Person ${round} ${n}`, {}, { externalId: `${round}-${n}` })),
      );
      const cases = [];
      for (let n = 0; n < CASES; n += 1) cases.push((await desk.take({ requests: [{ kind: 'concern' }] })).id);
      let now = 0;
      const before = db.prepare('SELECT count(*) FROM consent_record').pluck().get() as number;
      for (const { who, onCase, answers, months: later } of records) {
        now += later;
        desk.clock.now = at(now);
        const caseId = onCase === null ? null : cases[onCase]!;
        consents.record(actor, { personId: ids[who]!, caseId, answers, method: 'written', verbatim: 'x', expiresAt: null });
      }
      for (const [n, after] of closed.entries())
        if (after !== null) db.prepare('UPDATE dsr_case SET open = 0, closed_at = ? WHERE id = ?').run(at(after), cases[n]);
      desk.clock.now = at(Math.max(now, months));
      const stood = ids.map((personId) => consents.standing(actor, personId, null).standings);

      const trial = await last(consents.retentionPreview(undefined));
      const again = await last(consents.retentionPreview(undefined));
      expect(again).toEqual(trial);
      const left = () => db.prepare('SELECT count(*) FROM consent_record WHERE erased_at IS NULL').pluck().get() as number;
      const there = left();
      expect(await last(consents.retentionApply(actor, 'because', undefined))).toEqual(trial);
      expect(there - left()).toBe(trial.deleted);
      expect(trial.looked).toBe(there);
      expect(trial.kept.case + trial.kept.telemarketing + trial.kept.legalHold).toBe(there - trial.deleted);
      const second = await last(consents.retentionApply(actor, 'because', undefined));
      expect(second).toMatchObject({ looked: there - trial.deleted, deleted: 0, kept: trial.kept });
      expect(verifyConsents(db).badPosition).toBeNull();
      for (const [n, personId] of ids.entries())
        for (const [index, { standing }] of consents.standing(actor, personId, null).standings.entries())
          if (standing === 'granted') expect(stood[n]![index]!.standing).toBe('granted');
      taken += trial.deleted;
      expect(before + records.length).toBe(db.prepare('SELECT count(*) FROM consent_record').pluck().get());
    }),
    { numRuns: 25 },
  );
  expect(taken).toBeGreaterThan(20);
});
