import type { ConsentFact, ConsentStanding, RecordingCover } from '../../../src-shared/consent/types.ts';
import type { ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';

/**
 * The consent rules a second time, written from their text and as plainly as can be: every instant is gone through by itself, and nothing of
 * the product is used. Slow on purpose; it is what the real rules are compared with.
 */
const RECORDING = ['quality', 'training', 'protection'];
const YES = ['verbal_yes', 'keypress', 'written'];

const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];
/** The one that comes later in the chain. */
const later = (a: ConsentFact, b: ConsentFact) => {
  if (a.position !== b.position) return a.position > b.position ? a : b;
  if (a.recordId !== b.recordId) return a.recordId > b.recordId ? a : b;
  return a.answer > b.answer ? a : b;
};

/** `callId`: only what counts for that call; without one: for the person. */
export function slowStanding(facts: readonly ConsentFact[], purpose: ConsentPurpose, at: string, callId?: string): ConsentStanding {
  const now = Date.parse(at);
  const recording = RECORDING.includes(purpose);
  const instants = [...new Set(facts.map((fact) => Date.parse(fact.at)))].sort((a, b) => a - b).filter((instant) => instant <= now);
  /** What has decided so far, and what it came to. */
  const decided: { fact: ConsentFact; standing: 'granted' | 'refused' | 'withdrawn' }[] = [];
  let asked = callId === undefined;
  for (const instant of instants) {
    const here = facts.filter((fact) => fact.purpose === purpose && Date.parse(fact.at) === instant);
    const grants = here.filter((fact) => fact.answer === 'granted' && (callId === undefined || fact.callId === callId));
    if (grants.length > 0) asked = true;
    const clear = grants.filter((fact) => YES.includes(fact.method) && (!recording || fact.callId !== null));
    const silent = grants.filter((fact) => fact.method === 'continued_after_notice' && !recording);
    if (clear.length > 0) decided.push({ fact: clear.reduce(later), standing: 'granted' });
    // the first to go on in silence is the one that found nothing before it
    else if (silent.length > 0 && decided.length === 0) {
      const first = silent.find((fact) => silent.every((other) => later(fact, other) === other || other === fact))!;
      decided.push({ fact: first, standing: 'granted' });
    }
    const noes = here.filter((fact) => fact.answer !== 'granted');
    const own = noes.filter((fact) => callId === undefined || fact.callId === callId);
    const letters = callId === undefined || !recording ? [] : noes.filter((fact) => fact.callId === null);
    const firstOwn = own.length === 0 ? undefined : own.reduce((a, b) => (later(a, b) === a ? b : a));
    const counting = asked
      ? [...own, ...letters]
      : firstOwn === undefined
        ? []
        : [...own, ...letters.filter((fact) => later(fact, firstOwn) === fact)];
    if (counting.length > 0) {
      asked = true;
      const fact = counting.reduce(later);
      const takenBack = decided.some(({ standing }) => standing === 'granted');
      decided.push({ fact, standing: fact.answer === 'withdrawn' && takenBack ? 'withdrawn' : 'refused' });
    }
  }
  const newest = last(decided);
  if (!newest) return { purpose, standing: 'none', recordId: null, since: null, expiresAt: null };
  const { fact, standing } = newest;
  if (standing !== 'granted') return { purpose, standing, recordId: fact.recordId, since: fact.at, expiresAt: null };
  const over = fact.expiresAt !== null && now >= Date.parse(fact.expiresAt);
  return {
    purpose,
    standing: over ? 'expired' : 'granted',
    recordId: fact.recordId,
    since: over ? fact.expiresAt : fact.at,
    expiresAt: fact.expiresAt,
  };
}

/** Only what may be done; the record is compared by what it must be. */
export function slowCover(
  facts: readonly ConsentFact[],
  callId: string,
  at: string,
): Pick<RecordingCover, 'allowed' | 'state' | 'purposes'> {
  const standings = RECORDING.map((purpose) => slowStanding(facts, purpose as ConsentPurpose, at, callId));
  const noes = standings.filter(({ standing }) => standing === 'refused' || standing === 'withdrawn');
  const onceGranted = (purpose: string) =>
    facts.some(
      (fact) =>
        fact.purpose === purpose &&
        fact.callId === callId &&
        fact.answer === 'granted' &&
        YES.includes(fact.method) &&
        Date.parse(fact.at) <= Date.parse(at),
    );
  const purposes = standings.filter(({ standing }) => standing === 'granted').map(({ purpose }) => purpose);
  if (purposes.length > 0 && !noes.some(({ purpose }) => onceGranted(purpose))) return { allowed: true, state: 'allowed', purposes };
  return { allowed: false, state: noes.length > 0 ? 'refused' : 'not_asked', purposes: [] };
}
