import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { IdentityGate } from '../cases/identity-gate.ts';
import { tellOnCase } from '../cases/line.ts';
import { all, sql } from '../database/query.ts';
import { removeFile } from '../files/service.ts';
import { openPause } from './attempts.ts';
import { stateOf } from './state.ts';
import { saveAskedSince } from './store.ts';

/** No member of staff: their own pause is no matter of a case. */
const NO_STAFF = '';
const MOST_FILES = 500;

/** What cases ask of the verification of who asks. */
export function identityGate(clock: () => Instant): IdentityGate {
  return {
    standing: (db, record, requests) => {
      const state = stateOf(db, record, requests);
      if (!state.needed) return 'not_needed';
      if (state.settled) return 'settled';
      const paused = openPause(db, { caseId: record.id, members: state.members, staffId: NO_STAFF }, clock()) !== null;
      return paused ? 'paused' : 'open';
    },
    unsettled: (db, record, requests) =>
      new Set(
        stateOf(db, record, requests)
          .requests.filter(({ assessment }) => !assessment.settled)
          .map(({ request }) => request.id),
      ),
    // the change of the case itself tells the pages, or does not where it was sealed by it
    askAgain: ({ db, now }, caseId, requestIds) => {
      for (const requestId of requestIds) saveAskedSince(db, caseId, requestId, now);
    },
    closed: (work, caseId) => {
      const taken = sql
        .selectFrom('file')
        .select(['id', 'name'])
        .where('case_id', '=', caseId)
        .where('purpose', '=', 'verification')
        .limit(MOST_FILES);
      for (const { id, name } of all(work.db, taken)) {
        removeFile(work.db, id);
        tellOnCase(work, caseId, 'identity_file_deleted', { name });
      }
    },
  };
}
