import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { CaseRecord, RequestRecord } from './rows.ts';

/**
 * What a case must know of the verification of who asks. It stands above the cases (it needs the directory too), so the desk hands it in.
 */
export interface IdentityGate {
  readonly standing: (db: Connection, record: CaseRecord, requests: readonly RequestRecord[]) => CaseDetail['identity'];
  /** Ids of the requests whose level is not reached. */
  readonly unsettled: (db: Connection, record: CaseRecord, requests: readonly RequestRecord[]) => ReadonlySet<string>;
  /** A kind or the requester's role was changed, or the case was reopened: for these requests, earlier proofs count no more. Called inside a command. */
  readonly askAgain: (work: Work, caseId: string, requestIds: readonly string[]) => void;
  /** The case is closed: papers that were only taken to verify are deleted. Called inside a command. */
  readonly closed: (work: Work, caseId: string) => void;
}

/** Outcomes by which somebody gets data, or data are changed or gone. */
const GIVES = ['fulfilled', 'partly_fulfilled'];
export const gives = (outcome: string | null): boolean => outcome !== null && GIVES.includes(outcome);

/** Requests that were answered for somebody of whom it is not known who they are. */
export function answeredUnverified(
  gate: IdentityGate,
  db: Connection,
  record: CaseRecord,
  requests: readonly RequestRecord[],
): RequestRecord[] {
  const answered = requests.filter((request) => gives(request.outcome));
  if (answered.length === 0) return [];
  const unsettled = gate.unsettled(db, record, requests);
  return answered.filter((request) => unsettled.has(request.id));
}

export function refuseUnverified(reference: string, field: string): DeskError {
  return new DeskError(
    'not_allowed',
    `It is not settled yet who asks in ${reference}. Verify them first, or deny the request for lack of verification.`,
    { field, detail: { because: 'identity' } },
  );
}
