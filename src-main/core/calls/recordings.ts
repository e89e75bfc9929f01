import { covers } from '../../../src-shared/consent/index.ts';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor } from '../command.ts';
import { all } from '../database/query.ts';
import { factsOfCall } from './call-view.ts';
import { refuseCards } from './cards.ts';
import { shownCall, writeCall } from './change.ts';
import type { CallsOptions } from './options.ts';
import { knownCall } from './sight.ts';
import { insertRecording, MOST_RECORDINGS, recordingsQuery } from './store.ts';

export interface RecordingPlace {
  readonly system: string;
  readonly externalId: string;
  readonly sha256: string;
}

/** Where the recording lies. Only with a consent of this very call that covers it now. The same place twice is once. */
export function attachRecording(options: CallsOptions, actor: Actor, callId: string, recording: RecordingPlace): Call {
  const { command, db } = options;
  const row = knownCall(db, actor, callId);
  const { system, externalId, sha256 } = recording;
  refuseCards({ system, externalId });
  const there = all(db, recordingsQuery(callId));
  if (there.some((one) => one.system === system && one.external_id === externalId && one.sha256 === sha256))
    return shownCall(options, actor, callId);
  if (there.length >= MOST_RECORDINGS)
    throw new DeskError('not_allowed', `A call has at most ${MOST_RECORDINGS} recordings.`, { field: 'externalId' });
  return command(actor, { action: 'call.attach_recording', subject: callId, input: recording }, (work) => {
    const { allowed, recordId } = covers(factsOfCall(work.db, row), callId, work.now);
    if (!allowed || recordId === null)
      throw new DeskError('not_allowed', 'Nobody on this call agreed to being recorded, so no recording of it may be kept or linked.', {
        field: 'callId',
      });
    insertRecording(work.db, {
      id: work.newId(),
      call_id: callId,
      record_id: recordId,
      system,
      external_id: externalId,
      sha256,
      at: work.now,
      by_staff: actor.staffId,
    });
    writeCall(work, row, {});
    return shownCall(options, actor, callId);
  });
}
