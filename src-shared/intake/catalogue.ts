import type { CueFile, Rule, RuleFile } from './cues.ts';
import { Concept } from './cues.ts';
import { fold } from './fold.ts';
import { CueMatcher } from './matcher.ts';

/** The cues as the engine reads them. Made once; nothing in it changes what a suggestion says. */
export interface CueCatalogue {
  readonly languages: ReadonlySet<string>;
  /** The cues that count in a text of a language: its own, its kin's, English and those of no language; all where it is not known. */
  readonly matcherFor: (language: string | null) => CueMatcher;
  readonly rules: readonly Rule[];
  readonly articles: RuleFile['articles'];
  readonly sections: RuleFile['sections'];
  readonly kin: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folded common word → the languages it is common in. */
  readonly commonWords: ReadonlyMap<string, readonly string[]>;
}

/** Builds the catalogue from its files. A language is left out by leaving its file out. */
export function compileCues(general: RuleFile, files: readonly CueFile[]): CueCatalogue {
  const commonWords = new Map<string, string[]>();
  for (const file of files) {
    for (const word of file.commonWords) {
      const folded = fold(word);
      const languages = commonWords.get(folded);
      if (languages === undefined) commonWords.set(folded, [file.language]);
      else languages.push(file.language);
    }
  }
  const kin = new Map<string, Set<string>>();
  for (const family of general.kin) for (const language of family) kin.set(language, new Set([...(kin.get(language) ?? []), ...family]));
  const languages = new Set(files.map((file) => file.language));
  return {
    languages,
    matcherFor: matchers(general, files, languages, kin),
    rules: general.rules,
    articles: general.articles,
    sections: general.sections,
    kin,
    commonWords,
  };
}

/** Builds each language's matcher when it is first asked for: a queue meets few languages, and small tries are quick. */
function matchers(
  general: RuleFile,
  files: readonly CueFile[],
  languages: ReadonlySet<string>,
  kin: ReadonlyMap<string, ReadonlySet<string>>,
): (language: string | null) => CueMatcher {
  const built = new Map<string, CueMatcher>();
  return (language) => {
    const key = language !== null && languages.has(language) ? language : '';
    const existing = built.get(key);
    if (existing !== undefined) return existing;
    const matcher = new CueMatcher();
    addAll(matcher, '*', general.concepts);
    for (const file of files) {
      if (key === '' || file.language === key || file.language === 'en' || kin.get(key)?.has(file.language) === true)
        addAll(matcher, file.language, file.concepts);
    }
    built.set(key, matcher);
    return matcher;
  };
}

function addAll(matcher: CueMatcher, language: string, concepts: RuleFile['concepts']): void {
  for (const [concept, cues] of Object.entries(concepts)) for (const cue of cues ?? []) matcher.add(language, Concept.parse(concept), cue);
}
