/** Every failure a page can be told about. Anything else is a bug: it reaches the page as `internal`, with a log reference. */
export const ERROR_CODES = [
  'locked',
  'forbidden',
  'not_found',
  'invalid',
  'stale',
  'not_allowed',
  'conflict',
  'wrong_passphrase',
  'slot_locked',
  'too_soon',
  'from_future',
  'damaged',
  'cancelled',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface DeskErrorOptions {
  /** The input field at fault, as a path: `requests.0.outcome`. */
  readonly field?: string;
  readonly cause?: unknown;
  /** Facts for the page, never personal data: seconds to wait, tries left. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** A failure with a sentence that a member of staff can act on, and the input field at fault where there is one. */
export class DeskError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly detail: Readonly<Record<string, string | number | boolean>> | undefined;

  constructor(code: ErrorCode, sentence: string, options: DeskErrorOptions = {}) {
    super(sentence, { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    this.field = options.field;
    this.detail = options.detail;
  }
}

/** For switches over closed lists: a new member that nobody thought of does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
