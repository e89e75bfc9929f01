import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import type { ContactChannel } from '../../../src-shared/vocabulary/directory.ts';

/** What somebody said, on a call or by letter. */
export interface Answered {
  readonly answers: readonly { readonly purpose: ConsentPurpose; readonly answer: ConsentAnswer }[];
  readonly method: ConsentMethod;
  readonly verbatim: string;
}

const RECORDING: readonly ConsentPurpose[] = RECORDING_PURPOSES;
export const isRecording = ({ purpose }: { readonly purpose: ConsentPurpose }): boolean => RECORDING.includes(purpose);

/** What a "no" to marketing stops. */
const STOPS: Partial<Record<ConsentPurpose, { scope: StagedOptOut['scope']; channels: ContactChannel[] }>> = {
  marketing_email: { scope: 'marketing', channels: ['email'] },
  marketing_phone: { scope: 'marketing', channels: ['voice'] },
  marketing_sms: { scope: 'marketing', channels: ['sms'] },
  marketing_post: { scope: 'marketing', channels: ['post'] },
  third_party_sharing: { scope: 'third_party_offers', channels: ['email', 'voice', 'sms', 'post'] },
};

/** What these answers stop, joined by scope with what was said before; a later "yes" takes back what was not taken yet. */
export function stopsOf(answers: Answered['answers'], before: readonly StagedOptOut[] = []): StagedOptOut[] {
  const stops = new Map(before.map(({ scope, channels }) => [scope, new Set(channels)]));
  for (const { purpose, answer } of answers) {
    const stop = STOPS[purpose];
    if (stop === undefined) continue;
    const channels = stops.get(stop.scope) ?? new Set();
    for (const channel of stop.channels) {
      if (answer === 'granted') channels.delete(channel);
      else channels.add(channel);
    }
    stops.set(stop.scope, channels);
  }
  return [...stops].flatMap(([scope, channels]) => (channels.size === 0 ? [] : [{ scope, channels: [...channels] }]));
}

/** Refuses answers that contradict each other, or how they are said to have been given. */
export function requireSensible({ answers, method }: Pick<Answered, 'answers' | 'method'>): void {
  if (new Set(answers.map(({ purpose }) => purpose)).size < answers.length)
    throw new DeskError('invalid', 'A purpose was answered twice. Write down the last answer only.', { field: 'answers' });
  const grants = answers.some(({ answer }) => answer === 'granted');
  if (grants && method === 'verbal_no')
    throw new DeskError('invalid', 'A "no" grants nothing. Choose how the person agreed.', { field: 'method' });
  if (!grants && (method === 'verbal_yes' || method === 'continued_after_notice'))
    throw new DeskError('invalid', 'This way of answering is no refusal. Choose how the person said no.', { field: 'method' });
}

/** As it goes on the ledger and on a case: purposes and answers, no words of the person. */
export const inShort = (answers: Answered['answers']): string[] => answers.map(({ purpose, answer }) => `${purpose}:${answer}`);
