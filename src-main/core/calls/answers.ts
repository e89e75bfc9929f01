import { hash } from 'node:crypto';
import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { scriptById } from '../scripts/service.ts';
import { refuseCards } from './cards.ts';
import { tellCaseOfCall } from './case-of-call.ts';
import { shownCall, writeCall } from './change.ts';
import { appendRecord } from './consent-ledger.ts';
import { newestOn } from './consent-records.ts';
import { consentRecord, withCall } from './consent-view.ts';
import type { CallsOptions } from './options.ts';
import { type Answered, inShort, isRecording, requireSensible, stopsOf } from './said.ts';
import { ownCall } from './sight.ts';
import type { CallRow } from './store.ts';

/** An answer becomes a record at once. A "no" to marketing is an opt-out too, which the end of the call takes. */
export function answerOnCall(
  options: CallsOptions,
  actor: Actor,
  callId: string,
  answered: Answered,
): { call: Call; record: ConsentRecord } {
  const { db, command, names, ruleOf, randomBytes } = options;
  const row = ownCall(db, actor, callId);
  const { answers, method, verbatim } = answered;
  requireSensible(answered);
  refuseCards({ verbatim });
  const aboutRecording = answers.some(isRecording);
  const script = aboutRecording ? questionRead(options, row) : null;
  if (script === null && answers.some((one) => isRecording(one) && one.answer === 'granted'))
    throw new DeskError('not_allowed', 'Read the recording script to the caller first: a yes to a question nobody asked is none.', {
      field: 'answers',
    });
  const purposes = inShort(answers);
  return command(actor, { action: 'consent.answer', subject: callId, input: { purposes, method } }, (work) => {
    const record = appendRecord(
      work,
      {
        at: work.now,
        callId,
        caseId: row.case_id,
        personId: row.person_id,
        answers,
        method,
        verbatim,
        expiresAt: null,
        script,
        rule: aboutRecording ? ruleOf(row.country, row.region, row.direction as Call['direction']) : null,
        supersedes: newestOn(work.db, { callId }, answers),
      },
      Buffer.from(randomBytes(16)).toString('hex'),
    );
    writeCall(work, row, { opt_outs: JSON.stringify(stopsOf(answers, JSON.parse(row.opt_outs) as StagedOptOut[])) });
    work.touch('consents', row.person_id ?? callId);
    tellCaseOfCall(work, row.case_id, 'consented', { answers: purposes.join(', '), callId });
    return { call: shownCall(options, actor, callId), record: consentRecord(db, withCall(db, record), names(actor)) };
  });
}

/** The question about recording, if that is what was read last, with the words as they were read out, names and all. */
function questionRead({ db, scriptText, staffName }: CallsOptions, row: CallRow) {
  if (row.script_id === null || row.script_read_at === null) return null;
  if (purposeOf(db, row.script_id) !== 'recording_consent') return null;
  const read = scriptText(row.script_id, staffName(row.staff_id));
  if (read === null) return null;
  const { version, language, text } = read;
  return { id: row.script_id, version, language, sha256: hash('sha256', text), readAt: row.script_read_at as Instant };
}

const purposeOf = (db: Connection, scriptId: string) => scriptById(db, scriptId).purpose;
