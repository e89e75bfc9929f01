import type { Call } from '../../../src-shared/contract/calls.ts';
import { type ConsentPurpose, RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';

/** Whether this call may be recorded now, for the sign at its head. */
export type RecordingSign = 'paused' | 'allowed' | 'refused' | 'not_asked';

export function recordingSign({ pausedSince, recording }: Pick<Call, 'pausedSince' | 'recording'>): RecordingSign {
  return pausedSince !== null ? 'paused' : recording;
}

/** For what a recording may be used where not everything was agreed to; empty where all was, or nothing. */
export function agreedOnly(answers: Call['answers']): (typeof RECORDING_PURPOSES)[number][] {
  const agreed = RECORDING_PURPOSES.filter((purpose) => answers.some((one) => one.purpose === purpose && one.answer === 'granted'));
  return agreed.length === RECORDING_PURPOSES.length ? [] : agreed;
}

/** Whether somebody agreed to a recording on this call and took that back. */
export function wasTakenBack(answers: Call['answers']): boolean {
  return RECORDING_PURPOSES.some((purpose) => answers.some((one) => one.purpose === purpose && one.answer === 'withdrawn'));
}

/** A SHA-256 as it is kept, however it was copied: `sha256:AB 12 …` too. Null where it is none. */
export function asSha256(typed: string): string | null {
  const plain = typed
    .toLowerCase()
    .replace(/^\s*sha-?256\s*[:=]/, '')
    .replace(/\s+/g, '');
  return /^[0-9a-f]{64}$/.test(plain) ? plain : null;
}

type Answer = Call['answers'][number]['answer'];

/** A "no" after a "yes" on the same call takes something back; any other is a refusal. */
export function noFor(answers: Call['answers'], purpose: ConsentPurpose): Answer {
  const before = answers.find((one) => one.purpose === purpose)?.answer;
  return before === 'granted' ? 'withdrawn' : 'refused';
}

export interface Chosen {
  readonly purpose: ConsentPurpose;
  readonly yes: boolean;
}

/** Answers in one breath, with how they were given. */
export function answersFor(call: Pick<Call, 'answers'>, chosen: readonly Chosen[]) {
  const answers = chosen.map(({ purpose, yes }) => ({ purpose, answer: yes ? ('granted' as const) : noFor(call.answers, purpose) }));
  const method = chosen.some(({ yes }) => yes) ? ('verbal_yes' as const) : ('verbal_no' as const);
  return { answers, method };
}
