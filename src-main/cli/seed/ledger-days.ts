import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../../core/database/open.ts';
import type { Random } from '../../core/demo/random.ts';
import { HybridClock } from '../../core/ledger/hlc.ts';
import { chained, type Head, head } from '../../core/ledger/ledger.ts';
import { inserter } from './insert.ts';
import type { Deed } from './invent.ts';

const DAY = 86_400_000;

/**
 * The ledger is one chain in the order of time, while cases are invented one after the other: what was done to them is held back by the
 * day until no case can add to that day any more.
 */
export class LedgerDays {
  readonly #device: string;
  readonly #random: Random;
  readonly #clock: HybridClock;
  readonly #entry: ReturnType<typeof inserter<'ledger_entry'>>;
  readonly #payload: ReturnType<typeof inserter<'ledger_payload'>>;
  readonly #waiting = new Map<number, Deed[]>();
  #newest: Head;
  #day: number;

  constructor(db: Connection, device: string, random: Random, firstDay: number) {
    this.#device = device;
    this.#random = random;
    this.#newest = head(db, device);
    this.#clock = new HybridClock(device, this.#newest.hlc);
    this.#day = Math.floor(firstDay / DAY);
    this.#entry = inserter(db, 'ledger_entry', ['device', 'seq', 'hlc', 'at', 'actor', 'action', 'subject', 'digest', 'previous', 'hash']);
    this.#payload = inserter(db, 'ledger_payload', ['device', 'seq', 'salt', 'payload']);
  }

  get entries(): number {
    return this.#newest.seq;
  }

  add(deed: Deed): void {
    const day = Math.floor(deed.at / DAY);
    const deeds = this.#waiting.get(day);
    if (deeds) deeds.push(deed);
    else this.#waiting.set(day, [deed]);
  }

  /** Writes every day that ended before `time`: nothing is added to them any more. */
  writeUntil(time: number): void {
    for (const end = Math.floor(time / DAY); this.#day < end; this.#day += 1) {
      const deeds = this.#waiting.get(this.#day);
      if (!deeds) continue;
      this.#waiting.delete(this.#day);
      deeds.sort((a, b) => a.at - b.at);
      for (const deed of deeds) this.#append(deed);
    }
  }

  /** Writes what is left. */
  finish(): void {
    const last = Math.max(this.#day, ...this.#waiting.keys());
    this.writeUntil((last + 1) * DAY);
  }

  #append({ at, ...deed }: Deed): void {
    const now = instantOf(at);
    const salt = this.#random.uuidAt(at).replaceAll('-', '');
    const { row, kept } = chained(this.#newest, this.#device, { ...deed, at: now, hlc: this.#clock.next(now), salt });
    this.#entry(row);
    this.#payload(kept);
    this.#newest = { seq: row.seq, hash: row.hash, hlc: row.hlc };
  }
}
