import libmime from 'libmime';
import { decodeHeaderText } from './encoded-words.ts';

export interface Parameterised {
  /** In lower case: `text/plain`, `attachment`. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** `Content-Type` and `Content-Disposition`: the value, and its parameters with RFC 2231 pieces joined and decoded. */
export function readParameterised(raw: string | null): Parameterised {
  // A backslash before a quote or a backslash is an escape; elsewhere it is a path from a Windows mailer.
  const unfolded = (raw ?? '').replace(/\r?\n[ \t]*/g, ' ').replace(/\\(["\\])|\\/g, (_, escaped?: string) => `\\${escaped ?? '\\'}`);
  const { value, params } = libmime.parseHeaderValue(unfolded, { stripComments: true });
  return {
    value: value.toLowerCase().replace(/\s+/g, ''),
    parameters: new Map(Object.entries(params).map(([name, text]) => [name, isDecoded(text) ? text : decodeHeaderText(text)])),
  };
}

/** What is not as it stands in the message, one byte per character. */
function isDecoded(text: string): boolean {
  return /[^\0-\u00ff]/.test(text);
}

/** A file name without folders, control characters or length that could harm whoever saves it. */
export function safeFileName(name: string): string {
  const base = name.replace(/^.*[\\/]/s, '');
  const clean = base.replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/gu, '').replace(/^[ .]+|[ .]+$/g, '');
  return clean.length <= 180 ? clean : clean.slice(0, 150) + clean.slice(-30);
}
