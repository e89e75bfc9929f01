import type { Script } from '../../../src-shared/contract/scripts.ts';
import { SCRIPT_PURPOSES, type ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';

/** The language in which every script must be there: it is read where another has none. */
export const FALLBACK = 'en';

/** All versions of what is read for one purpose in one language. */
export interface Versions {
  readonly purpose: ScriptPurpose;
  readonly language: string;
  readonly inForce: Script | null;
  readonly drafts: readonly Script[];
  /** Approved, and their day has not come; the next first. */
  readonly coming: readonly Script[];
  /** Superseded or withdrawn, newest first. */
  readonly older: readonly Script[];
}

/** What a new version begins with. */
export interface Beginning {
  readonly purpose: ScriptPurpose;
  readonly language: string;
  readonly text: string;
}

const newestFirst = (one: Script, other: Script) => other.version - one.version;

/** Every language that has a version of anything; the fallback first. */
export function languagesOf(scripts: readonly Script[]): string[] {
  const languages = new Set([FALLBACK, ...scripts.map(({ language }) => language)]);
  return [...languages].toSorted((one, other) => Number(other === FALLBACK) - Number(one === FALLBACK) || (one < other ? -1 : 1));
}

/** The versions of every purpose in one language, as they stand today (`2026-10-02` on the office's calendar). */
export function versionsIn(scripts: readonly Script[], language: string, today: string): Versions[] {
  return SCRIPT_PURPOSES.map((purpose) => {
    const own = scripts.filter((one) => one.purpose === purpose && one.language === language).toSorted(newestFirst);
    const approved = own.filter(({ state }) => state === 'approved');
    const inForce = approved.find(({ effectiveFrom }) => effectiveFrom <= today) ?? null;
    return {
      purpose,
      language,
      inForce,
      drafts: own.filter(({ state }) => state === 'draft'),
      coming: approved.filter(({ effectiveFrom }) => effectiveFrom > today).toReversed(),
      older: own.filter((one) => one !== inForce && one.state !== 'draft' && !(one.state === 'approved' && one.effectiveFrom > today)),
    };
  });
}

/** The languages in which something is missing that the fallback has in force. */
export function lacking(scripts: readonly Script[], today: string): { language: string; purposes: ScriptPurpose[] }[] {
  const inForce = (language: string) =>
    new Set(versionsIn(scripts, language, today).flatMap((one) => (one.inForce === null ? [] : [one.purpose])));
  const there = [...inForce(FALLBACK)];
  return languagesOf(scripts)
    .filter((language) => language !== FALLBACK)
    .map((language) => {
      const own = inForce(language);
      return { language, purposes: there.filter((purpose) => !own.has(purpose)) };
    })
    .filter(({ purposes }) => purposes.length > 0);
}

/** A text with something put in where the cursor is, or in place of what is selected; and where the cursor stands then. */
export function inserted(text: string, what: string, from: number, to: number): { text: string; cursor: number } {
  return { text: `${text.slice(0, from)}${what}${text.slice(to)}`, cursor: from + what.length };
}
