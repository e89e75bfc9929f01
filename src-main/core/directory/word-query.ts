import { sql as raw } from 'kysely';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import { prefixRange } from './names.ts';

/** Of the rarest word so many are looked at, so that the commonest beginning costs no more than a rare one. */
const MOST_LOOKED_AT = 20_000;
const MOST_FOUND = 200;

/** What is found by words: persons by their names, accounts by names and numbers. */
export type Worded = 'person' | 'account';

function range(word: string, whole: boolean) {
  const { from, below } = prefixRange(word);
  return whole ? raw`word = ${word}` : raw`word >= ${from} AND word < ${below}`;
}

/** How many have a word that begins so, up to the most that is looked at. */
export function countQuery(of: Worded, word: string) {
  const words = raw`SELECT 1 FROM ${raw.table(`${of}_word`)} WHERE ${range(word, false)} LIMIT ${MOST_LOOKED_AT}`;
  const query = raw<{ n: number }>`SELECT count(*) AS n FROM (${words}) AS some`;
  return { compile: () => query.compile(sql) };
}

/** Those that have all the words; with `whole` not only their beginnings. The first of `words` leads. */
export function wordsQuery(of: Worded, [lead, ...others]: readonly [string, ...string[]], whole: boolean) {
  const table = raw.table(`${of}_word`);
  const id = raw.ref(`${of}_id`);
  const led = raw`SELECT ${id} FROM ${table} WHERE ${range(lead, whole)} ORDER BY word LIMIT ${MOST_LOOKED_AT}`;
  const has = others.map(
    (word) => raw`AND EXISTS (SELECT 1 FROM ${table} AS other WHERE other.${id} = hit.${id} AND ${range(word, whole)})`,
  );
  const query = raw<{
    id: string;
  }>`SELECT DISTINCT hit.${id} AS id FROM (${led}) AS hit WHERE true ${raw.join(has, raw` `)} LIMIT ${MOST_FOUND}`;
  return { compile: () => query.compile(sql) };
}

/** Ids of those that have every word, those with whole words first. Each id may come twice. */
export function findByWords(db: Connection, of: Worded, words: readonly string[]): { id: string; whole: boolean }[] {
  if (words.length === 0) return [];
  const rarest = words
    .map((word) => ({ word, n: (all(db, countQuery(of, word)) as { n: number }[])[0]!.n }))
    .sort((a, b) => a.n - b.n)
    .map(({ word }) => word) as [string, ...string[]];
  return [true, false].flatMap((whole) => (all(db, wordsQuery(of, rarest, whole)) as { id: string }[]).map(({ id }) => ({ id, whole })));
}
