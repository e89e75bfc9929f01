import fc from 'fast-check';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, OUTCOMES, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, type TestDesk } from '../../support/desk.ts';

const LANGUAGES = [null, 'en', 'de', 'fr'] as const;
const COUNTRIES = [null, 'US', 'GB', 'DE', 'CA'] as const;
const NAMES = ['Mara Doe', 'José Ñandú', 'Li Wei', ''] as const;

/** One thing that somebody does; numbers choose among what is there. */
export const step = fc.record({
  act: fc.constantFrom(
    'create',
    'close',
    'move',
    'move',
    'assign',
    'add',
    'change',
    'remove',
    'outcome',
    'outcome',
    'requester',
    'reopen',
    'undo',
    'note',
  ),
  which: fc.nat(),
  choice: fc.nat(),
  other: fc.nat(),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], nth: number): T => list[nth % list.length]!;

/** Refusals that the rules foresee; anything else is a fault of the desk. */
const FORESEEN = ['NOT_ALLOWED', 'INVALID', 'NOT_FOUND', 'STALE'];

/** Does what the steps say, as who is signed in; what is refused by a rule is left. */
export class RandomWork {
  readonly #desk: TestDesk;
  readonly #staff: readonly (string | null)[];
  readonly #undo: string[] = [];
  done = 0;

  constructor(desk: TestDesk, staff: readonly string[]) {
    this.#desk = desk;
    this.#staff = [null, ...staff];
  }

  async do({ act, which, choice, other }: Step): Promise<void> {
    const { cases } = this.#desk.desk;
    const all = this.#desk.db.prepare('SELECT id, version FROM dsr_case ORDER BY seq').all() as Pick<CaseRow, 'id' | 'version'>[];
    if (act === 'create' || all.length === 0) {
      await this.create(which, choice, other);
      return;
    }
    const row = pick(all, which);
    const one = { caseId: row.id, version: row.version };
    const { requests } = await cases.get({ caseId: row.id });
    const request = pick(requests, other);
    const run = async () => {
      switch (act) {
        case 'close':
          for (const { id } of requests) await cases.setOutcome({ ...one, version: one.version++, requestId: id, outcome: 'withdrawn' });
          return cases.move({ cases: [one], to: 'closed' });
        case 'move':
          return cases.move({ cases: [one], to: pick(CASE_STATUSES, choice), approvalReason: 'because it is so' });
        case 'assign':
          return cases.assign({ cases: [one], assignee: pick(this.#staff, choice) });
        case 'add':
          return cases.addRequest({ ...one, kind: pick(REQUEST_KINDS, choice) });
        case 'change':
          return cases.changeRequest({ ...one, requestId: request.id, kind: pick(REQUEST_KINDS, choice) });
        case 'remove':
          return cases.removeRequest({ ...one, requestId: request.id });
        case 'outcome':
          return cases.setOutcome({ ...one, requestId: request.id, outcome: pick([...OUTCOMES, null], choice), denialReason: 'no_match' });
        case 'requester':
          return cases.changeRequester({ ...one, requester: { country: pick(COUNTRIES, choice), name: pick(NAMES, other) } });
        case 'reopen':
          return cases.reopen({ ...one, reason: 'because' });
        case 'undo':
          return cases.undo({ undoId: pick(this.#undo, choice) });
        default:
          await cases.addNote({ caseId: row.id, text: `note ${choice}` });
          return null;
      }
    };
    if (act === 'undo' && this.#undo.length === 0) return;
    try {
      const changed = await run();
      if (changed?.undoId) this.#undo.push(changed.undoId);
      this.done += 1;
    } catch (error) {
      const code = await codeOf(Promise.reject(error));
      if (!FORESEEN.includes(code)) throw error;
    }
  }

  async create(which: number, choice: number, other: number): Promise<void> {
    const days = which % 70;
    const kinds = choice % 3 === 0 ? [pick(REQUEST_KINDS, other)] : [pick(REQUEST_KINDS, other), pick(REQUEST_KINDS, choice)];
    await this.#desk.take({
      channel: pick(CHANNELS, choice),
      language: pick(LANGUAGES, other),
      receivedAt: new Date(Date.parse(this.#desk.clock.now) - days * 86_400_000 - (choice % 1000)).toISOString() as Instant,
      requester: { name: pick(NAMES, which), country: pick(COUNTRIES, other) },
      requests: kinds.map((kind) => ({ kind })),
    });
    this.done += 1;
  }
}
