import type { LiveChange } from '../../src-shared/contract/live.ts';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import type { Role } from '../../src-shared/vocabulary/permissions.ts';
import type { Connection } from './database/open.ts';
import { type Hlc, HybridClock } from './ledger/hlc.ts';
import { append, head } from './ledger/ledger.ts';
import type { World } from './options.ts';
import { type OutboxEntry, put } from './outbox/outbox.ts';

export interface Actor {
  /** Id of the member of staff, `system`, or `recovery`. */
  readonly staffId: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What is done, to what, and with which input: the ledger keeps all three. */
export interface Act {
  readonly action: string;
  readonly subject: string;
  readonly input: unknown;
}

export type Touched = LiveChange['touched'][number];

/** What a command works with. One instant and one HLC reading hold for the whole of it. */
export interface Work {
  readonly db: Connection;
  readonly actor: Actor;
  readonly now: Instant;
  readonly hlc: Hlc;
  readonly newId: () => string;
  /** Names what was done to, where only the work finds it out. Ids only. */
  readonly about: (subject: string) => void;
  /** Tells the adapters and other desks, in the same transaction. */
  readonly outbox: (entry: OutboxEntry) => void;
  /** Tells the open pages, once it is durable. */
  readonly touch: (entity: Touched['entity'], id?: string) => void;
}

export type Command = <T>(actor: Actor, act: Act, work: (work: Work) => T) => T;

/** The clock and the upkeep of the desk itself. */
export const SYSTEM: Actor = { staffId: 'system', name: 'system', roles: [] };

/**
 * The one door for change. The work, the ledger entry that records it and what goes to the outbox are committed together or not at
 * all; what is returned is durable. The work is synchronous on purpose: nothing else runs between its first line and its last.
 */
export function createCommand(db: Connection, device: string, world: World, publish: (touched: readonly Touched[]) => void): Command {
  const clock = new HybridClock(device, head(db, device).hlc);
  const run = db.transaction(<T>(body: () => T): T => body());
  return (actor, { action, subject, input }, work) => {
    const touched: Touched[] = [];
    let about = subject;
    const result = run.immediate(() => {
      const now = world.now();
      const hlc = clock.next(now);
      const answer = work({
        db,
        actor,
        now,
        hlc,
        newId: world.newId,
        about: (found) => {
          about = found;
        },
        outbox: (entry) => put(db, { ...entry, id: world.newId(), hlc, createdAt: now }),
        touch: (entity, id) => touched.push({ entity, id: id ?? null }),
      });
      append(db, device, {
        at: now,
        hlc,
        actor: actor.staffId,
        action,
        subject: about,
        input,
        salt: Buffer.from(world.randomBytes(16)).toString('hex'),
      });
      return answer;
    });
    if (touched.length > 0) publish(touched);
    return result as ReturnType<typeof work>;
  };
}
