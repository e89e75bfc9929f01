import type { Connection } from '../database/open.ts';
import { removeFile, removeFilesOf } from '../files/service.ts';
import { deleteItem, deleteMessage, type ItemRecord, selectBatch, selectItems, selectSameAs, updateBatch, updateItem } from './store.ts';

/** What goes with a batch that is thrown away; what was taken in stays. `same` first, for it points to what the others hold. */
const DISCARDED = ['same', 'ready', 'left', 'unreadable'] as const;

/** Throws away what a batch holds and no case: its items, their messages and files, and what could not be read. Called inside a command. */
export function discardItems(db: Connection, batchId: string): void {
  for (const state of DISCARDED) {
    for (let items = selectItems(db, batchId, state, -1, 200); items.length > 0; items = selectItems(db, batchId, state, -1, 200)) {
      for (const item of items) discard(db, item);
    }
  }
}

function discard(db: Connection, item: ItemRecord): void {
  deleteItem(db, item.id);
  if (item.raw_file_id) removeFile(db, item.raw_file_id);
  if (!item.message_id || item.state === 'same') return;
  const heir = selectSameAs(db, item.message_id);
  if (heir) inherit(db, heir);
  else {
    removeFilesOf(db, item.message_id);
    deleteMessage(db, item.message_id);
  }
}

/** Another batch brought the same message, and was told that it is here already: it is that batch's now, or it would be lost. */
function inherit(db: Connection, heir: ItemRecord): void {
  updateItem(db, heir.id, { state: 'ready', duplicate: null, duplicate_of: null });
  if (selectBatch(db, heir.batch_id)?.state === 'done') updateBatch(db, heir.batch_id, { state: 'ready' });
}
