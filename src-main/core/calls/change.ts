import type { Call } from '../../../src-shared/contract/calls.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor, Work } from '../command.ts';
import { type CallSight, callView } from './call-view.ts';
import type { CallsOptions } from './options.ts';
import { type CallRow, selectCall, updateCall } from './store.ts';

/** A call as this reader sees it now. */
export function shownCall(options: CallsOptions, actor: Actor, callId: string, seen: CallSight = 'as_reader'): Call {
  const row = selectCall(options.db, callId);
  if (row === undefined) throw new Error('a call that was just there is gone');
  return callView(options.db, actor, row, options.now(), options, seen);
}

/** The one way a call's row changes: a new version, and the open pages are told. Called inside a command. */
export function writeCall({ db, hlc, touch }: Work, row: Pick<CallRow, 'id'>, patch: Partial<CallRow>): void {
  const version = (selectCall(db, row.id)?.version ?? 0) + 1;
  updateCall(db, row.id, { ...patch, version, hlc });
  touch('call', row.id);
}

/** A change of one call that does nothing else, in a command of its own. */
export function changeCall(
  options: CallsOptions,
  actor: Actor,
  { action, row, input = {} }: { readonly action: string; readonly row: CallRow; readonly input?: unknown },
  body: (work: Work) => Partial<CallRow>,
): Call {
  return options.command(actor, { action, subject: row.id, input }, (work) => {
    writeCall(work, row, body(work));
    return shownCall(options, actor, row.id);
  });
}

/** Recording goes on; how long it stood still is kept. */
export function unpaused(row: CallRow, now: Instant): Partial<CallRow> {
  if (row.paused_since === null) return {};
  const pauses = [...(JSON.parse(row.pauses) as [string, string][]), [row.paused_since, now]];
  return { paused_since: null, pauses: JSON.stringify(pauses) };
}
