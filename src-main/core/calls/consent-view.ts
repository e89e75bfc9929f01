import type { ConsentRecord, RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import type { PersonName } from '../../../src-shared/contract/directory.ts';
import type { Connection } from '../database/open.ts';
import { answersOf, type RecordRow } from './consent-ledger.ts';

export interface Names {
  readonly staff: (staffId: string) => string;
  /** The person that an entry stands for today, as this reader may see them. */
  readonly person: (personId: string) => PersonName | null;
  /** Whether this reader may know of a case. */
  readonly mayKnowCase: (caseId: string) => boolean;
}

/** A record as the contract has it. */
export function consentRecord(db: Connection, row: RecordRow, names: Names): ConsentRecord {
  return {
    id: row.id,
    position: row.position,
    hash: row.hash,
    at: row.at as ConsentRecord['at'],
    by: names.staff(row.by_staff),
    callId: row.call_id,
    caseId: row.case_id !== null && names.mayKnowCase(row.case_id) ? row.case_id : null,
    person: row.person_id === null ? null : names.person(row.person_id),
    answers: answersOf(db, row.position) as ConsentRecord['answers'],
    method: row.method as ConsentRecord['method'],
    verbatim: row.verbatim,
    expiresAt: row.expires_at as ConsentRecord['expiresAt'],
    script:
      row.script_id === null
        ? null
        : {
            id: row.script_id,
            version: row.script_version ?? 0,
            language: row.script_language ?? '',
            sha256: row.script_sha256 ?? '',
            readAt: row.script_read_at as ConsentRecord['at'],
          },
    rule: row.rule === null ? null : (JSON.parse(row.rule) as RecordingRuleView),
    supersedes: row.supersedes,
  };
}
