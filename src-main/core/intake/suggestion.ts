import { suggest } from '../../../src-shared/intake/suggest.ts';
import type { RequestKind, SuggestedKind } from '../../../src-shared/vocabulary/case.ts';
import { loadCues } from './cues.ts';
import { openLanguageDetector } from './language.ts';
import type { MailMessage } from './mail/message.ts';

/** What intake proposes of a message; a person confirms it. */
export interface Suggestion {
  readonly kind: SuggestedKind;
  readonly alsoKinds: readonly RequestKind[];
  /** 0…1 */
  readonly confidence: number;
  /** The words that led there, as they stand in the message. */
  readonly because: readonly string[];
}

export type Suggest = (message: Pick<MailMessage, 'subject' | 'text' | 'freshText' | 'automatic'>) => {
  readonly language: string | null;
  readonly suggestion: Suggestion;
};

const MOST_REASONS = 5;

/** Loads what suggesting needs, cues and language tables, the first time that something is read: not at start, where nobody waits for it. */
export function lazySuggest(resourcesFolder: string): () => Promise<Suggest> {
  let opened: Promise<Suggest> | null = null;
  return () => {
    opened ??= openSuggest(resourcesFolder);
    return opened;
  };
}

async function openSuggest(resourcesFolder: string): Promise<Suggest> {
  const cues = loadCues(resourcesFolder);
  const languageOf = await openLanguageDetector(cues);
  return ({ subject, text, freshText, automatic }) => {
    const language = languageOf({ subject, text: freshText === '' ? text : freshText });
    const { kind, alsoKinds, confidence, because } = suggest({ subject, text: freshText, language, automatic }, cues);
    return { language, suggestion: { kind, alsoKinds, confidence, because: because.slice(0, MOST_REASONS).map(({ cue }) => cue) } };
  };
}
