import { expect, test } from 'vitest';
import { addedFileQuery, addedFilesQuery } from '../../../src-main/core/cases/case-files.ts';
import { finishedQuery, startedQuery } from '../../../src-main/core/identity/call-back.ts';
import { byNameQuery, byValueQuery } from '../../../src-main/core/identity/candidates.ts';
import { newestInvoicesQuery, payersQuery, personFactsQuery, seenKindsQuery } from '../../../src-main/core/identity/on-file.ts';
import {
  casePausesQuery,
  checksQuery,
  codeQuery,
  failuresQuery,
  openCodeQuery,
  openPausesQuery,
  pauseQuery,
  personPausesQuery,
  proofsQuery,
  scopesQuery,
  staffPausesQuery,
} from '../../../src-main/core/identity/store.ts';
import { queue } from '../../support/queue.ts';

const ID = '01920000-0000-7000-8000-000000000000';
const NOW = '2026-09-03T14:00:00.000Z';

test.each([
  ['what is asked', scopesQuery(ID)],
  ['proofs', proofsQuery(ID)],
  ['access checks', checksQuery(ID)],
  ['failures on a case', failuresQuery('case_id', ID, '')],
  ['failures about a person', failuresQuery('person_id', ID, NOW)],
  ['failures of a member of staff', failuresQuery('staff_id', ID, NOW)],
  ['a pause', pauseQuery(ID)],
  ['pauses of a case', casePausesQuery(ID)],
  ['pauses of a person', personPausesQuery(ID)],
  ['pauses of a member of staff', staffPausesQuery(ID)],
  ['what stands still now', openPausesQuery(NOW, ID, 50)],
  ['a code', codeQuery(ID, ID)],
  ['the open code', openCodeQuery(ID, NOW)],
  ['a call that was begun', startedQuery(ID, ID, ID, NOW)],
  ['a call that was ended', finishedQuery(ID, ID, ID)],
  ['facts of a person', personFactsQuery([ID, ID])],
  ['what somebody was shown of a person', seenKindsQuery([ID, ID], ID, NOW)],
  ['accounts that a person pays for', payersQuery([ID, ID], '2026-09-03')],
  ['invoices', newestInvoicesQuery(ID)],
  ['who has this e-mail address', byValueQuery('email', 'a@b.example')],
  ['who is called so', byNameQuery(['mara', 'doe'])],
  ['a file', addedFileQuery(ID)],
  ['files of a case', addedFilesQuery(ID)],
] as const)('%s: found by an index, never by reading all', (_name, query) => {
  const { db } = queue();
  const { sql, parameters } = query.compile();
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map(({ detail }) => detail);
  expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([]);
});
