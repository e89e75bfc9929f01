import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyConsents } from '../../../src-main/core/calls/consent-ledger.ts';
import type { ConsentFact } from '../../../src-shared/consent/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import {
  CONSENT_ANSWERS,
  CONSENT_METHODS,
  CONSENT_PURPOSES,
  type ConsentAnswer,
  type ConsentMethod,
  type ConsentPurpose,
} from '../../../src-shared/vocabulary/consent.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { load, person } from '../../integration/directory/people.ts';
import { foundedDesk } from '../../support/desk.ts';
import { slowStanding } from '../consent/slow.ts';

const PERSONS = 4;
const CALLS = 3;
const MINUTE = 60_000;

const someone = fc.nat(PERSONS - 1);
const purpose = fc.oneof(fc.constantFrom<ConsentPurpose>('quality', 'marketing_sms'), fc.constantFrom(...CONSENT_PURPOSES));
const said = {
  answers: fc.array(fc.record({ purpose, answer: fc.constantFrom(...CONSENT_ANSWERS) }), { minLength: 1, maxLength: 3 }),
  method: fc.constantFrom(...CONSENT_METHODS),
};
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('letter' as const), who: someone, lasts: fc.option(fc.nat(20)), ...said }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('answer' as const), call: fc.nat(CALLS - 1), ...said }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('name' as const), call: fc.nat(CALLS - 1), who: fc.option(someone) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('merge' as const), keep: someone, drop: someone }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unmerge' as const), which: fc.nat(9) }) },
);

type Answers = readonly { readonly purpose: ConsentPurpose; readonly answer: ConsentAnswer }[];
/** What was said, in the plainest form: for a call the person is looked up when it is asked. */
type Kept = Omit<ConsentFact, 'purpose' | 'answer'> & { readonly who: number | null; readonly answers: Answers };

test('how a person stands at any moment is what a plain reading of all that was said comes to, merged or not', {
  timeout: 60_000,
}, async () => {
  await using desk = await foundedDesk();
  const { directory, calls, consents } = desk.session.open!.desk;
  const { actor } = desk.session.open!;
  const allowed = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      if (error instanceof DeskError && ['not_allowed', 'invalid'].includes(error.code)) return null;
      throw error;
    }
  };
  let round = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(step, fc.nat(3)), { maxLength: 25 }),
      fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }),
      (steps, moments) => {
        round += 1;
        const ids = load(desk, (work) =>
          Array.from({ length: PERSONS }, (_, n) => person(work, `Person ${round} ${n}`, {}, { externalId: `${round}-${n}` })),
        );
        const start = Date.parse(desk.clock.now);
        const onCall = Array.from({ length: CALLS }, () => calls.open(actor, 'inbound', '').id);
        for (const id of onCall) calls.read(actor, id, 'recording_consent');
        const named: (number | null)[] = onCall.map(() => null);
        const stands = ids.map((_, n) => n); // who stands for whom
        const merges: { readonly id: string; readonly keep: number; readonly drop: number }[] = [];
        const kept: Kept[] = [];
        const version = (n: number) => ({
          personId: ids[n]!,
          version: desk.db.prepare('SELECT version FROM person WHERE id = ?').pluck().get(ids[n]) as number,
        });
        const keep = (
          record: { id: string; position: number } | null,
          who: number | null,
          callId: string | null,
          one: { answers: Answers; method: ConsentMethod },
          expiresAt: Kept['expiresAt'],
        ) => {
          if (record === null) return;
          kept.push({ ...one, recordId: record.id, position: record.position, at: desk.clock.now, expiresAt, callId, who });
        };
        let seq = 0;
        for (const [one, minutes] of steps) {
          desk.clock.now = instantOf(Date.parse(desk.clock.now) + minutes * MINUTE);
          if (one.does === 'letter') {
            const expiresAt = one.lasts === null ? null : instantOf(Date.parse(desk.clock.now) + one.lasts * MINUTE);
            const written = { personId: ids[one.who]!, caseId: null, answers: one.answers, method: one.method, verbatim: '', expiresAt };
            keep(
              allowed(() => consents.record(actor, written)),
              one.who,
              null,
              one,
              expiresAt,
            );
          } else if (one.does === 'answer') {
            const callId = onCall[one.call]!;
            const answer = allowed(() => calls.answer(actor, callId, { answers: one.answers, method: one.method, verbatim: '' }));
            keep(answer?.record ?? null, null, callId, one, null);
          } else if (one.does === 'name') {
            seq += 1;
            calls.save(actor, onCall[one.call]!, seq, { personId: one.who === null ? null : ids[one.who]! });
            named[one.call] = one.who;
          } else if (one.does === 'merge') {
            const merged = allowed(() => directory.merge(actor, version(one.keep), version(one.drop), 'because'));
            if (merged === null) continue;
            merges.push({ id: directory.get(actor, ids[one.keep]!).merges[0]!.id, keep: one.keep, drop: one.drop });
            stands[one.drop] = one.keep;
          } else {
            const merge = merges[one.which];
            if (merge && allowed(() => directory.unmerge(actor, merge.id, 'because')) !== null) stands[merge.drop] = merge.drop;
          }
        }
        const top = (n: number): number => (stands[n] === n ? n : top(stands[n]!));
        for (const [index, after] of moments.entries()) {
          const at = instantOf(start + after * MINUTE);
          const who = index % PERSONS;
          const facts = kept
            .filter((one) => {
              const about = one.callId === null ? one.who : named[onCall.indexOf(one.callId)];
              return about !== null && about !== undefined && top(about) === top(who);
            })
            .flatMap(({ answers, who: _, ...fact }) => answers.map((answer) => ({ ...fact, ...answer })));
          const { standings, person: shown } = consents.standing(actor, ids[who]!, at);
          expect(shown.id).toBe(ids[top(who)]);
          expect(standings).toEqual(CONSENT_PURPOSES.map((each) => slowStanding(facts, each, at)));
        }
        for (const callId of onCall) {
          // named by somebody, so that a call with opt-outs can end
          seq += 1;
          calls.save(actor, callId, seq, { callerName: 'Somebody' });
          calls.close(actor, callId);
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(verifyConsents(desk.db).badPosition).toBeNull();
});
