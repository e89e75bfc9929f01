import type { CaseIdentity, RequestIdentity } from '../../../src-shared/contract/identity.ts';
import { canonicalBirthDate } from '../../../src-shared/identity/birth-date.ts';
import type { Factor, ProofType } from '../../../src-shared/vocabulary/identity.ts';

type Part = RequestIdentity['parts'][number];
export type Way = Part['ways'][number];
export type Step = Way['steps'][number];

/** What somebody saw and records: everything but what the core itself finds out, and a manager's word. */
export type RecordType = Exclude<ProofType, 'match' | 'code' | 'call_back' | 'manager_approved'>;

/** What is opened to verify who asks. */
export type VerifyAct =
  | { readonly what: 'link' }
  | { readonly what: 'compare' }
  | { readonly what: 'code' }
  | { readonly what: 'call_back' }
  | { readonly what: 'record'; readonly type: RecordType }
  | { readonly what: 'approve' }
  | { readonly what: 'unlock' };

/** A paper has to be shown for these. */
const PAPERS: readonly RecordType[] = ['declaration', 'signed_permission', 'power_of_attorney', 'authority_document'];
export const needsPaper = (type: RecordType): boolean => PAPERS.includes(type);
/** What was seen is nothing without how: whom they reached, and how that contact was found. */
const TOLD: readonly RecordType[] = ['agent_identity', 'subject_confirmed', 'issuer_contacted'];
export const needsNote = (type: RecordType): boolean => TOLD.includes(type);

/** What a proof of this type is got with. */
export function actFor(type: ProofType): VerifyAct {
  switch (type) {
    case 'match':
      return { what: 'compare' };
    case 'code':
    case 'call_back':
      return { what: type };
    case 'manager_approved':
      return { what: 'approve' };
    default:
      return { what: 'record', type };
  }
}

/** What is offered as buttons: the methods that the core names, and a manager's word only to managers and once the issuer was reached. */
export function offeredActs({ methods, factors, proofs }: CaseIdentity, mayUnlock: boolean): ProofType[] {
  const reached = proofs.some(({ type, counts }) => type === 'issuer_contacted' && counts);
  return methods.filter((type) => {
    if (type === 'match') return factors.length > 0;
    return type !== 'manager_approved' || (mayUnlock && reached);
  });
}

/** What counts as a matching fact: an answer, or a contact that was reached. */
const MATCHING: readonly ProofType[] = ['match', 'call_back', 'code'];

/** Whether what is still open of a way can be done here at all. */
export function isReachable({ steps }: Way, methods: readonly ProofType[]): boolean {
  return steps.every(({ step, done }) => {
    if (done || step.type === 'account_authorised') return true;
    return step.type === 'matches' ? MATCHING.some((type) => methods.includes(type)) : methods.includes(step.proof);
  });
}

/**
 * The ways of a part worth reading: the one that is done, else those that can be done. While nobody is linked, or all stands still, nothing
 * is known of what can be done: then all that would do.
 */
export function shownWays(
  { settled, ways }: Part,
  { methods, pause, subject }: Pick<CaseIdentity, 'methods' | 'pause' | 'subject'>,
): Way[] {
  if (settled) return ways.filter(({ done }) => done).slice(0, 1);
  return pause || !subject ? [...ways] : ways.filter((way) => isReachable(way, methods));
}

const progressOf = ({ steps }: Way): number =>
  steps.reduce((sum, { step, done, count = 0 }) => {
    if (done) return sum + 1;
    return sum + (step.type === 'matches' ? count / (step.count + 1) : 0);
  }, 0) / steps.length;
/** How soon the next step of a way can be done on the phone: a question at once, a paper last. */
function slowness({ steps }: Way): number {
  const next = steps.find(({ done }) => !done)?.step;
  if (next?.type === 'matches') return 0;
  return next?.type === 'proof' && PAPERS.some((type) => type === next.proof) ? 2 : 1;
}

/** The ways of a part, the one to go on with first: what is furthest, then what can be done on the phone at once. */
function byProgress(ways: readonly Way[]): Way[] {
  return ways.toSorted((one, other) => progressOf(other) - progressOf(one) || slowness(one) - slowness(other));
}

interface Who {
  readonly mayUnlock: boolean;
  /** Somebody looked, and the person is not on file: then the desk goes on without. */
  readonly notOnFile?: boolean;
}

/** What comes next to verify who asks, or null where that is settled, or nothing can be done here. */
export function nextVerify(identity: CaseIdentity, { mayUnlock, notOnFile = false }: Who): VerifyAct | null {
  if (!identity.needed || identity.settled) return null;
  if (identity.pause) return mayUnlock ? { what: 'unlock' } : null;
  const open = identity.requests.flatMap(({ settled, parts }) => (settled ? [] : parts.filter((part) => !part.settled)));
  const aboutPerson = open.some(({ who }) => who === 'subject' || who === 'agent' || who === 'representation');
  if (aboutPerson && !identity.subject && !notOnFile) return { what: 'link' };
  if (identity.openCode) return { what: 'code' };
  const offered = offeredActs(identity, mayUnlock);
  for (const part of open) {
    for (const way of byProgress(shownWays(part, identity))) {
      const next = way.steps.find(({ done }) => !done)?.step;
      if (!next || next.type === 'account_authorised') continue;
      const types = next.type === 'matches' ? MATCHING : [next.proof];
      const type = types.find((one) => offered.includes(one));
      if (type) return actFor(type);
    }
  }
  return null;
}

/** The facts that were compared and fit, as far as that still counts. */
export function matchedFactors({ proofs }: Pick<CaseIdentity, 'proofs'>): ReadonlySet<Factor> {
  return new Set(proofs.flatMap(({ type, factor, counts }) => (type === 'match' && counts && factor ? [factor] : [])));
}

/** Whether giving this request an answer that holds data waits for who asks. */
export function waitsForIdentity(identity: CaseIdentity | undefined, requestId: string): boolean {
  return identity?.requests.some((request) => request.requestId === requestId && request.parts.length > 0 && !request.settled) === true;
}

/**
 * What of an answer cannot be read, so that the core could only call it wrong: it would cost a try. Null where it can be. Whether the order
 * of day and month is known the core decides; a country that says it reads all that can be read.
 */
export function unreadable(factor: Factor, typed: string): 'date_of_birth' | 'email' | null {
  if (factor === 'date_of_birth' && canonicalBirthDate(typed, 'US') === null && canonicalBirthDate(typed, 'GB') === null) return factor;
  return factor === 'email' && !/\S@\S/.test(typed) ? factor : null;
}

/** How a moment near today is said: its hour is enough today and tomorrow. */
export function nearDay(day: string, today: string): 'today' | 'tomorrow' | 'later' {
  if (day === today) return 'today';
  const next = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return day === next ? 'tomorrow' : 'later';
}

/** Minutes and seconds left, `9:05`. Never below nothing. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
