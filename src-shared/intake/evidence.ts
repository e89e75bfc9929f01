import type { Concept, Outcome, Rule } from './cues.ts';
import type { CueMatcher, Hit } from './matcher.ts';

/** One reason for one kind, found in one sentence. */
export interface Evidence {
  readonly kind: Outcome;
  readonly weight: number;
  readonly cue: string;
  readonly language: string;
  /** Where its words stand in the sentence. */
  readonly start: number;
  readonly end: number;
}

/** A sentence with its cues, each as strong as the language it is from is likely here. */
export interface ReadSentence {
  readonly text: string;
  readonly hits: ReadonlyMap<Concept, readonly Hit[]>;
  readonly strength: (language: string) => number;
}

/** A rule looks at so many places of its first concept: a sentence that repeats a word a thousand times says no more. */
const MOST_PLACES = 8;
/** How far before its words a rule looks for what takes them over: "delete everything you have". */
const JUST_BEFORE = 16;
const FARTHEST_NEGATION = 16;
/** A cue of a language that the text is hardly in forbids nothing, and yields to one of the text's own. */
const LIKELY = 0.5;
const UNLIKELY_PENALTY = 60;

/** Finds the cues of a sentence. What a negation turns round ("do not delete", "still not deleted") is not asked for but undone. */
export function readSentence(text: string, matcher: CueMatcher, strength: (language: string) => number): ReadSentence {
  const hits = new Map<Concept, Hit[]>();
  for (const hit of matcher.find(text)) {
    const list = hits.get(hit.concept);
    if (list === undefined) hits.set(hit.concept, [hit]);
    else list.push(hit);
  }
  withoutOwnDeeds(hits);
  const negations = hits.get('negation') ?? [];
  for (const concept of ['erasing', 'deletionPhrase'] as const) {
    const found = hits.get(concept) ?? [];
    const negated = found.filter((hit) =>
      negations.some((negation) => strength(negation.language) >= strength(hit.language) && turnsRound(text, negation, hit)),
    );
    if (negated.length === 0) continue;
    hits.set(
      concept,
      found.filter((hit) => !negated.includes(hit)),
    );
    hits.set('undone', [...(hits.get('undone') ?? []), ...negated.map((hit) => ({ ...hit, concept: 'undone' as const }))]);
  }
  return { text, hits, strength };
}

/** "A user whom I removed last year": what the sender has done already is not asked of us. */
function withoutOwnDeeds(hits: Map<Concept, Hit[]>): void {
  const deeds = hits.get('ownDeed');
  const erasing = hits.get('erasing');
  if (deeds === undefined || erasing === undefined) return;
  const asked = erasing.filter((hit) => !deeds.some((deed) => hit.start < deed.end && deed.start < hit.end));
  if (asked.length === 0) hits.delete('erasing');
  else hits.set('erasing', asked);
}

/** A negation directly before, or with only small words between: "not yet been deleted", "do not want you to delete". */
function turnsRound(text: string, negation: Hit, hit: Hit): boolean {
  const between = text.slice(negation.end, hit.start);
  if (negation.end > hit.start || between.length > FARTHEST_NEGATION) return false;
  return (
    between.length <= 4 ||
    between
      .trim()
      .split(' ')
      .every((word) => /^\p{L}{1,4}$/u.test(word))
  );
}

/** Two sentences read as one; what each says is known already. */
export function joinSentences(first: ReadSentence, second: ReadSentence): ReadSentence {
  const shift = first.text.length + 1;
  const hits = new Map<Concept, readonly Hit[]>(first.hits);
  for (const [concept, found] of second.hits) {
    const moved = found.map((hit) => ({ ...hit, start: hit.start + shift, end: hit.end + shift }));
    hits.set(concept, [...(first.hits.get(concept) ?? []), ...moved]);
  }
  return { text: `${first.text} ${second.text}`, hits, strength: first.strength };
}

/** What the rules say of a sentence. */
export function ruleEvidence(sentence: ReadSentence, rules: readonly Rule[]): Evidence[] {
  const found: Evidence[] = [];
  for (const rule of rules) {
    const used = apply(rule, sentence);
    if (used === null) continue;
    const strength = Math.min(...used.map((hit) => sentence.strength(hit.language)));
    found.push({
      kind: rule.kind,
      weight: rule.weight * strength * variety(rule, sentence),
      cue: used.map((hit) => sentence.text.slice(hit.start, hit.end)).join(' + '),
      language: used[0]!.language,
      start: Math.min(...used.map((hit) => hit.start)),
      end: Math.max(...used.map((hit) => hit.end)),
    });
  }
  return found;
}

/** For talk of another business, more different words of it make it surer. */
function variety(rule: Rule, sentence: ReadSentence): number {
  if (rule.kind !== 'not_a_request' || rule.all.length > 1) return 1;
  const concept = rule.all[0];
  if (typeof concept !== 'string') return 1;
  const words = new Set(sentence.hits.get(concept)?.map((hit) => sentence.text.slice(hit.start, hit.end)));
  return 1 + 0.4 * Math.min(3, words.size - 1);
}

/** The cues by which a rule holds, closest together, or null. */
function apply(rule: Rule, sentence: ReadSentence): readonly Hit[] | null {
  const wanted: Hit[][] = [];
  for (const concept of rule.all) {
    const places = typeof concept === 'string' ? sentence.hits.get(concept) : concept.flatMap((one) => sentence.hits.get(one) ?? []);
    if (places === undefined || places.length === 0) return null;
    wanted.push([...places]);
  }
  let best: readonly Hit[] | null = null;
  let bestValue = 0;
  for (const first of wanted[0]!.slice(0, MOST_PLACES)) {
    const used = closest(first, wanted.slice(1), sentence);
    if (used === null) continue;
    const from = Math.min(...used.map((hit) => hit.start));
    const to = Math.max(...used.map((hit) => hit.end));
    if (wanted.length > 1 && to - from > rule.within) continue;
    const stands = (concepts: readonly Concept[], near: (hit: Hit) => boolean) =>
      concepts.some((concept) => sentence.hits.get(concept)?.some((hit) => near(hit) && sentence.strength(hit.language) > LIKELY));
    if (stands(rule.none, (hit) => hit.end > from - rule.noneWithin && hit.start < to + rule.noneWithin)) continue;
    if (stands(rule.notAfter, (hit) => hit.start < from && hit.end > from - JUST_BEFORE)) continue;
    const value = Math.min(...used.map((hit) => sentence.strength(hit.language)));
    if (value > bestValue) {
      best = used;
      bestValue = value;
    }
  }
  return best;
}

function closest(first: Hit, others: readonly (readonly Hit[])[], sentence: ReadSentence): readonly Hit[] | null {
  const used = [first];
  for (const places of others) {
    let nearest: Hit | null = null;
    let distance = Number.POSITIVE_INFINITY;
    for (const hit of places) {
      // One word is one piece of evidence: it cannot be the verb and the object of the same rule.
      if (used.some((taken) => hit.start < taken.end && taken.start < hit.end)) continue;
      const apart =
        Math.max(hit.start - first.end, first.start - hit.end) + (sentence.strength(hit.language) > LIKELY ? 0 : UNLIKELY_PENALTY);
      if (apart < distance) {
        nearest = hit;
        distance = apart;
      }
    }
    if (nearest === null) return null;
    used.push(nearest);
  }
  return used;
}
