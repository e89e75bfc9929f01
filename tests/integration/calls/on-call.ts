import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { TestDesk } from '../../support/desk.ts';
import { later, MINUTE } from '../../support/on-file.ts';

export const CALLER = '+1 202 555 0142';
/** An id that no row has, of the same form. */
export const NOWHERE = '01920000-0000-7000-8000-000000000000';

type On = Pick<TestDesk, 'desk' | 'clock'>;

/** A call on which something was typed. */
export async function callOn(on: On, typed: { personId?: string; note?: string; callerName?: string } = {}): Promise<Call> {
  const { id } = await on.desk.calls.open({ number: CALLER });
  later(on, MINUTE);
  return on.desk.calls.save({ callId: id, seq: 1, note: 'Asks about an invoice.', ...typed });
}

/** Reads the recording script and writes down the answer to it. */
export async function askToRecord(on: On, callId: string, answer: ConsentAnswer = 'granted', purposes: ConsentPurpose[] = ['quality']) {
  await on.desk.calls.read({ callId, purpose: 'recording_consent' });
  later(on, MINUTE);
  return said(on, callId, Object.fromEntries(purposes.map((purpose) => [purpose, answer])));
}

/** Writes down answers of a call as they are spoken. */
export async function said(on: On, callId: string, answers: Partial<Record<ConsentPurpose, ConsentAnswer>>, method?: ConsentMethod) {
  const list = Object.entries(answers).map(([purpose, answer]) => ({ purpose: purpose as ConsentPurpose, answer }));
  const spoken = list.some(({ answer }) => answer === 'granted') ? 'verbal_yes' : 'verbal_no';
  return on.desk.calls.answer({ callId, answers: list, method: method ?? spoken });
}

export async function closed(on: On, call: Pick<Call, 'id'>): Promise<Call> {
  later(on, MINUTE);
  const { call: shown } = await on.desk.calls.close({ callId: call.id });
  if (shown === null) throw new Error('the call was empty');
  return shown;
}

/** Puts a case on file as legal process: from then on managers alone know of it. */
export async function seal({ desk }: On, caseId: string): Promise<void> {
  const { row } = await desk.cases.get({ caseId });
  await desk.cases.addRequest({ caseId, version: row.version, kind: 'legal_process' });
}
