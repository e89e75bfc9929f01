import { retentionOf } from '../../../src-shared/consent/index.ts';
import type { RetentionProgress } from '../../../src-shared/contract/consents.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import { membersOf } from '../directory/service.ts';
import { grantsBeforeQuery, personOf, type RecordOnCall, recordsAfterQuery } from './consent-records.ts';

/** Records looked at before the job lets others work. */
const AT_ONCE = 200;

const NOTHING: RetentionProgress = {
  looked: 0,
  deleted: 0,
  kept: { telemarketing: 0, case: 0, legalHold: 0 },
  oldest: null,
  newest: null,
  done: false,
};

/**
 * Goes through all records, oldest first, and gives those that need not be kept to `take`, a piece at a time; a trial takes nothing and counts
 * the same. Cut off, by its caller or by a lock, it ends without its last piece, and what was taken stays taken.
 */
export async function* retention(
  db: Connection,
  day: CalendarDate,
  signal: AbortSignal | undefined,
  take: (positions: readonly number[]) => void,
): AsyncGenerator<RetentionProgress> {
  let progress = NOTHING;
  for (let after = 0; db.open && !signal?.aborted; ) {
    const rows = all(db, recordsAfterQuery(after, AT_ONCE));
    const known: Known = new Map();
    const because = rows.map((row) => ({ row, why: whyKept(db, row, day, known) }));
    const going = because.filter(({ why }) => why === null).map(({ row }) => row);
    if (going.length > 0) take(going.map(({ position }) => position));
    progress = withPiece(progress, because);
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) {
      yield { ...progress, done: true };
      return;
    }
    after = last.position;
    yield progress;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

type Why = keyof RetentionProgress['kept'];
/** What was found out of records in this piece, by their places. */
type Known = Map<number, Why | null>;

function withPiece(
  before: RetentionProgress,
  piece: readonly { readonly row: RecordOnCall; readonly why: Why | null }[],
): RetentionProgress {
  const kept = { ...before.kept };
  for (const { why } of piece) if (why !== null) kept[why] += 1;
  const going = piece.filter(({ why }) => why === null).map(({ row }) => row.at as Instant);
  const known = [before.oldest, before.newest].filter((at) => at !== null);
  const instants = [...known, ...going].sort();
  return {
    looked: before.looked + piece.length,
    deleted: before.deleted + going.length,
    kept,
    oldest: instants[0] ?? null,
    newest: instants.at(-1) ?? null,
    done: false,
  };
}

/** Why a record is kept; null where it may go. */
function whyKept(db: Connection, row: RecordOnCall, day: CalendarDate, known: Known): Why | null {
  const before = known.get(row.position);
  if (before !== undefined) return before;
  const { due, because } = retentionOf(retainable(db, row), day);
  const own = because === 'legal_hold' ? 'legalHold' : because === 'telemarketing' ? 'telemarketing' : 'case';
  const why = due ? whyOfOlder(db, row, day, known) : own;
  known.set(row.position, why);
  return why;
}

/** A "no" stays as long as any older "yes" that it takes back: without it that one would come to life again. */
function whyOfOlder(db: Connection, row: RecordOnCall, day: CalendarDate, known: Known): Why | null {
  for (const older of takenBack(db, row)) {
    const why = whyKept(db, older, day, known);
    if (why !== null) return why;
  }
  return null;
}

function retainable(db: Connection, row: RecordOnCall) {
  const ids = [...new Set([row.case_id, row.call_case])].filter((id) => id !== null);
  const cases = ids.length === 0 ? [] : all(db, sql.selectFrom('dsr_case').select(['open', 'closed_at']).where('id', 'in', ids));
  const closed = cases.flatMap(({ closed_at }) => (closed_at === null ? [] : [closed_at])).sort();
  const purposes = all(db, sql.selectFrom('consent_answer').select('purpose').where('position', '=', row.position));
  return {
    id: row.id,
    at: row.at as Instant,
    usedForTelemarketing: purposes.some(({ purpose }) => purpose === 'marketing_phone' || purpose === 'marketing_sms'),
    caseClosedOn: (closed.at(-1)?.slice(0, 10) ?? null) as CalendarDate | null,
    caseOpen: cases.some(({ open }) => open === 1),
    onLegalHold: false, // nothing on this desk can be put under a legal hold yet
  };
}

/** Older records, of the same person or call, that grant what this one refuses or withdraws. */
function takenBack(db: Connection, row: RecordOnCall): RecordOnCall[] {
  const noes = all(
    db,
    sql.selectFrom('consent_answer').select('purpose').where('position', '=', row.position).where('answer', '<>', 'granted'),
  ).map(({ purpose }) => purpose);
  if (noes.length === 0) return [];
  const person = personOf(row);
  const personIds = person === null ? [] : membersOf(db, person);
  return all(db, grantsBeforeQuery({ personIds, callId: row.call_id }, row.position, noes));
}
