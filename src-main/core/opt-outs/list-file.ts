import { OPT_OUT_SCOPES } from '../../../src-shared/consent/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { CONTACT_CHANNELS, type ContactChannel, type PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import { type ReadFact, readFact } from '../directory/facts.ts';
import { requireDate } from '../directory/put-said.ts';
import { recordsOf } from '../imports/records.ts';
import { separatorOf } from '../imports/text.ts';
import type { SuppressionRecord } from './store.ts';
import { KIND_OF } from './who.ts';

/** One line of a list as it goes into the suppression list. */
export interface Listed extends Pick<ReadFact, 'value' | 'shown'> {
  readonly channel: ContactChannel;
  readonly scope: PreferenceScope;
  readonly since: Instant;
}

export interface ReadList {
  /** Each contact, channel and scope once, with the oldest day. */
  readonly entries: Listed[];
  /** How many lines said again what one before them had said. */
  readonly again: number;
  readonly refused: number;
  readonly problems: { line: number; problem: string }[];
}

/** More problems than this nobody reads; all are counted. */
const MOST_PROBLEMS = 500;
const COLUMNS = ['channel', 'value', 'scope', 'since'] as const;
/** Lines between which others get their turn. */
const AT_ONCE = 500;

/** What a spreadsheet would take for a formula, with the apostrophes that keep it from it. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** A number to call: whoever sends takes it as it is, and a spreadsheet makes at most a number of it. */
const PLAIN_PHONE = /^\+\d+$/;

/**
 * A list as CSV with the columns `channel`, `value`, `scope` and `since` (a day or an instant, may be empty), or one contact to a line,
 * which is then stopped for marketing: an address by e-mail, a number for calls and text messages.
 */
export async function readList(text: string, now: Instant, country: string | null): Promise<ReadList> {
  const entries = new Map<string, Listed>();
  const problems: ReadList['problems'] = [];
  let [again, refused, read] = [0, 0, 0];
  let columns: readonly string[] | null | undefined;
  const whole = text.replace(/^\u{feff}/u, '');
  for await (const { line, cells, problem } of recordsOf(pieces(whole), separatorOf(whole.slice(0, 4096)))) {
    if (++read % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    if (columns === undefined) {
      columns = columnsOf(cells);
      if (columns !== null) continue;
    }
    try {
      if (problem !== null) throw new DeskError('invalid', problem);
      const found = columns === null ? bareLine(cells, now, country) : fullLine(columns, cells, now, country);
      const fresh = found.filter((entry) => keep(entries, entry));
      if (fresh.length === 0) again += 1;
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      refused += 1;
      if (problems.length < MOST_PROBLEMS) problems.push({ line, problem: error.message });
    }
  }
  return { entries: [...entries.values()], again, refused, problems };
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 64 * 1024) yield text.slice(at, at + 64 * 1024);
}

/** The columns that the first line names; null where it is a contact already. */
function columnsOf(cells: readonly string[]): string[] | null {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  if (!names.includes('value')) {
    if (cells.length === 1) return null;
    throw new DeskError('invalid', 'The first line names the columns: channel, value, scope, since. Or write one contact to a line.', {
      field: 'text',
    });
  }
  const missing = (['channel', 'scope'] as const).filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new DeskError('invalid', `The column ${missing.join(' and ')} is missing. Name it on the first line.`, { field: 'text' });
  return names;
}

function keep(entries: Map<string, Listed>, entry: Listed): boolean {
  const key = `${entry.channel} ${entry.scope} ${entry.value}`;
  const other = entries.get(key);
  if (other === undefined || entry.since < other.since) entries.set(key, entry);
  return other === undefined;
}

function fullLine(columns: readonly string[], cells: readonly string[], now: Instant, country: string | null): Listed[] {
  const cell = (name: (typeof COLUMNS)[number]) => cells[columns.indexOf(name)]?.trim() ?? '';
  const channel = oneOf('channel', cell('channel'), CONTACT_CHANNELS);
  const scope = oneOf('scope', cell('scope'), OPT_OUT_SCOPES);
  const kind = KIND_OF[channel];
  if (kind === null) throw new DeskError('invalid', 'The portal reaches nobody by an address: leave this line out.');
  const { value, shown } = readFact(kind, withoutApostrophe(cell('value')), country, 'value');
  return [{ channel, scope, value, shown, since: readSince(cell('since'), now) }];
}

function bareLine(cells: readonly string[], now: Instant, country: string | null): Listed[] {
  const typed = withoutApostrophe(cells[0]!.trim());
  if (cells.length > 1) throw new DeskError('invalid', 'Write one contact to a line, and nothing else.');
  const channels = typed.includes('@') ? (['email'] as const) : (['voice', 'sms'] as const);
  const { value, shown } = readFact(KIND_OF[channels[0]]!, typed, country, 'value');
  return channels.map((channel) => ({ channel, scope: 'marketing', value, shown, since: now }));
}

function oneOf<T extends string>(name: string, word: string, words: readonly T[]): T {
  const found = words.find((one) => one === word.toLowerCase());
  if (found === undefined) throw new DeskError('invalid', `The ${name} must be one of: ${words.join(', ')}.`);
  return found;
}

function readSince(text: string, now: Instant): Instant {
  if (text === '') return now;
  const day = text.slice(0, 10);
  requireDate('since', day);
  const at = text.length === 10 ? `${day}T00:00:00.000Z` : text;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z$/.test(at) || Number.isNaN(Date.parse(at)))
    throw new DeskError('invalid', 'Write the day as year, month and day: 2026-09-03.');
  const since = instantOf(Date.parse(at));
  if (since > now) throw new DeskError('invalid', 'Nobody can have opted out in the future. Check the day.');
  return since;
}

const withoutApostrophe = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

export const LIST_HEADER = `${COLUMNS.join(',')}\r\n`;

/**
 * A line of the exported list (RFC 4180). An e-mail address or number goes out in the form in which it is compared, a postal address as it
 * was written. A value that a spreadsheet could run gets an apostrophe, which importing takes off again; numbers to call do not.
 */
export function listLine({ channel, value, shown, scope, since }: SuppressionRecord): string {
  const told = channel === 'post' ? shown : value;
  const safe = FORMULA.test(told) && !PLAIN_PHONE.test(told) ? `'${told}` : told;
  return `${channel},"${safe.replaceAll('"', '""')}",${scope},${since}\r\n`;
}
