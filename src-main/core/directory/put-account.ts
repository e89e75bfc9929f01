import { DeskError } from '../../../src-shared/errors.ts';
import { ACCOUNT_STATUSES, type AccountStatus } from '../../../src-shared/vocabulary/directory.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';
import { refuseCards } from './cards.ts';
import { accountBySourceQuery } from './put-known.ts';
import { type Put, requireOneOf, requireText, type Said, saidAt } from './put-said.ts';
import { writeAccountWords } from './words.ts';

/** A tree of accounts is never higher. */
const MOST_LEVELS = 50;

export interface AccountSaid extends Said {
  readonly number: string;
  readonly name: string;
  /** Our id of the account above, which was put before (`accountIdOf`); null: none. Not said: as it is on file, or none. */
  readonly parentId?: string | null | undefined;
  /** Not said: as it is on file, or active. */
  readonly status?: AccountStatus | undefined;
}

export const parentQuery = (accountId: string) => sql.selectFrom('account').select('parent_id').where('id', '=', accountId);

/** Takes in what a source says of an account. A parent that would close a circle is refused. */
export function putAccount(work: Work, said: AccountSaid): Put {
  const { db, hlc, now, newId, touch } = work;
  const observedAt = saidAt(said.observedAt, now);
  const own = { number: requireText('number', said.number), name: requireText('name', said.name) };
  const status = said.status === undefined ? undefined : requireOneOf('status', said.status, ACCOUNT_STATUSES);
  requireText('source', said.source);
  refuseCards({ id: requireText('id', said.externalId), ...own });
  const before = first(db, accountBySourceQuery(said.source, said.externalId));
  if (before !== undefined && before.observed_at > observedAt) return { id: before.id, answer: 'older' };
  if (said.parentId) requireParent(db, said.parentId, before?.id ?? null);
  const row = {
    ...own,
    parent_id: said.parentId === undefined ? (before?.parent_id ?? null) : said.parentId,
    status: status ?? before?.status ?? 'active',
  };
  if (before === undefined) {
    const id = newId();
    const source = { id, source: said.source, external_id: said.externalId, observed_at: observedAt, version: 1, hlc };
    change(db, sql.insertInto('account').values({ ...row, ...source }));
    writeAccountWords(db, id, row.name, row.number);
    touch('directory', id);
    return { id, answer: 'created' };
  }
  const renamed = before.name !== row.name || before.number !== row.number;
  const changed = renamed || before.parent_id !== row.parent_id || before.status !== row.status;
  const stamp = changed ? { version: before.version + 1, hlc } : {};
  change(
    db,
    sql
      .updateTable('account')
      .set({ ...row, ...stamp, observed_at: observedAt })
      .where('id', '=', before.id),
  );
  if (renamed) writeAccountWords(db, before.id, row.name, row.number);
  if (changed) touch('directory', before.id);
  return { id: before.id, answer: changed ? 'changed' : 'same' };
}

/** Walks up from the parent: it must be there, and the account itself not above it. */
function requireParent(db: Connection, parentId: string, accountId: string | null): void {
  let at: string | null = parentId;
  for (let level = 0; at !== null; level += 1) {
    if (at === accountId)
      throw new DeskError('invalid', 'An account cannot stand below itself. Choose another parent.', { field: 'parent' });
    if (level >= MOST_LEVELS)
      throw new DeskError('invalid', `Accounts stand at most ${MOST_LEVELS} levels deep. Choose another parent.`, { field: 'parent' });
    const row: { parent_id: string | null } | undefined = first(db, parentQuery(at));
    if (row === undefined) throw new DeskError('invalid', 'The account above is not known. Take it in first.', { field: 'parent' });
    at = row.parent_id;
  }
}
