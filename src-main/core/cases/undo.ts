import type { Changed } from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { type Before, CaseChange, findCurrent } from './change.ts';
import { maySee } from './sight.ts';
import {
  deleteRequest,
  deleteUndo,
  insertRequest,
  leadsTo,
  selectCase,
  selectRequests,
  selectUndo,
  selectUndos,
  updateUndo,
} from './store.ts';

/**
 * Takes back one of the actor's own changes, where nothing has happened to the cases since. Nothing is deleted for it: the cases get a
 * new version that is like the one before, and a line on the timeline says so.
 */
export function undo(command: Command, book: ClockBook, actor: Actor, undoId: string): Changed {
  return command(actor, { action: 'case.undo', subject: undoId, input: {} }, (work) => {
    const { db, hlc } = work;
    const entry = selectUndo(db, undoId, actor.staffId);
    const befores = entry ? (JSON.parse(entry.before) as Before[]) : [];
    // the same answer where a case was sealed since: it is as if it were not there
    const hidden = befores.some(({ row }) => {
      const now = selectCase(db, row.id);
      return !now || !maySee(actor, now);
    });
    if (!entry || hidden) throw new DeskError('not_found', 'This can no longer be undone.', { field: 'undoId' });
    work.about(befores.map(({ row }) => row.id).join(' '));
    const change = new CaseChange(work, book);
    for (const before of befores) {
      const record = findCurrent(db, actor, before.row.id, before.version);
      if (before.row.duplicate_of !== null && leadsTo(db, before.row.duplicate_of, record.id)) {
        throw new DeskError('stale', `${record.reference} has become the original of what it was a duplicate of. Look at both again.`);
      }
      change.line(record.id, 'undone', { action: entry.action });
      const {
        seq: _seq,
        id: _id,
        reference: _reference,
        version: _version,
        hlc: _hlc,
        sealed: _sealed,
        unread: _unread,
        ...columns
      } = before.row;
      change.apply(record, columns, {
        search: true,
        body: () => {
          const versions = new Map(selectRequests(db, record.id).map((request) => [request.id, request.version]));
          for (const id of versions.keys()) deleteRequest(db, id);
          for (const request of before.requests)
            insertRequest(db, { ...request, version: (versions.get(request.id) ?? request.version) + 1, hlc });
        },
      });
    }
    deleteUndo(db, undoId);
    for (const before of befores) carryOver(db, actor.staffId, before);
    return change.done('case.undo', false);
  });
}

/**
 * The case is again what it was before the change that was taken back, in a new version: an older change of the same person that had led
 * to that state can be taken back next.
 */
function carryOver(db: Connection, staffId: string, { row, version }: Before): void {
  for (const entry of selectUndos(db, staffId)) {
    const befores = JSON.parse(entry.before) as Before[];
    const moved = befores.map((before) =>
      before.row.id === row.id && before.version === row.version ? { ...before, version: version + 1 } : before,
    );
    if (moved.some((before, index) => before !== befores[index])) updateUndo(db, entry.id, JSON.stringify(moved));
  }
}
