import { type ConsentFact, covers } from '../../../src-shared/consent/index.ts';
import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { maySee } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { matchOf, membersOf } from '../directory/service.ts';
import { factsOf } from './consent-ledger.ts';
import { readNumber } from './number.ts';
import { type CallRow, recordingsQuery } from './store.ts';

export interface CallReaders {
  readonly staffName: (staffId: string) => string;
  /** The rule for recording where the caller says to be. */
  readonly ruleOf: (country: string | null, region: string | null, direction: Call['direction']) => RecordingRuleView;
  /** The script as this member of staff reads it out. */
  readonly scriptText: (scriptId: string, staffName: string) => { version: number; language: string; text: string } | null;
}

/** What was said on a call, and outside of any by its person: what bears on recording it. */
export function factsOfCall(db: Connection, row: CallRow): ConsentFact[] {
  const ofCall = factsOf(db, { callId: row.id });
  if (row.person_id === null) return ofCall;
  const ofPerson = factsOf(db, { personIds: membersOf(db, row.person_id) });
  return [...ofCall, ...ofPerson.filter(({ callId }) => callId !== row.id)];
}

/** A call as the contract has it, for this reader. */
export function callView(db: Connection, actor: Actor, row: CallRow, now: Instant, readers: CallReaders): Call {
  const script = row.script_id === null ? null : readers.scriptText(row.script_id, readers.staffName(row.staff_id));
  const person = row.person_id === null ? null : matchOf(db, actor, row.person_id, []);
  return {
    id: row.id,
    direction: row.direction as Call['direction'],
    state: row.state as Call['state'],
    startedAt: row.started_at as Instant,
    endedAt: row.ended_at as Instant | null,
    by: { id: row.staff_id, name: readers.staffName(row.staff_id) },
    number: readNumber(row.number_e164 ?? row.number_typed, null),
    person: person === null ? null : { id: person.id, name: person.name },
    callerName: row.caller_name,
    country: row.country,
    region: row.region,
    placeSource: row.place_source as Call['placeSource'],
    language: row.language,
    note: row.note,
    verbatim: row.verbatim,
    optOuts: JSON.parse(row.opt_outs) as StagedOptOut[],
    script:
      script === null || row.script_id === null ? null : { id: row.script_id, ...script, readAt: row.script_read_at as Instant | null },
    rule: readers.ruleOf(row.country, row.region, row.direction as Call['direction']),
    answers: newestAnswers(db, row.id),
    recording: covers(factsOfCall(db, row), row.id, now).state,
    pausedSince: row.paused_since as Instant | null,
    recordings: all(db, recordingsQuery(row.id)).map(({ system, external_id, sha256, at }) => ({
      system,
      externalId: external_id,
      sha256,
      at: at as Instant,
    })),
    case: row.case_id === null ? null : caseFor(db, actor, row.case_id),
    version: row.version,
  };
}

/** The case of a call, if this reader may know of it; else it is as if there were none. */
export function caseFor(db: Connection, actor: Actor, caseId: string): Call['case'] {
  const row = first(db, sql.selectFrom('dsr_case').select(['id', 'reference', 'sealed', 'billing']).where('id', '=', caseId));
  return row && maySee(actor, row) ? { id: row.id, reference: row.reference as Reference } : null;
}

function newestAnswers(db: Connection, callId: string): Call['answers'] {
  const newest = new Map<string, Call['answers'][number]>();
  for (const { purpose, answer } of factsOf(db, { callId })) if (!newest.has(purpose)) newest.set(purpose, { purpose, answer });
  return [...newest.values()];
}
