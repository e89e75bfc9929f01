import { type ConsentFact, covers } from '../../../src-shared/consent/index.ts';
import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { nameOf } from '../cases/rows.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { matchOf, membersOf, personQuery } from '../directory/service.ts';
import { factsOf } from './consent-records.ts';
import { mayKnowCase } from './hiding.ts';
import { readNumber } from './number.ts';
import { seesNumber } from './sight.ts';
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

/** `whole`: nothing is masked, for what is exported on the ledger. */
export type CallSight = 'as_reader' | 'whole';

/** A call as the contract has it, for this reader. */
export function callView(
  db: Connection,
  actor: Actor,
  row: CallRow,
  now: Instant,
  readers: CallReaders,
  seen: CallSight = 'as_reader',
): Call {
  const clear = seen === 'whole' || seesNumber(db, actor, row);
  const script = row.script_id === null ? null : readers.scriptText(row.script_id, readers.staffName(row.staff_id));
  return {
    id: row.id,
    direction: row.direction as Call['direction'],
    state: row.state as Call['state'],
    startedAt: row.started_at as Instant,
    endedAt: row.ended_at as Instant | null,
    by: { id: row.staff_id, name: readers.staffName(row.staff_id) },
    number: numberOf(row, clear),
    person: personFor(db, actor, row.person_id, seen),
    callerName: nameOf(row.caller_name, !clear),
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

/** As it was typed, as it is dialled, and in the form in which it is compared; masked, nothing of it can be used. */
function numberOf({ number_typed, number_e164 }: CallRow, clear: boolean): Call['number'] {
  const { shown, country } = readNumber(number_e164 ?? number_typed, null);
  if (clear || number_typed === '') return { typed: number_typed, shown, e164: number_e164, country, masked: false };
  return { typed: mask(shown), shown: mask(shown), e164: null, country, masked: true };
}

function personFor(db: Connection, actor: Actor, personId: string | null, seen: CallSight): Call['person'] {
  const match = personId === null ? null : matchOf(db, actor, personId, []);
  if (match === null) return null;
  return { id: match.id, name: seen === 'whole' ? (first(db, personQuery(match.id))?.name ?? match.name) : match.name };
}

/** The case of a call, if this reader may know of it; else it is as if there were none. */
function caseFor(db: Connection, actor: Actor, caseId: string): Call['case'] {
  const row = first(db, sql.selectFrom('dsr_case').select(['id', 'reference']).where('id', '=', caseId));
  return row && mayKnowCase(db, actor, caseId) ? { id: row.id, reference: row.reference as Reference } : null;
}

function newestAnswers(db: Connection, callId: string): Call['answers'] {
  const newest = new Map<string, Call['answers'][number]>();
  for (const { purpose, answer } of factsOf(db, { callId })) if (!newest.has(purpose)) newest.set(purpose, { purpose, answer });
  return [...newest.values()];
}
