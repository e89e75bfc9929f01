const SENTENCES = {
  no_token: 'This page was opened without its key. Press Enter in the terminal where the desk runs, and open the address it prints.',
  token_refused:
    'This address was used before, or is older than 60 seconds. Press Enter in the terminal where the desk runs, and open the new address.',
  reload_refused:
    'This page was reloaded too late to go on. Press Enter in the terminal where the desk runs, and open the address it prints.',
  gone: 'The desk is not running any more. Start it again; everything that was saved is there.',
  silent: 'The desk did not answer. Close this window and start DSR Desk again.',
} as const;

export type PortProblemCode = keyof typeof SENTENCES;

/** Why a page has no tie to the desk, in a sentence that says what to do. The code is for translations. */
export class PortProblem extends Error {
  readonly code: PortProblemCode;

  constructor(code: PortProblemCode, options?: ErrorOptions) {
    super(SENTENCES[code], options);
    this.name = 'PortProblem';
    this.code = code;
  }
}
