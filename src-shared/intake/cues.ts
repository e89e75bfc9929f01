import * as z from 'zod';
import { REQUEST_KINDS } from '../vocabulary/case.ts';

/** What a cue can stand for. Verbs, objects and turns of phrase are named alike in all languages, so that one rule serves all. */
export const CONCEPTS = [
  'asking',
  'negation',
  'condition',
  'earlier',
  'unanswered',
  'late',
  'undone',
  'answer',
  'ownRequest',
  'reminding',
  'boilerplate',
  'data',
  'ownData',
  'document',
  'recording',
  'account',
  'person',
  'everything',
  'list',
  'marketing',
  'contact',
  'field',
  'processing',
  'withdrawing',
  'erasing',
  'ownDeed',
  'knowing',
  'holding',
  'copying',
  'handingOver',
  'stopping',
  'selling',
  'changing',
  'closing',
  'restricting',
  'objecting',
  'moving',
  'elsewhere',
  'wrong',
  'deletionPhrase',
  'accessPhrase',
  'portabilityPhrase',
  'correctionPhrase',
  'restrictionPhrase',
  'objectionPhrase',
  'optOutPhrase',
  'concernPhrase',
  'legalPhrase',
  'upset',
  'breach',
  'technical',
  'billing',
  'pitch',
  'automatic',
  'smallTalk',
  'law',
  'articleWord',
] as const;
export const Concept = z.enum(CONCEPTS);
export type Concept = z.infer<typeof Concept>;

/** A word, a phrase, or either with `*` for "any letters" at the start or end of a word: `löschen`, `lösch*`, `*daten`. */
const Cue = z.string().trim().min(1).max(80);

/** One file per language: what its speakers write. */
export const CueFile = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  /** The commonest words, as evidence of the language in texts too short for statistics. */
  commonWords: z.array(Cue),
  concepts: z.partialRecord(Concept, z.array(Cue)),
});
export type CueFile = z.infer<typeof CueFile>;

const Outcome = z.enum([...REQUEST_KINDS, 'not_a_request']);
/** What a suggestion's evidence can point to. */
export type Outcome = z.infer<typeof Outcome>;

/** Concepts that point to a kind when they stand together in one sentence. */
export const Rule = z.strictObject({
  kind: Outcome,
  /** Each must be there; of an inner list, one. */
  all: z.array(z.union([Concept, z.array(Concept)])).min(1),
  /** None of these may be near. */
  none: z.array(Concept).default([]),
  /** How near is near, in characters. */
  noneWithin: z.int().positive().default(14),
  /** None of these may stand just before: "delete everything you have" asks for no copy. */
  notAfter: z.array(Concept).default([]),
  /** How far apart the concepts may stand, in characters. */
  within: z.int().positive().default(90),
  weight: z.number().positive(),
});
export type Rule = z.infer<typeof Rule>;

const Article = z.strictObject({
  article: z.int().positive(),
  paragraph: z.int().positive().optional(),
  kind: Outcome,
  weight: z.number().positive(),
});
const Section = z.strictObject({ section: z.string().min(3), kind: Outcome, weight: z.number().positive() });

/** What holds in every language: rules over concepts, numbers of articles and sections, words of the law. */
export const RuleFile = z.strictObject({
  rules: z.array(Rule),
  /** Articles of the GDPR (and of the UK's, which keeps the numbers) by which a letter states its request. */
  articles: z.array(Article),
  /** Sections of other laws, by the number as it is written: `1798.105`. */
  sections: z.array(Section),
  concepts: z.partialRecord(Concept, z.array(Cue)),
  /** Languages whose speakers read each other's: evidence from the one counts a little less for the other. */
  kin: z.array(z.array(z.string())),
});
export type RuleFile = z.infer<typeof RuleFile>;
