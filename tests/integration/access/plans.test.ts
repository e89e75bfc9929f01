import { expect, test } from 'vitest';
import {
  checksQuery,
  lineQuery,
  mergedQuery,
  ownersQuery,
  reachQuery,
  relationsQuery,
  treeQuery,
} from '../../../src-main/core/access/store.ts';
import { queue } from '../../support/queue.ts';

const ID = '01920000-0000-7000-8000-000000000000';
const FILTER = { memberIds: null, accountId: null, caseId: null, byStaff: null };

test.each([
  ['the line above', lineQuery(ID)],
  ['relations', relationsQuery([ID], [ID])],
  ['merged entries', mergedQuery([ID])],
  ['owners', ownersQuery(ID)],
  ['the tree', treeQuery(ID, 0, 100)],
  ['what a person reaches', reachQuery([ID], null, 50)],
  ['all checks', checksQuery(FILTER, ID, 20)],
  ['checks of a person', checksQuery({ ...FILTER, memberIds: [ID] }, ID, 20)],
  ['checks of an account', checksQuery({ ...FILTER, accountId: ID }, ID, 20)],
  ['checks of a case', checksQuery({ ...FILTER, caseId: ID }, ID, 20)],
  ['checks by somebody', checksQuery({ ...FILTER, byStaff: ID }, ID, 20)],
] as const)('%s is found by an index, never by reading all', (_name, query) => {
  const { db } = queue();
  const { sql, parameters } = query.compile();
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map(({ detail }) => detail);
  // a list of ids handed in, and the rows that a walk has found so far, are small
  expect(plan.filter((line) => line.startsWith('SCAN') && !/json_each|line|reached/.test(line))).toEqual([]);
});
