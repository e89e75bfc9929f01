import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { change, sql } from '../database/query.ts';

/** What others must learn of: which entity, in which version, and what happened to it. The rest is read when it is sent. */
export interface OutboxEntry {
  readonly entity: 'case' | 'person' | 'opt_out' | 'staff' | 'organisation';
  readonly entityId: string;
  readonly entityVersion: number;
  readonly operation: 'created' | 'changed' | 'removed';
}

/** Puts an entry into the outbox. Called only inside a command. */
export function put(db: Connection, entry: OutboxEntry & { readonly id: string; readonly hlc: string; readonly createdAt: Instant }): void {
  change(
    db,
    sql.insertInto('outbox').values({
      id: entry.id,
      entity: entry.entity,
      entity_id: entry.entityId,
      entity_version: entry.entityVersion,
      operation: entry.operation,
      hlc: entry.hlc,
      created_at: entry.createdAt,
    }),
  );
}
