import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import type { Line } from './document.ts';
import { answerInWords, howInWords, purposeInWords } from './receipt.ts';

/** A record as lines to read. */
export function recordLines(record: ConsentRecord): Line[] {
  return [
    { text: `${instantInWords(record.at)}, ${howInWords(record)}, taken by ${record.by}`, as: 'heading' },
    ...record.answers.map(({ purpose, answer }) => ({ text: `${purposeInWords(purpose)}: ${answerInWords(answer)}.` })),
    ...(record.verbatim === '' ? [] : [{ text: `In their words: “${record.verbatim}”` }]),
    ...(record.expiresAt === null ? [] : [{ text: `Holds until ${instantInWords(record.expiresAt)}.` }]),
    ...(record.script === null
      ? []
      : [
          {
            text: `Script version ${record.script.version} (${record.script.language}), SHA-256 ${record.script.sha256}`,
            as: 'small' as const,
          },
        ]),
    ...(record.rule === null ? [] : [{ text: `Rule of ${record.rule.place}: ${record.rule.citation}`, as: 'small' as const }]),
  ];
}

/** `2026-03-04 15:20 UTC`: one way for every reader. */
export const instantInWords = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
