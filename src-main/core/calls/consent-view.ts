import type { ConsentRecord, RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import type { PersonName } from '../../../src-shared/contract/directory.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';
import { answersOf, personOf, type RecordOnCall, recordQuery } from './consent-records.ts';
import type { Hiding } from './hiding.ts';

export interface Names {
  readonly staff: (staffId: string) => string;
  /** The person that an entry stands for today, as this reader may see them. */
  readonly person: (personId: string) => PersonName | null;
  /** Whether this reader may know of a case. */
  readonly mayKnowCase: (caseId: string) => boolean;
  readonly hiding: Hiding;
}

/** A record as the contract has it. */
export function consentRecord(db: Connection, row: RecordOnCall, names: Names): ConsentRecord {
  const personId = personOf(row);
  const caseId = row.call_case ?? row.case_id;
  return {
    id: row.id,
    position: row.position,
    hash: row.hash,
    at: row.at as ConsentRecord['at'],
    by: names.staff(row.by_staff),
    callId: row.call_id,
    caseId: caseId !== null && names.mayKnowCase(caseId) ? caseId : null,
    person: personId === null ? null : names.person(personId),
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
    supersedes: row.supersedes !== null && first(db, recordQuery(row.supersedes, names.hiding)) ? row.supersedes : null,
  };
}

/** A record that was just written, with its call. */
export function withCall(db: Connection, row: Omit<RecordOnCall, 'call_person' | 'call_case'>): RecordOnCall {
  const call =
    row.call_id === null
      ? undefined
      : first(db, sql.selectFrom('phone_call').select(['person_id', 'case_id']).where('id', '=', row.call_id));
  return { ...row, call_person: call?.person_id ?? null, call_case: call?.case_id ?? null };
}
