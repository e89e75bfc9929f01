import {
  CASE_STATUSES,
  type CaseStatus,
  CHANNELS,
  type Channel,
  REQUEST_KINDS,
  type RequestKind,
} from '../../../src-shared/vocabulary/case.ts';
import type { NewCase } from '../cases/open-case.ts';
import { isBillings } from '../cases/sight.ts';
import type { Letter, Material } from './material.ts';
import { fillIn, inventPerson, type Person } from './person.ts';
import type { Random } from './random.ts';

const DAY = 86_400_000;

/** One case of the sample, as it will be taken in, and where it shall stand in the end. */
export interface Sample {
  readonly person: Person;
  readonly letter: Letter;
  readonly kinds: readonly RequestKind[];
  readonly channel: Channel;
  readonly status: CaseStatus;
  readonly receivedAt: number;
  readonly until: number;
  /** The place in the list of the earlier case that this one repeats. */
  readonly repeats: number | null;
}

/** How many of two hundred stand where, and how many days ago they may have come in. The law's month decides what is overdue of them. */
const PLACES: Record<CaseStatus, readonly [count: number, newest: number, oldest: number]> = {
  new: [26, 0, 2.2],
  triaged: [16, 1, 10],
  awaiting_identity: [18, 3, 29],
  in_progress: [32, 2, 32],
  awaiting_requester: [16, 6, 33],
  in_review: [16, 8, 31],
  closed: [76, 9, 120],
};
export const SAMPLE_SIZE = Object.values(PLACES).reduce((sum, [count]) => sum + count, 0);

/** The sample, oldest first, so that numbers and lists are in the order of time. */
export function inventSamples(random: Random, material: Material, now: number): Sample[] {
  const days = CASE_STATUSES.flatMap((status) => {
    const [count, newest, oldest] = PLACES[status];
    return Array.from({ length: count }, (_, index) => ({ status, ago: newest + ((index + random.next()) / count) * (oldest - newest) }));
  });
  days.sort((a, b) => b.ago - a.ago);
  const samples: Sample[] = [];
  // each kind and each channel is there, whatever the seed: the first of them are dealt out, the others drawn
  const kindsLeft = [...REQUEST_KINDS];
  const channelsLeft = [...CHANNELS];
  for (const { status, ago } of days) {
    const receivedAt = Math.floor(now - ago * DAY - 60_000);
    const until = status === 'closed' ? Math.min(now - DAY / 4, receivedAt + Math.floor((2 + random.next() * 27) * DAY)) : now - 60_000;
    const spread = samples.length % 7 === 3;
    const channel = (spread ? channelsLeft.shift() : undefined) ?? drawChannel(random);
    const chief =
      channel === 'gpc_signal' ? 'opt_out' : ((samples.length % 7 === 5 ? kindsLeft.shift() : undefined) ?? drawFor(random, status, ago));
    const base = { channel, receivedAt, until };
    const repeats = random.chance(0.05) ? samples.findLastIndex((other, index) => index > samples.length - 25 && repeatable(other)) : -1;
    const first = samples[repeats];
    if (first && channel !== 'gpc_signal') {
      samples.push({
        ...base,
        status: placeFor(status, first.kinds),
        person: first.person,
        letter: first.letter,
        kinds: first.kinds,
        repeats,
      });
      continue;
    }
    const person = inventPerson(random, material);
    const second = drawFor(random, status, ago);
    const both = random.chance(0.25) && chief !== 'legal_process' && second !== 'legal_process' && channel !== 'gpc_signal';
    const kinds = both ? [...new Set([chief, second])] : [chief];
    const letter = letterFor(random, material, chief, person.language);
    samples.push({ ...base, status: placeFor(status, kinds), person, letter, kinds, repeats: null });
  }
  return samples;
}

/** Nobody is asked who they are to opt out or to voice a concern. */
export const placeFor = (status: CaseStatus, kinds: readonly RequestKind[]): CaseStatus =>
  status === 'awaiting_identity' && isBillings(kinds) ? 'in_progress' : status;

const repeatable = ({ kinds, repeats }: Sample) => repeats === null && !kinds.includes('legal_process');

const SHORT_CLOCK_DAYS = 11;

/** An opt-out is done within days: hardly one of them is still open after weeks. */
function drawFor(random: Random, status: CaseStatus, ago: number): RequestKind {
  const kind = drawKind(random);
  return kind === 'opt_out' && status !== 'closed' && ago > SHORT_CLOCK_DAYS && random.chance(0.9) ? 'access' : kind;
}

export function drawKind(random: Random): RequestKind {
  return random.weighted<RequestKind>([
    ['access', 26],
    ['deletion', 24],
    ['opt_out', 22],
    ['correction', 10],
    ['concern', 7],
    ['portability', 4],
    ['objection', 4],
    ['restriction', 2],
    ['legal_process', 1],
  ]);
}

export function drawChannel(random: Random): Channel {
  return random.weighted<Channel>([
    ['email', 55],
    ['phone', 16],
    ['web_form', 10],
    ['portal', 9],
    ['letter', 4],
    ['agent', 3],
    ['gpc_signal', 2],
    ['in_person', 1],
  ]);
}

function letterFor(random: Random, { letters }: Material, kind: RequestKind, language: string): Letter {
  const ofKind = letters.letters.filter((letter) => letter.kind === kind);
  const own = ofKind.filter((letter) => letter.language === language);
  return random.pick(own.length > 0 ? own : ofKind.filter((letter) => letter.language === 'en'));
}

/** Who asks, for themselves or for another. */
export function drawRole(random: Random, channel: Channel, kinds: readonly RequestKind[]): NewCase['requester']['role'] {
  if (kinds.includes('legal_process')) return 'authority';
  if (channel === 'agent') return 'authorised_agent';
  return random.weighted<NewCase['requester']['role']>([
    ['subject', 80],
    ['account_holder', 10],
    ['authorised_user', 5],
    ['parent_or_guardian', 3],
    ['estate', 2],
  ]);
}

/** What the form, the mail or the caller said, as the case begins with it. */
export function newCaseOf(random: Random, { letters }: Material, sample: Sample): Omit<NewCase, 'receivedAt' | 'duplicateOf'> {
  const { person, letter, kinds, channel, status } = sample;
  const proposed = channel === 'email' && (status === 'new' || status === 'triaged');
  const confidence = Math.round((0.55 + random.next() * 0.44) * 100) / 100;
  return {
    channel,
    language: channel === 'gpc_signal' ? null : letter.language,
    requester: { ...person.requester, role: drawRole(random, channel, kinds) },
    requests: kinds.map((kind) => ({
      kind,
      detail: letters.details[kind],
      ...(proposed ? { suggestion: { kind, confidence, because: [letter.subject] } } : {}),
    })),
    note: isWritten(channel) || channel === 'gpc_signal' ? '' : fillIn(letter.text, person),
  };
}

/** Whether what came in is kept as a message; the rest was spoken, or is a signal of a browser. */
export const isWritten = (channel: Channel): boolean => ['email', 'web_form', 'portal', 'agent'].includes(channel);

/** Whether the person hears on the spot that the request has arrived. */
export const isSpoken = (channel: Channel): boolean => channel === 'phone' || channel === 'in_person';
