import { MOVES, mayMove, needsApproval } from '../../../src-shared/cases/moves.ts';
import {
  BUILT_IN_VIEWS,
  type BuiltInView,
  type CaseDetail,
  type CaseFilter,
  type CaseRow,
  type Sort,
  type TimelineEntry,
} from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CaseStatus, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all } from '../database/query.ts';
import type { Reader } from '../database/reader.ts';
import type { ClockBook } from '../deadlines/book.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { findCase } from './change.ts';
import { answeredUnverified, type IdentityGate } from './identity-gate.ts';
import { type NewCase, openCase } from './open-case.ts';
import { countQuery, isLight, pageQuery, readCursor, SORT_COLUMN, type Walk, writeCursor } from './page-query.ts';
import { caseRequest, caseRow, type RowRecord, requester, timelineEntry } from './rows.ts';
import { caseRowsFor, linkFor, mayKnow } from './rows-for.ts';
import { isBillings, maySee, sight } from './sight.ts';
import { relatedQuery, selectRequests, selectTimeline, tallyQuery, updateCase } from './store.ts';

/** A count is exact up to this; beyond it the page says "more". */
const MOST_COUNTED = 10_000;

export interface PageInput {
  readonly view: BuiltInView;
  readonly filter: CaseFilter;
  readonly sort: Sort;
  readonly after: string | null;
  readonly limit: number;
}

/** Looking at cases: queue, counts, one case, its timeline; and opening a new one. */
export class CasesService {
  readonly #db: Connection;
  readonly #reader: Reader;
  readonly #command: Command;
  readonly #book: ClockBook;
  readonly #staff: StaffDirectory;
  readonly #gate: IdentityGate;

  constructor(db: Connection, reader: Reader, command: Command, book: ClockBook, staff: StaffDirectory, gate: IdentityGate) {
    this.#db = db;
    this.#reader = reader;
    this.#command = command;
    this.#book = book;
    this.#staff = staff;
    this.#gate = gate;
  }

  /** A page of a view. What walks one index is read here and now; a filter may pass many rows by, so it is read beside. */
  async page(actor: Actor, { view, filter, sort, after, limit }: PageInput): Promise<{ rows: CaseRow[]; next: string | null }> {
    const cursor = after === null ? null : readCursor(after);
    if (after !== null && cursor === null)
      throw new DeskError('invalid', 'This page of the queue is not known. Start from the top.', { field: 'after' });
    const lists: RowRecord[][] = [];
    for (const walk of this.#walks(actor, view, filter)) {
      const query = pageQuery({ ...walk, sort }, cursor, limit + 1);
      lists.push(isLight(walk) ? all(this.#db, query) : await this.#reader.all(query));
    }
    const records = merge(lists, sort).slice(0, limit + 1);
    const rows = records.slice(0, limit);
    const last = rows.at(-1);
    const next = records.length > limit && last ? writeCursor({ key: last[SORT_COLUMN[sort.by]], seq: last.seq }) : null;
    return { rows: caseRowsFor(this.#db, actor, rows), next };
  }

  /** Counts of every built-in view, from the tally that triggers keep. */
  counts(actor: Actor): Record<BuiltInView, number> {
    const { sealed, billingOnly } = sight(actor);
    const counts = Object.fromEntries(BUILT_IN_VIEWS.map((view) => [view, 0])) as Record<BuiltInView, number>;
    for (const row of all(this.#db, tallyQuery)) {
      if ((row.sealed === 1 && !sealed) || (row.billing === 0 && billingOnly)) continue;
      const open = row.status !== 'closed';
      counts[open ? 'all' : 'closed'] += row.n;
      if (!open) continue;
      if (row.assignee === actor.staffId) counts.mine += row.n;
      if (row.assignee === '') counts.unassigned += row.n;
      if (row.band === 'soon') counts.due_soon += row.n;
      if (row.band === 'overdue') counts.overdue += row.n;
      if (row.status === 'awaiting_identity' || row.status === 'awaiting_requester' || row.status === 'in_review')
        counts[row.status] += row.n;
    }
    return counts;
  }

  async count(actor: Actor, view: BuiltInView, filter: CaseFilter): Promise<{ count: number; more: boolean }> {
    let count = 0;
    for (const walk of this.#walks(actor, view, filter)) count += (await this.#reader.all(countQuery(walk, MOST_COUNTED + 1)))[0]?.n ?? 0;
    return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
  }

  get(actor: Actor, caseId: string): CaseDetail {
    const record = findCase(this.#db, actor, caseId);
    const requests = selectRequests(this.#db, caseId);
    const facts = requests.map((request) => ({ kind: request.kind as RequestKind, outcome: request.outcome as Outcome | null }));
    const status = record.status as CaseStatus;
    const own = requests.some((request) => request.outcome_by === actor.staffId);
    const mayApprove = actor.roles.includes('manager') && !(own && this.#staff.secondApprover(actor.staffId));
    const { masked } = sight(actor);
    const unverified = answeredUnverified(this.#gate, this.#db, record, requests).length > 0;
    return {
      row: { ...caseRow(record, masked), duplicateOf: linkFor(this.#db, actor, record) },
      requester: requester(record, masked),
      requests: requests.map((request) => caseRequest(request, this.#staff.nameOf)),
      moves: MOVES.filter((move) => move.from === status).map(({ to }) => {
        const answer = mayMove(status, to, facts);
        if (!answer.allowed) return { to, allowed: false, because: answer.because === 'no_such_move' ? null : answer.because };
        if (to !== 'closed') return { to, allowed: true, because: null };
        const because = unverified ? 'identity' : needsApproval(facts) && !mayApprove ? 'approval' : null;
        return { to, allowed: because === null, because };
      }),
      identity: this.#gate.standing(this.#db, record, requests),
      related: this.#related(actor, record),
      closedAt: record.closed_at as CaseDetail['closedAt'],
    };
  }

  /** Somebody looked: the case is no longer unread. Only the first look is a change. */
  opened(actor: Actor, caseId: string): void {
    if (findCase(this.#db, actor, caseId).unread === 0) return;
    this.#command(actor, { action: 'case.opened', subject: caseId, input: {} }, ({ db, touch }) => {
      updateCase(db, caseId, { unread: 0 });
      touch('case', caseId);
    });
  }

  timeline(actor: Actor, caseId: string, before: string | null, limit: number): { entries: TimelineEntry[]; more: boolean } {
    findCase(this.#db, actor, caseId);
    const records = selectTimeline(this.#db, caseId, before, limit + 1);
    const entries = records.slice(0, limit).map((record) => timelineEntry(record, this.#staff.nameOf));
    // a line that names a case which this person may not know of is not there for them
    const known = ({ type, facts: { reference } }: TimelineEntry) =>
      type !== 'duplicate_linked' || mayKnow(this.#db, actor, String(reference));
    return { entries: entries.filter(known), more: records.length > limit };
  }

  /** The form. Legal process is handed over: who takes it in learns the reference and no more, unless a manager. */
  create(actor: Actor, input: Omit<NewCase, 'receivedAt'> & { readonly receivedAt: NewCase['receivedAt'] | undefined }) {
    const kinds = input.requests.map((request) => request.kind);
    if (sight(actor).billingOnly && !isBillings(kinds)) {
      throw new DeskError('not_allowed', 'Billing takes in opt-outs and concerns. Hand this one to support.', { field: 'requests' });
    }
    return this.#command(
      actor,
      { action: 'case.create', subject: 'case', input },
      (work): { case: CaseRow | null; reference: Reference; handedOver: boolean } => {
        const receivedAt = input.receivedAt === undefined ? work.now : instantOf(Date.parse(input.receivedAt)); // one way of writing, for it is sorted as text
        if (receivedAt > work.now) {
          throw new DeskError('invalid', 'A request cannot have been received in the future. Check the date.', { field: 'receivedAt' });
        }
        const opened = openCase(work, this.#book, { ...input, receivedAt });
        work.about(opened.id);
        const visible = maySee(actor, opened.record);
        return { case: visible ? caseRow(opened.record, sight(actor).masked) : null, reference: opened.reference, handedOver: !visible };
      },
    );
  }

  #walks(actor: Actor, view: BuiltInView, filter: CaseFilter): Omit<Walk, 'sort'>[] {
    const { sealed, billingOnly } = sight(actor);
    const list = (which: 0 | 1) => ({ view, filter, staffId: actor.staffId, billingOnly, sealed: which });
    return sealed ? [list(0), list(1)] : [list(0)];
  }

  #related(actor: Actor, record: Parameters<typeof relatedQuery>[0]): CaseDetail['related'] {
    const queries = relatedQuery(record);
    const related = new Map<string, CaseDetail['related'][number]>();
    const add = (relation: CaseDetail['related'][number]['relation'], records: readonly (RowRecord & { billing: number })[]) => {
      for (const other of records) {
        if (other.id === record.id || related.has(other.id) || !maySee(actor, other)) continue;
        const { id, reference, status, receivedAt } = caseRow(other, true);
        related.set(id, { id, reference, status, receivedAt, relation });
      }
    };
    if (record.duplicate_of !== null) add('duplicate_of', [findCaseOrNone(this.#db, actor, record.duplicate_of)].flat());
    add('duplicate', all(this.#db, queries.duplicates));
    add('same_sender', all(this.#db, queries.sameSender));
    return [...related.values()];
  }
}

/** A linked case that was sealed since is as if it were not there. */
function findCaseOrNone(db: Connection, actor: Actor, caseId: string) {
  try {
    return [findCase(db, actor, caseId)];
  } catch (error) {
    if (error instanceof DeskError && error.code === 'not_found') return [];
    throw error;
  }
}

/** Two lists in the same order become one. */
function merge(lists: readonly RowRecord[][], sort: Sort): RowRecord[] {
  if (lists.length === 1) return lists[0] ?? [];
  const column = SORT_COLUMN[sort.by];
  const sign = sort.direction === 'asc' ? 1 : -1;
  return lists.flat().sort((a, b) => sign * (a[column] < b[column] ? -1 : a[column] > b[column] ? 1 : a.seq - b.seq));
}
