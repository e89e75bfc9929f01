import type { Call } from '../../../src-shared/contract/calls.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { findCase } from '../cases/change.ts';
import { writeLine } from '../cases/line.ts';
import { openCase } from '../cases/open-case.ts';
import { isBillings, maySee, sight } from '../cases/sight.ts';
import type { Actor, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first } from '../database/query.ts';
import { personQuery } from '../directory/service.ts';
import { refuseCards } from './cards.ts';
import { shownCall, writeCall } from './change.ts';
import { mayKnowCase } from './hiding.ts';
import type { CallsOptions } from './options.ts';
import { knownCall, ownCall } from './sight.ts';
import type { CallRow } from './store.ts';

export interface Asked {
  readonly kind: RequestKind;
  readonly detail: string;
}

export interface CaseOpened {
  readonly call: Call;
  readonly reference: Reference;
  /** It is sealed from intake on, and no longer this person's to see. */
  readonly handedOver: boolean;
}

/** Opens a case from the call, with what the caller asks; the call's note goes with it. */
export function openCaseOfCall(options: CallsOptions, actor: Actor, callId: string, requests: readonly Asked[]): CaseOpened {
  const { db, command, book, linkPerson } = options;
  const row = ownCall(db, actor, callId);
  if (row.case_id !== null)
    throw new DeskError('not_allowed', 'This call is on a case already. Add the request there.', { field: 'callId' });
  if (sight(actor).billingOnly && !isBillings(requests.map(({ kind }) => kind)))
    throw new DeskError('not_allowed', 'Billing takes in opt-outs and concerns. Hand this one to support.', { field: 'requests' });
  requests.forEach(({ detail }, index) => {
    refuseCards({ [`requests.${index}.detail`]: detail });
  });
  return command(actor, { action: 'call.open_case', subject: callId, input: { requests } }, (work) => {
    const opened = openCase(work, book, {
      channel: 'phone',
      receivedAt: row.started_at as Instant,
      language: row.language,
      requester: {
        name: row.caller_name || nameOnFile(work.db, row.person_id),
        role: requests.some(({ kind }) => kind === 'legal_process') ? 'authority' : 'subject',
        email: '',
        phone: row.number_e164 ?? row.number_typed,
        address: '',
        customerNumber: '',
        country: row.country,
        region: row.region,
      },
      requests,
      note: row.note,
    });
    const visible = maySee(actor, opened.record);
    // who is on the line is thought to be the person that it is about; verifying them is still to be done
    if (visible && row.person_id !== null) linkPerson(work, opened.id, row.person_id);
    putOnCase(work, row, opened.id);
    return { call: shownCall(options, actor, callId), reference: opened.reference, handedOver: !visible };
  });
}

/** Puts the call on a case that is there. */
export function attachToCase(options: CallsOptions, actor: Actor, callId: string, caseId: string): Call {
  const { db, command } = options;
  const row = knownCall(db, actor, callId);
  findCase(db, actor, caseId);
  if (row.case_id === caseId) return shownCall(options, actor, callId);
  // from a case that was handed over nobody takes it away who may not know of that case
  if (row.case_id !== null && !mayKnowCase(db, actor, row.case_id))
    throw new DeskError('not_allowed', 'This call is on a case already.', { field: 'callId' });
  return command(actor, { action: 'call.attach_case', subject: callId, input: { caseId } }, (work) => {
    putOnCase(work, row, caseId);
    return shownCall(options, actor, callId);
  });
}

/** The call on a case, with its line there. Called inside a command. */
export function putOnCase(work: Work, row: CallRow, caseId: string): void {
  writeCall(work, row, { case_id: caseId });
  work.touch('consents');
  tellCaseOfCall(work, caseId, 'called', { callId: row.id, direction: row.direction, startedAt: row.started_at });
}

/** A line on the call's case. Of one that the caller's words have sealed, no open page is told. */
export function tellCaseOfCall(work: Work, caseId: string | null, type: string, facts: Readonly<Record<string, unknown>>): void {
  if (caseId === null) return;
  const visible = mayKnowCase(work.db, work.actor, caseId);
  writeLine(visible ? work : { ...work, touch: () => {} }, caseId, type, facts);
}

function nameOnFile(db: Connection, personId: string | null): string {
  return personId === null ? '' : (first(db, personQuery(personId))?.name ?? '');
}
