import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';

// The page asks at every key, and the core does nothing else meanwhile: with the library's own bounds (256 and 100) a hostile text takes it
// more than half a second, with these a tenth of that. What is longer is judged by its beginning.
const JUDGED_CHARACTERS = 64;
const SUBSTITUTIONS = 20;

/** The estimator with its word lists. They take a third of a second to unfold, so this module is only ever imported on first use. */
export const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
  maxLength: JUDGED_CHARACTERS,
  l33tMaxSubstitutions: SUBSTITUTIONS,
});
