import { sql as raw } from 'kysely';
import type { SearchHit } from '../../../src-shared/contract/search.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import type { Reader } from '../database/reader.ts';
import type { RowRecord } from './rows.ts';
import { caseRowsFor } from './rows-for.ts';
import { matchExpression, NEWEST_HITS, snippetOf, wordsOf } from './search-words.ts';
import { sight } from './sight.ts';

type HitRecord = RowRecord & { readonly text: string; readonly score: number };

const COLUMNS = raw.raw(
  `c.seq, c.id, c.reference, c.requester_name, c.kinds, c.channel, c.status, c.language, c.assignee, c.received_at, c.updated_at, c.work_by_on,
   c.due_key, c.regime, c.clock, c.band, c.sealed, c.billing, c.duplicate_of, c.unread, c.version`,
);

/** The newest cases in which the words occur: the index is walked from its end, and no further than needed. */
export function newestQuery(match: string, sealed: boolean, billingOnly: boolean, limit: number) {
  const name = sealed ? 'sealed' : 'case';
  const index = raw.raw(`${name}_search`);
  const newest = raw`SELECT rowid FROM ${index} WHERE ${index} MATCH ${match} ORDER BY rowid DESC LIMIT ${billingOnly ? NEWEST_HITS : limit}`;
  const query = raw<HitRecord>`
    SELECT ${COLUMNS}, substr(t.subject || char(10) || t.body || char(10) || t.notes, 1, 20000) AS text, 0 AS score
    FROM (${newest}) AS hit JOIN dsr_case AS c ON c.seq = hit.rowid JOIN ${raw.raw(`${name}_text`)} AS t ON t.seq = hit.rowid
    ${billingOnly ? raw`WHERE c.billing = 1` : raw``} ORDER BY c.seq DESC LIMIT ${limit}`;
  return { compile: () => query.compile(sql) };
}

/** The best of the newest hits: only so many are weighed, so that the commonest word stays quick. */
export function rankedQuery(match: string, sealed: boolean, billingOnly: boolean, limit: number) {
  const name = sealed ? 'sealed' : 'case';
  const index = raw.raw(`${name}_search`);
  const oldest = raw`coalesce((SELECT rowid FROM ${index} WHERE ${index} MATCH ${match} ORDER BY rowid DESC LIMIT 1 OFFSET ${NEWEST_HITS}), 0)`;
  // reference, who, subject, body, notes: a name counts for more than a word in a long letter
  const best = raw`SELECT rowid, bm25(${index}, 10, 8, 4, 1, 2) AS score FROM ${index} WHERE ${index} MATCH ${match} AND rowid > ${oldest}
    ORDER BY score LIMIT ${billingOnly ? NEWEST_HITS : limit}`;
  const query = raw<HitRecord>`
    SELECT ${COLUMNS}, substr(t.subject || char(10) || t.body || char(10) || t.notes, 1, 20000) AS text, hit.score AS score
    FROM (${best}) AS hit JOIN dsr_case AS c ON c.seq = hit.rowid JOIN ${raw.raw(`${name}_text`)} AS t ON t.seq = hit.rowid
    ${billingOnly ? raw`WHERE c.billing = 1` : raw``} ORDER BY hit.score LIMIT ${limit}`;
  return { compile: () => query.compile(sql) };
}

/** Finding cases by words. */
export class SearchService {
  readonly #db: Connection;
  readonly #reader: Reader;

  constructor(db: Connection, reader: Reader) {
    this.#db = db;
    this.#reader = reader;
  }

  /** Newest first is read at once, as somebody types; ranking weighs thousands of hits and is read beside. */
  async find(actor: Actor, text: string, limit: number, order: 'newest' | 'relevance'): Promise<{ hits: SearchHit[]; more: boolean }> {
    const match = matchExpression(text);
    if (match === null) return { hits: [], more: false };
    const { sealed, billingOnly } = sight(actor);
    const records: HitRecord[] = [];
    for (const table of sealed ? [false, true] : [false]) {
      if (order === 'newest') records.push(...(all(this.#db, newestQuery(match, table, billingOnly, limit + 1)) as HitRecord[]));
      else records.push(...((await this.#reader.all(rankedQuery(match, table, billingOnly, limit + 1))) as HitRecord[]));
    }
    if (sealed) records.sort((a, b) => (order === 'newest' ? b.seq - a.seq : a.score - b.score));
    const words = wordsOf(text);
    return {
      hits: records
        .slice(0, limit)
        .map((record) => ({ row: caseRowsFor(this.#db, actor, [record])[0]!, snippet: snippetOf(record.text, words) })),
      more: records.length > limit,
    };
  }
}
