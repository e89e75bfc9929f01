import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';
import { told } from './changes.ts';
import { personQuery } from './match.ts';
import { MOST_MEMBERS, membersOf } from './members.ts';
import { findPerson } from './person.ts';
import type { PersonVersion } from './versions.ts';
import { requireVersion } from './versions.ts';

/** Two entries become one. `drop` and what went into it before now stand behind `keep`; what each of them holds stays where it is. */
export function mergePersons(command: Command, actor: Actor, keep: PersonVersion, drop: PersonVersion, reason: string): string {
  return command(actor, { action: 'person.merge', subject: keep.personId, input: { keep, drop, reason } }, (work) => {
    const { db, newId, now } = work;
    if (keep.personId === drop.personId)
      throw new DeskError('invalid', 'These are the same entry. Choose another one to merge.', { field: 'drop.personId' });
    const kept = requireStanding(db, keep, 'keep');
    const dropped = requireStanding(db, drop, 'drop');
    const moved = membersOf(db, dropped.id);
    if (membersOf(db, kept.id).length + moved.length > MOST_MEMBERS)
      throw new DeskError('not_allowed', `At most ${MOST_MEMBERS} entries can be one person. Look whether all of them really are.`, {
        field: 'drop.personId',
      });
    for (const id of moved) point(work, id, kept.id);
    point(work, kept.id, null);
    change(
      db,
      sql.insertInto('person_merge').values({
        id: newId(),
        kept_id: kept.id,
        dropped_id: dropped.id,
        members: JSON.stringify(moved),
        reason,
        by_staff: actor.staffId,
        at: now,
      }),
    );
    return kept.id;
  });
}

/** Takes a merge back: the entry that went in stands by itself again, with what had gone into it before. Returns the one it went into. */
export function unmergePersons(db: Connection, command: Command, actor: Actor, mergeId: string, reason: string): string {
  const known = first(db, mergeQuery(mergeId));
  return command(actor, { action: 'person.unmerge', subject: known?.kept_id ?? 'person', input: { mergeId, reason } }, (work) => {
    const merge = first(work.db, mergeQuery(mergeId));
    if (merge === undefined) throw new DeskError('not_found', 'There is no such merge on this desk.', { field: 'mergeId' });
    if (merge.undone_at !== null) throw new DeskError('not_allowed', 'This merge was taken back already.', { field: 'mergeId' });
    const kept = findPerson(work.db, merge.kept_id);
    if (kept.record.id !== merge.kept_id) throw mergedMeanwhile(work.db, kept.record.id, merge.kept_id);
    for (const id of JSON.parse(merge.members) as string[]) point(work, id, id === merge.dropped_id ? null : merge.dropped_id);
    point(work, merge.kept_id, null);
    const undone = { undone_at: work.now, undone_by: actor.staffId, undo_reason: reason };
    change(work.db, sql.updateTable('person_merge').set(undone).where('id', '=', mergeId));
    return merge.kept_id;
  });
}

export const mergeQuery = (mergeId: string) => sql.selectFrom('person_merge').selectAll().where('id', '=', mergeId);

/** The merge by which the entry came to stand behind `standing`: it must be taken back before one that lies beneath it. */
export const uppermostQuery = (standing: string, entryId: string) =>
  sql
    .selectFrom('person_merge')
    .select('id')
    .where('kept_id', '=', standing)
    .where('undone_at', 'is', null)
    .where('members', 'like', `%"${entryId}"%`);

function mergedMeanwhile(db: Connection, standing: string, entryId: string): DeskError {
  const above = first(db, uppermostQuery(standing, entryId))!;
  return new DeskError(
    'not_allowed',
    'The entry that this one went into was itself merged into another person meanwhile. Open that person, take that merge back first, and then this one.',
    { field: 'mergeId', detail: { because: 'merged_meanwhile', mergeId: above.id, personId: standing } },
  );
}

function requireStanding(db: Connection, { personId, version }: PersonVersion, field: string) {
  const { record } = findPerson(db, personId, `${field}.personId`);
  if (record.id !== personId)
    throw new DeskError('not_allowed', 'This entry was merged into another person already. Open that person and merge from there.', {
      field: `${field}.personId`,
    });
  requireVersion(record, version, `${field}.version`);
  return record;
}

/** Lets an entry stand by itself or behind another one. */
function point(work: Work, id: string, mergedInto: string | null): void {
  const { db, hlc } = work;
  const version = first(db, personQuery(id))!.version + 1;
  change(db, sql.updateTable('person').set({ merged_into: mergedInto, version, hlc }).where('id', '=', id));
  told(work, id, version);
}
