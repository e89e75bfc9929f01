import { createHash } from 'node:crypto';

/** What a framed file turned out to be. `body` is checked against damage, not yet against a schema. */
export type Framed =
  | { readonly state: 'damaged' }
  | { readonly state: 'from_future' }
  | { readonly state: 'whole'; readonly body: Record<string, unknown> };

/**
 * The text of a file that shows its own damage: `{"format":N,"check":"<SHA-256>","body":{…}}`. The check finds rot and torn writes,
 * not a forger; it is the same in every format, so that a file from the future is told from a broken one.
 */
export function writeFrame(format: number, body: object): string {
  const text = JSON.stringify(body);
  return `{"format":${format},"check":"${checkOf(format, text)}","body":${text}}\n`;
}

/** Reads a framed file. Strict to the byte: what would not be written exactly so is damaged. */
export function readFrame(bytes: Buffer, newest: number): Framed {
  try {
    const frame: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isRecord(frame)) return { state: 'damaged' };
    const { format, body } = frame;
    if (typeof format !== 'number' || !isRecord(body)) return { state: 'damaged' };
    if (!bytes.equals(Buffer.from(writeFrame(format, body)))) return { state: 'damaged' };
    return format > newest ? { state: 'from_future' } : { state: 'whole', body };
  } catch {
    // Not JSON, or nested so deep that the parser gives up: nothing that was ever written here.
    return { state: 'damaged' };
  }
}

function checkOf(format: number, body: string): string {
  return createHash('sha256').update(`dsr-desk/frame\0${format}\0${body}`).digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
