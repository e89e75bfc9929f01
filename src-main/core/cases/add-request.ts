import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { replacePins } from '../deadlines/service.ts';
import { CaseChange, findCase } from './change.ts';
import { clockedCase } from './due.ts';
import { insertRequest, selectRequests } from './store.ts';

export const MOST_REQUESTS = 9;

/** A request that another area found in what was said, with the rules that hold for it. */
export interface FoundRequest {
  readonly kind: RequestKind;
  readonly detail: string;
  readonly regimes: readonly string[];
}

/** Whether a case has a request of this kind that nobody has answered. */
export const asksAlready = ({ db }: Pick<Work, 'db'>, caseId: string, kind: RequestKind): boolean =>
  selectRequests(db, caseId).some((request) => request.kind === kind && request.outcome === null);

/** Adds a request to an open case, whose clock begins with the case's; false where the case holds as many as it may. Called inside a command. */
export function addFoundRequest(work: Work, book: ClockBook, caseId: string, { kind, detail, regimes }: FoundRequest): boolean {
  const { db, actor, newId, hlc } = work;
  const record = findCase(db, actor, caseId);
  const requests = selectRequests(db, caseId);
  if (requests.length >= MOST_REQUESTS) return false;
  const id = newId();
  const facts = clockedCase(record, [...requests, { id, kind }]);
  const change = new CaseChange(work, book);
  change.line(caseId, 'request_added', { kind });
  const body = () => {
    const position = Math.max(-1, ...requests.map((request) => request.position)) + 1;
    const blank = { suggestion: null, outcome: null, denial_reason: null, outcome_note: '', outcome_by: null, outcome_at: null };
    insertRequest(db, { id, case_id: caseId, position, kind, detail, confirmed: 1, ...blank, version: 1, hlc });
    replacePins(
      db,
      id,
      regimes.map((regime, position) => book.pin(db, facts, { requestId: id, regime, position })),
    );
  };
  change.apply(record, {}, { search: true, body });
  return true;
}
