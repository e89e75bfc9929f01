import type { RequestKind, SuggestedKind } from '../vocabulary/case.ts';
import type { Outcome } from './cues.ts';
import type { Evidence } from './evidence.ts';

export interface Suggestion {
  readonly kind: SuggestedKind;
  readonly alsoKinds: RequestKind[];
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, the weightiest first: for the person who confirms. */
  readonly because: { readonly kind: RequestKind | 'not_a_request'; readonly cue: string; readonly language: string }[];
  /** What the evidence points to most, even where it is too little to suggest; null without any evidence. */
  readonly leading: RequestKind | 'not_a_request' | null;
}

const ENOUGH = 1.3;
/** Two kinds closer than this are for a person to tell apart. */
const TOO_CLOSE = 0.06;
/** A request so strong is plainly made. */
const PLAIN = 2.4;
const MOST_REASONS = 8;
/** Talk of other business counts wherever it stands: it needs no first sentence. */
const LEAST_FOR_NOISE = 0.6;
/** More than any sentence is long: places in different sentences compare by the sentence first. */
const LONGEST_SENTENCE = 10_000;

/** Adds up what the sentences of a message say, and decides. */
export class Tally {
  /** Per kind, what each sentence gave. */
  readonly #bySentence = new Map<Outcome, number[]>();
  readonly #reasons: Evidence[] = [];
  /** Where each kind is first asked for, in characters of what was read. */
  readonly #firstAt = new Map<Outcome, number>();
  #read = 0;

  add(evidence: readonly Evidence[], factor: number): void {
    const inSentence = new Map<Outcome, number[]>();
    for (const one of evidence) {
      const share = one.kind === 'not_a_request' ? Math.max(factor, LEAST_FOR_NOISE) : factor;
      const list = inSentence.get(one.kind);
      if (list === undefined) inSentence.set(one.kind, [one.weight * share]);
      else list.push(one.weight * share);
      this.#reasons.push({ ...one, weight: one.weight * share });
      if (one.weight >= 1 && !(this.#firstAt.get(one.kind)! <= this.#read + one.start)) this.#firstAt.set(one.kind, this.#read + one.start);
    }
    this.#read += LONGEST_SENTENCE;
    for (const [kind, weights] of inSentence) {
      const list = this.#bySentence.get(kind);
      if (list === undefined) this.#bySentence.set(kind, [diminishing(weights, 0.25)]);
      else list.push(diminishing(weights, 0.25));
    }
  }

  decide(enoughNoise: number): Suggestion {
    const scores = [...this.#bySentence]
      .map(([kind, weights]) => ({ kind, score: diminishing(weights, 0.5) }))
      .sort((left, right) => right.score - left.score);
    const noise = scores.find(({ kind }) => kind === 'not_a_request')?.score ?? 0;
    const requests = scores.flatMap(({ kind, score }) => (kind === 'not_a_request' ? [] : [{ kind, score }]));
    const first = requests[0];
    const second = requests[1];
    const because = this.#why();
    if (first === undefined || first.score < noise) {
      const enough = noise >= enoughNoise && noise > (first?.score ?? 0) * (1 + TOO_CLOSE);
      return {
        kind: enough ? 'not_a_request' : 'unsure',
        alsoKinds: [],
        confidence: share(noise, first?.score ?? 0),
        because,
        leading: noise > 0 ? 'not_a_request' : null,
      };
    }
    // Two things plainly asked for are two requests, not a doubt; the first is the chief one.
    const both = second !== undefined && second.score >= PLAIN && first.score < second.score * (1 + TOO_CLOSE);
    if (both && (this.#firstAt.get(second.kind) ?? 0) < (this.#firstAt.get(first.kind) ?? 0)) requests.splice(0, 2, second, first);
    const chief = requests[0]!;
    const rival = Math.max(noise, second?.score ?? 0);
    const sure = first.score >= ENOUGH && first.score >= (both ? noise : rival) * (1 + TOO_CLOSE);
    const alsoKinds = requests
      .slice(1)
      .filter(({ score }) => score >= Math.max(1.8, first.score * 0.5))
      .map(({ kind }) => kind);
    return {
      kind: sure ? chief.kind : 'unsure',
      alsoKinds: sure ? alsoKinds : [],
      confidence: share(first.score, rival),
      because,
      leading: chief.kind,
    };
  }

  #why(): Suggestion['because'] {
    return this.#reasons
      .filter((one) => one.weight > 0.3)
      .sort((left, right) => right.weight - left.weight)
      .slice(0, MOST_REASONS)
      .map(({ kind, cue, language }) => ({ kind, cue, language }));
  }
}

/** The strongest counts whole, each further one less: repetition is not proof. */
function diminishing(weights: readonly number[], factor: number): number {
  return [...weights].sort((left, right) => right - left).reduce((sum, weight, index) => sum + weight * factor ** index, 0);
}

function share(winner: number, rival: number): number {
  return winner <= 0 ? 0 : Math.round((winner / (winner + rival + 0.8)) * 100) / 100;
}
