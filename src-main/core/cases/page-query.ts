import { type Expression, sql as raw, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { BuiltInView, CaseFilter, Sort } from '../../../src-shared/contract/cases.ts';
import { sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';
import { ROW_COLUMNS } from './rows.ts';
import { matchExpression, NEWEST_HITS } from './search-words.ts';

/** One list to walk: everything that decides which rows, in which order. */
export interface Walk {
  readonly view: BuiltInView;
  readonly filter: CaseFilter;
  readonly sort: Sort;
  /** The reader's staff id, for `mine`. */
  readonly staffId: string;
  readonly billingOnly: boolean;
  /** Sealed and open cases are two lists, each in its order: a reader of both merges them. */
  readonly sealed: 0 | 1;
}

export interface Cursor {
  readonly key: string;
  readonly seq: number;
}

export const SORT_COLUMN = { due: 'due_key', received: 'received_at', updated: 'updated_at', reference: 'reference' } as const;

/** Whether a walk goes along one index and reads no row in vain. The others belong in the reader worker. */
export function isLight({ filter, billingOnly }: Pick<Walk, 'filter' | 'billingOnly'>): boolean {
  return !billingOnly && Object.values(filter).every((part) => part === undefined);
}

/** The cases of a view and a filter, without order or limit: what pages and counts share. */
export function casesOf(walk: Omit<Walk, 'sort'>) {
  const { view, filter, sealed } = walk;
  let query = sql.selectFrom('dsr_case').where('sealed', '=', sealed);
  switch (view) {
    case 'mine':
      query = query.where('open', '=', 1).where('assignee', '=', walk.staffId);
      break;
    case 'unassigned':
      query = query.where('open', '=', 1).where('assignee', '=', '');
      break;
    case 'due_soon':
      query = inBand(query, 'soon');
      break;
    case 'overdue':
      query = inBand(query, 'overdue');
      break;
    case 'awaiting_identity':
    case 'awaiting_requester':
    case 'in_review':
      query = query.where('status', '=', view);
      break;
    case 'all':
      query = query.where('open', '=', 1);
      break;
    case 'closed':
      query = query.where('open', '=', 0);
      break;
  }
  if (walk.billingOnly) query = query.where('billing', '=', 1);
  if (filter.channels?.length) query = query.where('channel', 'in', filter.channels);
  if (filter.statuses?.length) query = query.where('status', 'in', filter.statuses);
  if (filter.languages?.length) query = query.where('language', 'in', filter.languages);
  if (filter.bands?.length) query = query.where('band', 'in', filter.bands);
  if (filter.assignee !== undefined) query = query.where('assignee', '=', filter.assignee === 'nobody' ? '' : filter.assignee);
  if (filter.kinds?.length) {
    const kinds = filter.kinds;
    query = query.where((where) => where.or(kinds.map((kind) => raw<SqlBool>`instr(kinds, ${`"${kind}"`}) > 0` as Expression<SqlBool>)));
  }
  if (filter.text !== undefined && filter.text.trim() !== '') query = query.where(hits(filter.text, sealed));
  return query;
}

/** Said twice: SQLite takes the index of these two bands only where the query holds the index's own condition word for word. */
export function inBand(query: SelectQueryBuilder<Tables, 'dsr_case', object>, band: 'soon' | 'overdue') {
  return query.where('band', '=', band).where(raw<SqlBool>`band IN ('overdue', 'soon')`);
}

/** The newest hits of a search, as a condition. Capped: the commonest word costs no more than a rare one. */
function hits(text: string, sealed: 0 | 1): Expression<SqlBool> {
  const match = matchExpression(text);
  if (match === null) return raw<SqlBool>`0`;
  const table = raw.raw(sealed ? 'sealed_search' : 'case_search');
  return raw<SqlBool>`seq IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ${match} ORDER BY rowid DESC LIMIT ${NEWEST_HITS})`;
}

/** The query that one page runs; its plan is held to its index by a test. */
export function pageQuery(walk: Walk, after: Cursor | null, limit: number) {
  const column = SORT_COLUMN[walk.sort.by];
  const { direction } = walk.sort;
  let query = casesOf(walk).select(ROW_COLUMNS);
  if (after)
    query = query.where(raw<SqlBool>`(${raw.ref(column)}, seq) ${raw.raw(direction === 'asc' ? '>' : '<')} (${after.key}, ${after.seq})`);
  return query.orderBy(column, direction).orderBy('seq', direction).limit(limit);
}

/** How many cases a list holds, counted up to `most`. */
export function countQuery(walk: Omit<Walk, 'sort'>, most: number) {
  return sql.selectFrom(casesOf(walk).select('seq').limit(most).as('some')).select((count) => count.fn.countAll<number>().as('n'));
}

/** Text for a page's `next`; opaque to the page. */
export const writeCursor = ({ key, seq }: Cursor): string => Buffer.from(JSON.stringify([key, seq])).toString('base64url');

/** Reads a cursor back. Null for anything that this program did not write. */
export function readCursor(text: string): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parts)) return null;
    const [key, seq] = parts as unknown[];
    return typeof key === 'string' && Number.isInteger(seq) ? { key, seq: seq as number } : null;
  } catch {
    return null; // not JSON: no cursor of ours
  }
}
