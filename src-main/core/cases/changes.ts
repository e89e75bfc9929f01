import { mayMove, needsApproval, type RequestFacts } from '../../../src-shared/cases/moves.ts';
import type { Changed, ContactField, TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CaseStatus, DenialReason, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { MOST_REQUESTS } from './add-request.ts';
import { CaseChange, findCase, findCurrent } from './change.ts';
import { answeredUnverified, gives, type IdentityGate, refuseUnverified } from './identity-gate.ts';
import { refuseMove } from './refusals.ts';
import { CONTACT_COLUMN, type RequesterPatch, requesterColumns } from './requester.ts';
import type { CaseRecord, RequestRecord } from './rows.ts';
import { timelineEntry } from './rows.ts';
import { linkFor } from './rows-for.ts';
import { writeSearchText } from './search-text.ts';
import { isBillings, sight } from './sight.ts';
import { deleteRequest, insertRequest, insertTimeline, leadsTo, selectRequests, updateCase, updateRequest } from './store.ts';

export interface CaseVersion {
  readonly caseId: string;
  readonly version: number;
}

export interface RequestVersion extends CaseVersion {
  readonly requestId: string;
}

/** Everything that is done to a case that is there. Each method is one command: all of it or none. */
export class CaseChanges {
  readonly #command: Command;
  readonly #book: ClockBook;
  readonly #staff: StaffDirectory;
  readonly #gate: IdentityGate;

  constructor(command: Command, book: ClockBook, staff: StaffDirectory, gate: IdentityGate) {
    this.#command = command;
    this.#book = book;
    this.#staff = staff;
    this.#gate = gate;
  }

  assign(actor: Actor, cases: readonly CaseVersion[], assignee: string | null): Changed {
    const to = assignee === null ? null : this.#staff.active(assignee);
    return this.#change(actor, 'case.assign', cases, { assignee }, true, (change, record) => {
      change.line(record.id, 'assigned', { to: to?.name ?? null });
      change.apply(record, { assignee: assignee ?? '' });
    });
  }

  /** Moves cases along the table. Closing what a manager must approve takes a manager, and a reason where it is one's own decision. */
  move(actor: Actor, cases: readonly CaseVersion[], to: CaseStatus, approvalReason: string | undefined): Changed {
    return this.#change(actor, 'case.move', cases, { to, approvalReason }, to !== 'closed', (change, record, work) => {
      const { db, now } = work;
      const requests = selectRequests(db, record.id);
      const answer = mayMove(record.status as CaseStatus, to, requests.map(factsOf));
      if (!answer.allowed) throw refuseMove(record.reference, record.status, to, answer.because);
      if (to === 'closed' && answeredUnverified(this.#gate, db, record, requests).length > 0)
        throw refuseUnverified(record.reference, 'to');
      const approval = to === 'closed' ? approve(this.#staff, actor, record, requests, approvalReason) : {};
      change.line(record.id, 'moved', { from: record.status, to, ...approval });
      change.apply(record, { status: to, open: to === 'closed' ? 0 : 1, closed_at: to === 'closed' ? now : null });
      if (to === 'closed') this.#gate.closed(work, record.id);
    });
  }

  /** Opens a closed case again. Its outcomes stand until they are changed. */
  reopen(actor: Actor, { caseId, version }: CaseVersion, reason: string): Changed {
    return this.#change(actor, 'case.reopen', [{ caseId, version }], { reason }, false, (change, record, work) => {
      if (record.open === 1) throw new DeskError('not_allowed', `${record.reference} is open already.`);
      change.line(caseId, 'reopened', { reason });
      change.apply(record, { status: 'in_progress', open: 1, closed_at: null });
      this.#askAgain(work, caseId);
    });
  }

  addRequest(actor: Actor, { caseId, version }: CaseVersion, kind: RequestKind, detail: string): Changed {
    return this.#change(actor, 'case.add_request', [{ caseId, version }], { kind, detail }, true, (change, record, { db, newId, hlc }) => {
      this.#openAndOwn(actor, record, [kind]);
      const requests = selectRequests(db, caseId);
      const position = Math.max(-1, ...requests.map((request) => request.position)) + 1;
      if (requests.length >= MOST_REQUESTS)
        throw new DeskError('not_allowed', 'A case holds nine requests at most. Open another case for more.');
      change.line(caseId, 'request_added', { kind });
      const blank = { suggestion: null, outcome: null, denial_reason: null, outcome_note: '', outcome_by: null, outcome_at: null };
      const body = () =>
        insertRequest(db, { id: newId(), case_id: caseId, position, kind, detail, confirmed: 1, ...blank, version: 1, hlc });
      change.apply(record, {}, { search: detail !== '', body });
    });
  }

  /** Confirms what was suggested, or says what it really is. A changed kind takes its outcome back: it was decided for another question. */
  changeRequest(actor: Actor, { caseId, version, requestId }: RequestVersion, kind: RequestKind, detail: string | undefined): Changed {
    return this.#change(actor, 'case.change_request', [{ caseId, version }], { requestId, kind, detail }, true, (change, record, work) => {
      const { db, hlc } = work;
      const request = this.#request(db, caseId, requestId);
      this.#openAndOwn(actor, record, [kind]);
      const changed = request.kind !== kind;
      change.line(caseId, 'request_changed', { from: request.kind, to: kind });
      const cleared = changed ? { outcome: null, denial_reason: null, outcome_note: '', outcome_by: null, outcome_at: null } : {};
      const body = () =>
        updateRequest(db, requestId, {
          kind,
          confirmed: 1,
          ...(detail === undefined ? {} : { detail }),
          ...cleared,
          version: request.version + 1,
          hlc,
        });
      change.apply(record, {}, { search: true, body });
      if (changed) this.#gate.askAgain(work, caseId, [requestId]);
    });
  }

  removeRequest(actor: Actor, { caseId, version, requestId }: RequestVersion): Changed {
    return this.#change(actor, 'case.remove_request', [{ caseId, version }], { requestId }, true, (change, record, { db }) => {
      this.#openAndOwn(actor, record, []);
      const request = this.#request(db, caseId, requestId);
      if (selectRequests(db, caseId).length === 1) {
        throw new DeskError('not_allowed', 'A case keeps one request at least. Give it the outcome "not a request" instead.', {
          field: 'requestId',
        });
      }
      change.line(caseId, 'request_removed', { kind: request.kind });
      change.apply(record, {}, { search: true, body: () => deleteRequest(db, requestId) });
    });
  }

  /** Says how a request was answered; null takes it back. A denial names its reason. */
  setOutcome(
    actor: Actor,
    { caseId, version, requestId }: RequestVersion,
    {
      outcome,
      denialReason,
      note,
    }: { readonly outcome: Outcome | null; readonly denialReason: DenialReason | null; readonly note: string },
  ): Changed {
    const input = { requestId, outcome, denialReason, note };
    return this.#change(actor, 'case.set_outcome', [{ caseId, version }], input, true, (change, record, { db, now, hlc }) => {
      this.#openAndOwn(actor, record, []);
      const request = this.#request(db, caseId, requestId);
      if (outcome === 'denied' && denialReason === null) {
        throw new DeskError('invalid', 'A denial states its reason. Choose one.', { field: 'denialReason' });
      }
      if (gives(outcome) && this.#gate.unsettled(db, record, [request]).has(requestId)) throw refuseUnverified(record.reference, 'outcome');
      change.line(caseId, 'outcome', { kind: request.kind, outcome, denialReason: outcome === 'denied' ? denialReason : null });
      const body = () =>
        updateRequest(db, requestId, {
          outcome,
          denial_reason: outcome === 'denied' ? denialReason : null,
          outcome_note: note,
          outcome_by: outcome === null ? null : actor.staffId,
          outcome_at: outcome === null ? null : now,
          confirmed: 1,
          version: request.version + 1,
          hlc,
        });
      change.apply(record, {}, { search: true, body });
    });
  }

  changeRequester(actor: Actor, { caseId, version }: CaseVersion, patch: RequesterPatch): Changed {
    return this.#change(
      actor,
      'case.change_requester',
      [{ caseId, version }],
      { fields: Object.keys(patch), patch },
      true,
      (change, record, work) => {
        const columns = requesterColumns(patch);
        change.line(caseId, 'requester_changed', { fields: Object.keys(patch).sort().join(', ') });
        change.apply(record, columns, { search: true });
        // what somebody else proved, an agent or an heir, is not proven by whom it is now said to be
        if (patch.role !== undefined && patch.role !== record.requester_role) this.#askAgain(work, caseId);
      },
    );
  }

  /** Notes are never edited: a correction is another note. */
  addNote(actor: Actor, caseId: string, text: string): TimelineEntry {
    return this.#command(actor, { action: 'case.note', subject: caseId, input: { text } }, ({ db, newId, now, touch }) => {
      const record = findCase(db, actor, caseId);
      const entry = { id: newId(), caseId, at: now, actor: actor.staffId, type: 'note', facts: { text } };
      insertTimeline(db, entry);
      updateCase(db, caseId, { updated_at: now }); // no new version: a note clashes with nothing
      writeSearchText(db, record);
      touch('case', caseId);
      return timelineEntry({ ...entry, case_id: caseId, facts: JSON.stringify({ text }) }, () => actor.name);
    });
  }

  linkDuplicate(actor: Actor, { caseId, version }: CaseVersion, of: string): Changed {
    return this.#change(actor, 'case.link_duplicate', [{ caseId, version }], { of }, true, (change, record, { db }) => {
      const other = findCase(db, actor, of);
      if (leadsTo(db, other.id, caseId)) {
        throw new DeskError('not_allowed', 'A case cannot be the duplicate of itself or of its own duplicate.', { field: 'of' });
      }
      change.line(caseId, 'duplicate_linked', { reference: other.reference });
      change.apply(record, { duplicate_of: of });
    });
  }

  unlinkDuplicate(actor: Actor, { caseId, version }: CaseVersion): Changed {
    return this.#change(actor, 'case.unlink_duplicate', [{ caseId, version }], {}, true, (change, record, { db }) => {
      if (linkFor(db, actor, record) === null) throw new DeskError('not_allowed', `${record.reference} is not linked as a duplicate.`);
      change.line(caseId, 'duplicate_unlinked');
      change.apply(record, { duplicate_of: null });
    });
  }

  /** Shows one masked detail, for a reason that the ledger and the timeline keep. */
  reveal(actor: Actor, caseId: string, field: ContactField, reason: string): { value: string } {
    return this.#command(actor, { action: 'contact.reveal', subject: caseId, input: { field, reason } }, ({ db, newId, now, touch }) => {
      const record = findCase(db, actor, caseId);
      insertTimeline(db, { id: newId(), caseId, at: now, actor: actor.staffId, type: 'revealed', facts: { field, reason } });
      touch('case', caseId);
      return { value: record[CONTACT_COLUMN[field]] };
    });
  }

  #change(
    actor: Actor,
    action: string,
    cases: readonly CaseVersion[],
    input: unknown,
    undo: boolean,
    body: (change: CaseChange, record: CaseRecord, work: Work) => void,
  ): Changed {
    const subject = cases.map((one) => one.caseId).join(' ');
    return this.#command(actor, { action, subject, input }, (work) => {
      const change = new CaseChange(work, this.#book);
      for (const { caseId, version } of cases) body(change, findCurrent(work.db, actor, caseId, version), work);
      return change.done(action, undo);
    });
  }

  #askAgain(work: Work, caseId: string): void {
    const requestIds = selectRequests(work.db, caseId).map(({ id }) => id);
    this.#gate.askAgain(work, caseId, requestIds);
  }

  #request(db: Work['db'], caseId: string, requestId: string): RequestRecord {
    const request = selectRequests(db, caseId).find((candidate) => candidate.id === requestId);
    if (!request) throw new DeskError('not_found', 'There is no such request on this case.', { field: 'requestId' });
    return request;
  }

  /** Requests change while a case is open; billing alone has opt-outs and concerns only. */
  #openAndOwn(actor: Actor, record: CaseRecord, kinds: readonly RequestKind[]): void {
    if (record.open === 0) throw new DeskError('not_allowed', `${record.reference} is closed. Reopen it first.`);
    if (kinds.length > 0 && sight(actor).billingOnly && !isBillings(kinds)) {
      throw new DeskError('not_allowed', 'Billing takes in opt-outs and concerns. Hand this case to support.', { field: 'kind' });
    }
  }
}

const factsOf = (request: RequestRecord): RequestFacts => ({
  kind: request.kind as RequestKind,
  outcome: request.outcome as Outcome | null,
});

/** Nobody approves their own denial or deletion while another manager could; where there is none, a manager says why, which stays marked. */
function approve(
  staff: StaffDirectory,
  actor: Actor,
  record: CaseRecord,
  requests: readonly RequestRecord[],
  reason: string | undefined,
): Record<string, unknown> {
  if (!needsApproval(requests.map(factsOf))) return {};
  if (!actor.roles.includes('manager')) {
    throw new DeskError('not_allowed', `A manager closes ${record.reference}: it holds a denial or a deletion. Send it to review.`);
  }
  const own = requests.some((request) => request.outcome_by === actor.staffId);
  if (!own) return { approved: true };
  const other = staff.secondApprover(actor.staffId);
  if (other) throw new DeskError('not_allowed', `You decided this yourself. ${other.name} or another manager closes ${record.reference}.`);
  if (reason === undefined || reason.length < 3) {
    throw new DeskError('invalid', 'You decided this yourself and there is no other manager. Say why you approve your own decision.', {
      field: 'approvalReason',
    });
  }
  return { approved: true, ownDecision: true, reason };
}
