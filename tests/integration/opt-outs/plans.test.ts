import { expect, test } from 'vitest';
import {
  havingQuery,
  optOutsQuery,
  preferencesQuery,
  suppressionPageQuery,
  suppressionsAfterQuery,
  suppressionsQuery,
  wishesQuery,
} from '../../../src-main/core/opt-outs/store.ts';
import { queue } from '../../support/queue.ts';

const ID = '01920000-0000-7000-8000-000000000000';

test.each([
  ['opt-outs by their ids', optOutsQuery({ ids: [ID], sealed: true }, null, 50)],
  ['opt-outs of a person', optOutsQuery({ memberIds: [ID], sealed: false }, ID, 50)],
  ['opt-outs of a case', optOutsQuery({ caseId: ID, sealed: false }, ID, 50)],
  ['opt-outs in one state', optOutsQuery({ state: 'failed', sealed: false }, ID, 50)],
  ['all opt-outs, a page of them', optOutsQuery({ sealed: false }, ID, 50)],
  ['entries about a contact', suppressionsQuery(['mara@post.example'])],
  ['a page of the list', suppressionPageQuery(undefined, ID, 50)],
  ['a piece of the whole list', suppressionsAfterQuery(ID, 1000)],
  ['who has a contact', havingQuery(['email'], ['mara@post.example'])],
  ['what somebody opted out of', wishesQuery([ID])],
  ['what sources say of somebody', preferencesQuery([ID])],
] as const)('%s: found by an index, never by reading all', (_name, query) => {
  const { db } = queue();
  const { sql, parameters } = query.compile();
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map(({ detail }) => detail);
  expect(plan.filter((line) => line.startsWith('SCAN') && !line.includes('json_each'))).toEqual([]);
});
