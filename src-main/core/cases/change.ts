import type { Updateable } from 'kysely';
import type { CaseRow, Changed } from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Actor, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { CaseTable } from '../database/tables.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { clockedCase, settleDue } from './due.ts';
import { seals } from './open-case.ts';
import type { CaseRecord, RequestRecord } from './rows.ts';
import { caseRowsFor } from './rows-for.ts';
import { writeSearchText } from './search-text.ts';
import { isBillings, isUnclear, maySee } from './sight.ts';
import { insertTimeline, insertUndo, selectCase, selectRequests, updateCase } from './store.ts';

/** A case as it was before a change, kept so that the change can be taken back. `version` is the one that the change gave it. */
export interface Before {
  readonly row: CaseRecord;
  readonly requests: readonly RequestRecord[];
  readonly version: number;
}

const UNDO_HOURS = 24;

/** A request that nobody has looked at, of which intake could not say what it is. */
const isOpenGuess = ({ confirmed, suggestion }: RequestRecord): boolean =>
  confirmed === 0 && suggestion !== null && isUnclear((JSON.parse(suggestion) as { kind: string }).kind);

/** The case, if this person may know of it: one and the same answer for none and for one that is not theirs to see. */
export function findCase(db: Connection, actor: Actor, caseId: string): CaseRecord {
  const record = selectCase(db, caseId);
  if (!record || !maySee(actor, record)) throw new DeskError('not_found', 'There is no such case on this desk.', { field: 'caseId' });
  return record;
}

/** The case in the very version that the page showed. */
export function findCurrent(db: Connection, actor: Actor, caseId: string, version: number): CaseRecord {
  const record = findCase(db, actor, caseId);
  if (record.version !== version) {
    throw new DeskError('stale', `${record.reference} was changed meanwhile. Look at it as it is now and try again.`, { field: 'version' });
  }
  return record;
}

/**
 * One change to one case: what all changes share. The work says which columns change; the new version, the kinds, the seal, the date and
 * the search text follow by themselves.
 */
export class CaseChange {
  readonly #work: Work;
  readonly #book: ClockBook;
  readonly #before: Before[] = [];
  readonly #after: CaseRow[] = [];

  constructor(work: Work, book: ClockBook) {
    this.#work = work;
    this.#book = book;
  }

  /** Writes a line on a case's timeline. Facts name things; the page makes the sentence. */
  line(caseId: string, type: string, facts: Readonly<Record<string, unknown>> = {}): string {
    const { db, now, newId, actor } = this.#work;
    const id = newId();
    insertTimeline(db, { id, caseId, at: now, actor: actor.staffId, type, facts });
    return id;
  }

  /** Applies `patch` to the case after `body` has changed what hangs on it. `search`: whether what it is found by may have changed. */
  apply(record: CaseRecord, patch: Updateable<CaseTable>, options: { readonly search?: boolean; readonly body?: () => void } = {}): void {
    const { db, hlc, now, actor } = this.#work;
    const before = { row: record, requests: selectRequests(db, record.id), version: record.version + 1 };
    options.body?.();
    const requests = selectRequests(db, record.id);
    const kinds = [...new Set(requests.map((request) => request.kind as RequestKind))];
    const next = { ...record, ...patch } as CaseRecord;
    updateCase(db, record.id, {
      ...patch,
      ...settleDue(db, this.#book, clockedCase(next, requests), next.open === 1, changedRules(record, next, before.requests, requests)),
      kinds: JSON.stringify(kinds),
      sealed: record.sealed === 1 || seals(kinds) ? 1 : 0, // a seal is never lifted by a change of kind
      billing: isBillings(kinds) && !requests.some(isOpenGuess) ? 1 : 0,
      updated_at: now,
      version: record.version + 1,
      hlc,
    });
    const after = selectCase(db, record.id)!;
    if (options.search || after.sealed !== record.sealed) writeSearchText(db, after);
    this.#work.outbox({ entity: 'case', entityId: record.id, entityVersion: after.version, operation: 'changed' });
    this.#work.touch('counts');
    if (!maySee(actor, after)) return; // sealed just now: whoever handed it over does not see it any more
    this.#work.touch('case', record.id);
    this.#before.push(before);
    this.#after.push(...caseRowsFor(db, actor, [after]));
  }

  /** What the page is told; with `undo`, how the change is taken back. */
  done(action: string, undo: boolean): Changed {
    const { db, newId, now, actor } = this.#work;
    if (!undo || this.#before.length === 0) return { cases: this.#after, undoId: null };
    const undoId = newId();
    const dayAgo = new Date(Date.parse(now) - UNDO_HOURS * 3_600_000).toISOString();
    insertUndo(db, { id: undoId, staff_id: actor.staffId, at: now, action, before: JSON.stringify(this.#before) }, dayAgo);
    return { cases: this.#after, undoId };
  }
}

/** What rules are suggested by: the kind of a request, and the case's place and day of receipt. A case that opens again is looked at anew. */
function changedRules(
  before: CaseRecord,
  after: CaseRecord,
  requestsBefore: readonly RequestRecord[],
  requestsAfter: readonly RequestRecord[],
): (requestId: string) => boolean {
  const moved = (['country', 'region', 'received_at'] as const).some((column) => before[column] !== after[column]);
  if (moved || (before.open === 0 && after.open === 1)) return () => true;
  const kindOf = (requests: readonly RequestRecord[], id: string) => requests.find((request) => request.id === id)?.kind;
  return (requestId) => kindOf(requestsBefore, requestId) !== kindOf(requestsAfter, requestId);
}
