import { type Act, type Actor, type Command, createCommand, type Touched } from '../../src-main/core/command.ts';
import type { Connection } from '../../src-main/core/database/open.ts';
import { queue } from './queue.ts';
import { StillWorld } from './vault.ts';

export const DEVICE_ID = '01920000-0000-7000-8000-00000000d0d0';
export const ANA: Actor = { staffId: '01920000-0000-7000-8000-00000000a0a0', name: 'Ana', roles: ['support'] };
export const ACT: Act = { action: 'test.act', subject: 'thing', input: { a: 1 } };

/** The door for change, on an encrypted queue of its own. */
export function workbench(): {
  readonly db: Connection;
  readonly world: StillWorld;
  readonly command: Command;
  readonly published: Touched[][];
  readonly reopen: () => Command;
} {
  const { db } = queue();
  db.prepare('INSERT INTO desk VALUES (1, ?, 1, 0)').run(DEVICE_ID);
  const world = new StillWorld();
  const published: Touched[][] = [];
  const reopen = () => createCommand(db, DEVICE_ID, world, (touched) => published.push([...touched]));
  return { db, world, command: reopen(), published, reopen };
}

export interface LedgerRow {
  readonly seq: number;
  readonly hlc: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly hash: string;
  readonly previous: string;
  readonly payload: string | null;
}

/** The whole ledger, oldest first. */
export const ledgerOf = (db: Connection): LedgerRow[] =>
  db.prepare('SELECT * FROM ledger_entry LEFT JOIN ledger_payload USING (device, seq) ORDER BY seq').all() as LedgerRow[];
