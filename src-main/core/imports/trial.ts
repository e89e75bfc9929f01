import type { ImportKind } from '../../../src-shared/contract/imports.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { copyTables, openScratch } from '../database/scratch.ts';
import type { Transact } from './run.ts';

/** What the putting of each kind reads and writes. */
const TABLES: Readonly<Record<ImportKind, readonly string[]>> = {
  people: ['person', 'person_word', 'person_fact'],
  accounts: ['account', 'account_word'],
  relations: ['person', 'account', 'relation'],
  grants: ['account', 'account_grant'],
  preferences: ['person', 'preference'],
  invoices: ['account', 'invoice'],
};

/** The directory once more, in memory, to try an import on. */
export class Trial {
  readonly #db: Connection = openScratch();
  readonly #actor: Actor;
  readonly #world: { readonly newId: () => string; readonly now: () => Instant };
  #reader: Connection | null = null;

  constructor(actor: Actor, world: { readonly newId: () => string; readonly now: () => Instant }) {
    this.#actor = actor;
    this.#world = world;
  }

  /** Copies what this kind works on, as it is at this moment. */
  async fill(openReader: () => Connection, kind: ImportKind, goOn: () => void): Promise<void> {
    this.#reader = openReader();
    try {
      await copyTables(this.#reader, this.#db, TABLES[kind], goOn);
    } finally {
      this.#reader?.close();
      this.#reader = null;
    }
  }

  /** As a command would, without ledger, outbox and pages. */
  readonly transact: Transact = (_counts, body) => {
    const work: Work = {
      db: this.#db,
      actor: this.#actor,
      now: this.#world.now(),
      hlc: '',
      newId: this.#world.newId,
      about: () => {},
      outbox: () => {},
      touch: () => {},
    };
    this.#db.transaction(() => body(work)).immediate();
  };

  close(): void {
    this.#reader?.close();
    this.#reader = null;
    this.#db.close();
  }
}
