import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';
import type { Actor, Work } from '../command.ts';
import { putOnCase } from './case-of-call.ts';
import { shownCall, unpaused, writeCall } from './change.ts';
import { hasRecords } from './consent-records.ts';
import { mayKnowCase } from './hiding.ts';
import type { CallsOptions } from './options.ts';
import { ownCall } from './sight.ts';
import { type CallRow, deleteCall } from './store.ts';

export interface Closed {
  /** Null: it was empty, and is thrown away. */
  readonly call: Call | null;
  readonly optOuts: OptOut[];
  /** What to say to confirm them. */
  readonly confirmation: string | null;
  readonly case: Call['case'];
}

/** Ends the call and takes the opt-outs that were said on it: all of that or, where something is missing, nothing. */
export function closeCall(options: CallsOptions, actor: Actor, callId: string): Closed {
  const { command, db, optOuts } = options;
  const row = ownCall(db, actor, callId);
  const staged = JSON.parse(row.opt_outs) as StagedOptOut[];
  if (isBlank(row, staged) && !hasRecords(db, callId))
    return command(actor, { action: 'call.drop', subject: callId, input: {} }, (work) => {
      deleteCall(work.db, callId);
      work.touch('call', callId);
      return { call: null, optOuts: [], confirmation: null, case: null };
    });
  return command(actor, { action: 'call.close', subject: callId, input: {} }, (work) => {
    const taken = staged.length === 0 ? null : takeStaged(options, work, row, staged);
    writeCall(work, row, { state: 'closed', ended_at: work.now, ...unpaused(row, work.now) });
    if (row.case_id === null && taken !== null) putOnCase(work, row, taken.caseId);
    const call = shownCall(options, actor, callId);
    return {
      call,
      optOuts: taken === null ? [] : optOuts.shown(actor, taken.ids),
      confirmation: taken?.confirmation ?? null,
      case: taken === null ? call.case : { id: taken.caseId, reference: taken.reference },
    };
  });
}

/** On the call's case, or on one of their own where that was handed over meanwhile. A number that nobody can call names nobody. */
function takeStaged({ optOuts, country }: CallsOptions, work: Work, row: CallRow, staged: readonly StagedOptOut[]) {
  const typed = [row.country, country()].some((one) => canonicalFact('phone', row.number_typed, one) !== null) ? row.number_typed : '';
  return optOuts.take(work, {
    who: { personId: row.person_id, name: row.caller_name, email: '', phone: row.number_e164 ?? typed, address: '' },
    optOuts: staged,
    channel: 'phone',
    callId: row.id,
    caseId: row.case_id !== null && mayKnowCase(work.db, work.actor, row.case_id) ? row.case_id : null,
    country: row.country,
    region: row.region,
    language: row.language,
  });
}

const isBlank = (row: CallRow, staged: readonly StagedOptOut[]): boolean =>
  [row.number_typed, row.caller_name, row.note, row.verbatim].every((text) => text.trim() === '') &&
  row.person_id === null &&
  row.country === null &&
  row.case_id === null &&
  staged.length === 0;
