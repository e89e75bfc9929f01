import { articleEvidence } from './articles.ts';
import type { CueCatalogue } from './catalogue.ts';
import type { Concept, Outcome } from './cues.ts';
import type { Evidence, ReadSentence } from './evidence.ts';
import { joinSentences, readSentence, ruleEvidence } from './evidence.ts';
import { fold } from './fold.ts';
import type { Hit } from './matcher.ts';
import { sentencesOf } from './sentences.ts';
import type { Suggestion } from './tally.ts';
import { Tally } from './tally.ts';

export type { CueCatalogue } from './catalogue.ts';
export type { Suggestion } from './tally.ts';

export interface SuggestionInput {
  readonly subject: string;
  /** What the sender wrote now, without quoted earlier mail. */
  readonly text: string;
  /** ISO 639-1, or null where it is not known. */
  readonly language: string | null;
  /** The message says of itself that a machine wrote it. */
  readonly automatic?: boolean;
}

/** A request is stated early: what comes after this is the thread below it, or the footer. */
const LONGEST_READ = 24_000;
/** Later sentences of a letter argue and add; the first that asks says what is asked. */
const BY_POSITION = [1, 0.8, 0.66, 0.56, 0.48, 0.42, 0.36, 0.3];
const LEAST_BY_POSITION = 0.25;
const IN_SUBJECT = 0.6;
const IN_REPLY_SUBJECT = 0.3;
const ENOUGH_NOISE = 0.65;
const ENOUGH_NOISE_UNKNOWN = 1;
/** Sentences up to this length are also read together with the one before. */
const SHORT = 160;
const ACROSS_TWO = 0.7;
/** "If I have given consent, I withdraw it": a condition, not the request. */
const CONDITION_REACH = 30;
const SHORT_WORD = 5;

/** Suggests what a message asks for, from its words alone. Pure; the work grows with the text and ends at 24,000 characters. */
export function suggest(input: SuggestionInput, cues: CueCatalogue): Suggestion {
  const strength = strengthOf(input.language, cues);
  const matcher = cues.matcherFor(input.language);
  const tally = new Tally();
  let position = 0;
  let before: ReadSentence | null = null;
  for (const text of sentencesOf(fold(withoutAddresses(input.text.slice(0, LONGEST_READ))))) {
    const sentence: ReadSentence = readSentence(text, matcher, strength);
    const evidence = [...weigh(sentence, cues), ...(before === null ? [] : acrossTwo(before, sentence, cues))];
    before = sentence;
    if (evidence.length === 0) continue;
    const asks = evidence.some((one) => one.kind !== 'not_a_request' && one.weight >= 1);
    tally.add(evidence, BY_POSITION[position] ?? LEAST_BY_POSITION);
    if (asks) position++;
  }
  const subject = fold(input.subject.slice(0, 300));
  const isReply = /^\s*(?:re|aw|sv|vs|antw|odp|ynt|r|res|回复|答复)\s*[:：]/.test(subject);
  for (const text of sentencesOf(subject))
    tally.add(weigh(readSentence(text, matcher, strength), cues), isReply ? IN_REPLY_SUBJECT : IN_SUBJECT);
  if (input.automatic === true) tally.add([{ kind: 'not_a_request', weight: 4.5, cue: 'automatic', language: '*', start: 0, end: 0 }], 1);
  return tally.decide(known(input.language, cues) ? ENOUGH_NOISE : ENOUGH_NOISE_UNKNOWN);
}

/** Addresses and links hold words ("info@", "/unsubscribe") that nobody wrote to ask anything. */
function withoutAddresses(text: string): string {
  return text.replace(/(?:https?:\/\/|www\.)\S{1,500}/gi, ' ').replace(/[^\s@]{1,64}@[^\s@]{1,200}/g, ' ');
}

function known(language: string | null, cues: CueCatalogue): boolean {
  return language !== null && cues.languages.has(language);
}

/** How far a cue of some language counts in a text of this one. */
function strengthOf(language: string | null, cues: CueCatalogue): (language: string) => number {
  const isKnown = known(language, cues);
  const family = language === null ? undefined : cues.kin.get(language);
  const table = new Map<string, number>();
  for (const of of ['*', ...cues.languages]) {
    if (of === language) table.set(of, 1);
    else if (of === '*') table.set(of, isKnown ? 1 : 0.75);
    else if (language === null) table.set(of, 0.75);
    else if (of === 'en') table.set(of, 0.8);
    else if (family?.has(of) === true) table.set(of, isKnown ? 0.6 : 0.8);
    else table.set(of, isKnown ? 0 : 0.35);
  }
  return (of) => table.get(of) ?? 0;
}

/** What two short sentences say only together: "My last name changed. Can you update it?" */
function acrossTwo(before: ReadSentence, sentence: ReadSentence, cues: CueCatalogue): Evidence[] {
  const border = before.text.length;
  if (border > SHORT || sentence.text.length > SHORT || before.hits.size === 0 || sentence.hits.size === 0) return [];
  return weigh(joinSentences(before, sentence), cues)
    .filter((one) => one.start < border && one.end > border)
    .map((one) => ({ ...one, weight: one.weight * ACROSS_TWO }));
}

/** The evidence of one sentence, less where the sentence is a condition, boilerplate, or about an earlier request. */
function weigh(sentence: ReadSentence, cues: CueCatalogue): Evidence[] {
  const evidence = [...ruleEvidence(sentence, cues.rules), ...articleEvidence(sentence, cues)];
  if (evidence.length === 0) return evidence;
  const conditional = sentence.hits.get('condition')?.some((hit) => isCondition(hit, sentence)) === true;
  const has = (concept: Concept) => sentence.hits.get(concept)?.some((hit) => sentence.strength(hit.language) > 0.5) === true;
  const boilerplate = has('boilerplate');
  const earlier =
    has('earlier') ||
    has('unanswered') ||
    (has('answer') && (has('negation') || has('wrong'))) ||
    ((has('late') || has('reminding')) && has('negation'));
  return evidence.map((one) => {
    // "You had one month and I have heard nothing" quotes the law, and is still about an earlier request.
    const formal = boilerplate && !(earlier && one.kind === 'concern');
    return { ...one, weight: one.weight * (conditional ? 0.35 : 1) * (formal ? 0.2 : 1) * (earlier ? whenEarlier(one.kind) : 1) };
  });
}

/** Short words for "if" mean other things in the middle of a sentence ("om" is also "about"). */
function isCondition(hit: Hit, sentence: ReadSentence): boolean {
  return hit.start < (hit.end - hit.start > SHORT_WORD ? CONDITION_REACH : 2) && sentence.strength(hit.language) > 0.5;
}

/** In a sentence about an earlier request, what was asked then is the matter, not the request. An opt-out is asked again by being mentioned. */
function whenEarlier(kind: Outcome): number {
  if (kind === 'concern' || kind === 'not_a_request' || kind === 'legal_process') return 1;
  return kind === 'opt_out' ? 0.7 : 0.3;
}
