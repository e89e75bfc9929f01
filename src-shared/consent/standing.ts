import {
  CONSENT_PURPOSES,
  type ConsentAnswer,
  type ConsentMethod,
  type ConsentPurpose,
  RECORDING_PURPOSES,
} from '../vocabulary/consent.ts';
import type { Instant } from '../vocabulary/dates.ts';
import type { ConsentFact, ConsentStanding, RecordingCover } from './types.ts';

const EXPLICIT: readonly ConsentMethod[] = ['verbal_yes', 'keypress', 'written'];
const RECORDING: readonly ConsentPurpose[] = RECORDING_PURPOSES;

/**
 * How one purpose stands for a person at a moment. The newest answer that counts decides, by when it was said and then by its place in the
 * chain; of answers of one instant a refusal or withdrawal has the last word.
 * - A refusal or withdrawal always counts. A withdrawal with no grant before it is a refusal: there was nothing to take back.
 * - A grant counts by an explicit method. `continued_after_notice` counts only where nothing was said before and the purpose is not
 *   recording: silence lifts nothing and covers no recording.
 * - From `expiresAt` on a grant is `expired`, which weighs like never asked; no earlier grant comes back.
 *
 * A recording purpose stands as was last said on any call. That is for reading only: it permits no recording of another call
 * (`standingOfCall` decides that), and a grant of it outside of a call counts for nothing.
 */
export function standingAt(facts: readonly ConsentFact[], purpose: ConsentPurpose, at: Instant): ConsentStanding {
  return standingOf(inOrder(facts, purpose, at), purpose, at);
}

/** Every purpose of a person at a moment, in the order of the vocabulary. */
export function standingsAt(facts: readonly ConsentFact[], at: Instant): ConsentStanding[] {
  return CONSENT_PURPOSES.map((purpose) => standingAt(facts, purpose, at));
}

/**
 * How one purpose stands on one call at a moment. What was said on other calls counts for nothing; a refusal or withdrawal outside of any
 * call (by letter) takes back what was said on this one before it, and is no answer of a call on which nobody has been asked.
 */
export function standingOfCall(facts: readonly ConsentFact[], callId: string, purpose: ConsentPurpose, at: Instant): ConsentStanding {
  return standingOf(saidOfCall(facts, callId, purpose, at), purpose, at);
}

/**
 * Whether a recording of this call may be kept, and by which record. At least one recording purpose must stand granted on this very call,
 * and none that was granted on it may have been taken back since: whoever takes back a part has not agreed to the recording as it was made.
 */
export function covers(facts: readonly ConsentFact[], callId: string, at: Instant): RecordingCover {
  const granted: ConsentStanding[] = [];
  let [refused, takenBack] = [false, false];
  for (const purpose of RECORDING_PURPOSES) {
    const said = saidOfCall(facts, callId, purpose, at);
    const standing = standingOf(said, purpose, at);
    if (standing.standing === 'granted') granted.push(standing);
    if (standing.standing !== 'refused' && standing.standing !== 'withdrawn') continue;
    refused = true;
    takenBack ||= said.some((fact) => fact.answer === 'granted' && isExplicit(fact));
  }
  if (granted.length > 0 && !takenBack) {
    const newest = granted.reduce((one, other) => (Date.parse(other.since!) > Date.parse(one.since!) ? other : one));
    return { allowed: true, state: 'allowed', recordId: newest.recordId, purposes: granted.map(({ purpose }) => purpose) };
  }
  return { allowed: false, state: refused ? 'refused' : 'not_asked', recordId: null, purposes: [] };
}

const isExplicit = ({ method }: ConsentFact): boolean => EXPLICIT.includes(method);

/** What had been said of a purpose by then, oldest first, and of one instant the grants first. */
function inOrder(facts: readonly ConsentFact[], purpose: ConsentPurpose, at: Instant): ConsentFact[] {
  return facts.filter((fact) => fact.purpose === purpose && Date.parse(fact.at) <= Date.parse(at)).sort(byTurn);
}

/** Two desks may give the same place; then the record's id settles it, so that every desk sees the same. */
function byTurn(a: ConsentFact, b: ConsentFact): number {
  const restricts = ({ answer }: ConsentFact) => (answer === 'granted' ? 0 : 1);
  return (
    Date.parse(a.at) - Date.parse(b.at) ||
    restricts(a) - restricts(b) ||
    a.position - b.position ||
    inText(a.recordId, b.recordId) ||
    inText(a.answer, b.answer)
  );
}

const inText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function saidOfCall(facts: readonly ConsentFact[], callId: string, purpose: ConsentPurpose, at: Instant): ConsentFact[] {
  const said = inOrder(facts, purpose, at).filter(
    (fact) => fact.callId === callId || (fact.callId === null && fact.answer !== 'granted' && RECORDING.includes(purpose)),
  );
  const asked = said.findIndex((fact) => fact.callId === callId);
  return asked < 0 ? [] : said.slice(asked);
}

function standingOf(said: readonly ConsentFact[], purpose: ConsentPurpose, at: Instant): ConsentStanding {
  let standing: ConsentStanding = { purpose, standing: 'none', recordId: null, since: null, expiresAt: null };
  let everGranted = false;
  for (const fact of said) {
    if (fact.answer === 'granted' && !grants(fact, standing)) continue;
    const answer: ConsentAnswer = fact.answer === 'withdrawn' && !everGranted ? 'refused' : fact.answer;
    const expiresAt = answer === 'granted' ? fact.expiresAt : null;
    standing = { purpose, standing: answer, recordId: fact.recordId, since: fact.at, expiresAt };
    everGranted ||= answer === 'granted';
  }
  const { expiresAt } = standing;
  return expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at) ? { ...standing, standing: 'expired', since: expiresAt } : standing;
}

function grants(fact: ConsentFact, before: ConsentStanding): boolean {
  if (RECORDING.includes(fact.purpose)) return fact.callId !== null && isExplicit(fact);
  return isExplicit(fact) || (fact.method === 'continued_after_notice' && before.standing === 'none');
}
