import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DeskError } from '../../../src-shared/errors.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { createCommand, SYSTEM } from '../../core/command.ts';
import { type Connection, openDatabase } from '../../core/database/open.ts';
import { change, first, sql } from '../../core/database/query.ts';
import { ClockBook } from '../../core/deadlines/book.ts';
import { loadCatalogue } from '../../core/deadlines/catalogue.ts';
import type { Colleague } from '../../core/demo/history.ts';
import { loadMaterial } from '../../core/demo/material.ts';
import { Random } from '../../core/demo/random.ts';
import { QUEUE_FILE } from '../../core/desk.ts';
import type { World } from '../../core/options.ts';
import { deskFolder, foundDesk } from '../../core/session/found.ts';
import { rolesOf, StaffDirectory } from '../../core/staff/directory.ts';
import { insertStaff } from '../../core/staff/service.ts';
import { type Argon2Cost, Vault } from '../../core/vault/vault.ts';
import { realWorld } from '../../core/world.ts';
import { Inventor } from './invent.ts';
import { LedgerDays } from './ledger-days.ts';
import { Words } from './words.ts';
import { CaseWriter } from './writer.ts';

export interface SeedOptions {
  /** Where the desk is made; there must be none yet. */
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly cases: number;
  /** The moment at which the queue stands. */
  readonly now: Instant;
  readonly seed: string;
  readonly passphrase: string;
  /** Of the key slots; the usual one where it is left out. */
  readonly cost?: Argon2Cost | undefined;
  readonly onProgress: (cases: number) => void;
}

export interface Seeded {
  readonly recoveryKey: string;
  readonly staff: readonly Colleague[];
  readonly ledgerEntries: number;
  /** The word that the most cases hold. */
  readonly commonest: string;
}

const DAY = 86_400_000;
/** With this, a tenth of the cases is still open at the end. */
const DAYS = 330;
const CASES_PER_TRANSACTION = 2000;
const CACHE_KIB = 256 * 1024;

const OFFICE = { organisation: 'Example Hosting (invented)', timeZone: 'America/New_York', calendar: 'us-federal' };
/** The first is who founds the desk. */
export const STAFF: readonly (readonly [name: string, roles: readonly StaffRole[]])[] = [
  ['Ana Prieto', ['administrator', 'manager', 'support']],
  ['Bashir Lund', ['manager']],
  ['Cleo Marchetti', ['support']],
  ['Dov Abernathy', ['support']],
  ['Esi Novak', ['support']],
  ['Finn Okonjo', ['support']],
  ['Greta Salcedo', ['support', 'billing']],
  ['Hana Brück', ['billing']],
];

/** Makes an encrypted queue as if a desk of eight had worked for a year. The desk gets its name as the last step: one that was cut off is none. */
export async function seedQueue(options: SeedOptions): Promise<Seeded> {
  const { dataFolder, resourcesFolder, cases, passphrase, cost } = options;
  const random = new Random(options.seed);
  const now = Date.parse(options.now);
  const start = now - DAYS * DAY;
  if (Vault.exists(deskFolder(dataFolder))) {
    throw new DeskError('not_allowed', `There is a desk in ${dataFolder} already. Name a folder that has none.`);
  }
  const unfinished = path.join(dataFolder, 'seeding');
  rmSync(unfinished, { recursive: true, force: true });
  const world: World = { ...realWorld, now: () => instantOf(start), newId: () => random.uuidAt(start) };
  const vaultOptions = { deviceSecret: null, world, ...(cost ? { cost } : {}) };
  const { key, recoveryKey } = await foundDesk(unfinished, { ...OFFICE, name: STAFF[0]![0], passphrase }, vaultOptions);
  const folder = deskFolder(unfinished);
  const db = openDatabase(path.join(folder, QUEUE_FILE), key);
  try {
    const vault = Vault.load({ folder, ...vaultOptions });
    const { device, desk_number: deskNumber } = first(db, sql.selectFrom('desk').selectAll())!;
    const command = createCommand(db, device, world, () => {});
    for (const [name, roles] of STAFF.slice(1)) {
      const { slotId } = await vault.addSlot(key, name, passphrase);
      command(SYSTEM, { action: 'staff.add', subject: slotId, input: { name, roles } }, (work) =>
        insertStaff(work, { name, roles, slotId }),
      );
    }
    const staff = new StaffDirectory(db).all().map((record) => ({ id: record.id, name: record.name, roles: rolesOf(record) }));
    const material = loadMaterial(resourcesFolder);
    const words = new Words(random, material);
    const book = new ClockBook(
      loadCatalogue(resourcesFolder),
      () => OFFICE,
      () => options.now,
    );
    const ledger = new LedgerDays(db, device, random, start);
    const inventor = new Inventor({ db, random, material, words, staff, book, device, deskNumber, now });
    fast(db);
    const writer = new CaseWriter(db, ledger, random, now);
    writeAll(db, { cases, start, now, onProgress: options.onProgress }, inventor, writer, ledger);
    durable(db);
    db.close(); // its files beside it go, before the folder is renamed whole
    renameSync(folder, deskFolder(dataFolder));
    rmSync(unfinished, { recursive: true });
    return { recoveryKey, staff, ledgerEntries: ledger.entries, commonest: words.commonest };
  } finally {
    key.fill(0);
    db.close();
  }
}

function writeAll(
  db: Connection,
  { cases, start, now, onProgress }: { cases: number; start: number; now: number; onProgress: (cases: number) => void },
  inventor: Inventor,
  writer: CaseWriter,
  ledger: LedgerDays,
): void {
  const group = db.transaction((from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const receivedAt = Math.floor(start + DAY + ((index + 0.5) / cases) * (now - start - DAY));
      ledger.writeUntil(receivedAt);
      writer.write(inventor.next(index, receivedAt));
    }
    if (to === cases) {
      ledger.finish();
      change(db, sql.updateTable('desk').set({ next_counter: cases }));
    }
  });
  for (let from = 0; from < cases; from += CASES_PER_TRANSACTION) {
    const to = Math.min(cases, from + CASES_PER_TRANSACTION);
    group.immediate(from, to);
    onProgress(to);
  }
}

/** While the desk has no name yet, nothing in it needs to outlive a loss of power. */
function fast(db: Connection): void {
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('secure_delete = OFF');
  db.pragma(`cache_size = -${CACHE_KIB}`);
}

/** What is written is on the disk before the desk gets its name. */
function durable(db: Connection): void {
  db.pragma('synchronous = FULL');
  db.pragma('journal_mode = WAL');
  db.transaction(() => change(db, sql.updateTable('desk').set({ one: 1 }))).immediate();
  db.pragma('wal_checkpoint(TRUNCATE)');
}
