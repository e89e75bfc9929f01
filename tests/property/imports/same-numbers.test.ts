import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Connection, openDatabase } from '../../../src-main/core/database/open.ts';
import { ImportsService } from '../../../src-main/core/imports/service.ts';
import { IMPORT_FIELDS, type ImportKind, type ImportProgress } from '../../../src-shared/contract/imports.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { FACT_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import { csv } from '../../support/csv.ts';
import { QUEUE_KEY } from '../../support/queue.ts';
import { ANA, workbench } from '../../support/work.ts';

/** Of each kind. */
const RUNS = 6;

/** Cells that can be read, and now and then one that cannot: of a record with many cells enough must be good for it to come in. */
const mostly = (good: readonly string[], ...wrong: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
const id = mostly(['1', '2', '3'], '');
const account = mostly(['A1', 'A2', 'A3'], 'nowhere');
const permissions = mostly(['', 'tickets', 'invoices;profile'], 'everything');
const day = mostly(['', '', '2026-01-02', '31/12/2025'], '03.04.2026', '01/31/2026', '02/03/2026', 'soon');
const state = mostly(['', 'active', 'suspended', 'disputed'], 'gone');
const by = fc.constantFrom('', 'Ann');

/** Cells as files hold them: few ids, so that records repeat, refer to each other and to nothing; some that are wrong. */
const CELLS: { readonly [K in ImportKind]: readonly fc.Arbitrary<string>[] } = {
  people: [
    id,
    mostly(['Ann', 'Zoë "Z" Doe', 'Li\nNa'], ''),
    mostly(['', 'a@x.example', 'b@x.example'], 'no address'),
    mostly(['', '+1 555 010 0142'], '0611 123456', '555'),
    mostly(['', 'C-1'], '4111 1111 1111 1111'),
    fc.constantFrom('', '12 Elm St, Springfield'),
    mostly(['', 'en', 'German'], 'Klingon'),
    mostly(['', 'US', 'Germany'], 'Atlantis'),
    mostly(['', 'CA', 'California'], 'Hessen'),
    fc.constantFrom('', 'Web; VPS', 'VPS'),
    fc.constantFrom('', 'T-1'),
    day,
  ],
  accounts: [
    id,
    mostly(['A'], ''),
    mostly(['Main', 'Sub'], ''),
    mostly(['', '', '1', 'A2', 'A3'], 'nowhere'),
    mostly(['', 'active', 'closed'], 'lost'),
  ],
  relations: [id, account, mostly(['owner', 'primary', 'user'], 'friend'), permissions, day, day, by, state],
  grants: [account, account, permissions, day, day, by, state],
  preferences: [id, mostly(['marketing', 'service'], 'chess'), fc.constantFrom('email', 'phone'), mostly(['yes', 'no'], 'perhaps')],
  invoices: [
    fc.constantFrom('I1', 'I2', 'I3'),
    account,
    day,
    mostly(['1.50', '1,234.50'], 'much'),
    mostly(['USD', 'EUR'], 'JPY', '?'),
    mostly(['', 'paid', 'open'], 'gone'),
  ],
};

/** Fields that a mapping may leave out, and where what a file says of them is kept; the facts of people by their kind. */
const OPTIONAL: { readonly [K in ImportKind]: Readonly<Record<string, string>> } = {
  people: {
    language: 'language',
    country: 'country',
    region: 'region',
    ...Object.fromEntries(FACT_KINDS.map((kind) => [kind, 'fact'])),
  },
  accounts: { parent: 'parent_id', status: 'status' },
  relations: { permissions: 'permissions', from: 'from_on', until: 'until_on', by: 'granted_by', state: 'state' },
  grants: { from: 'from_on', until: 'until_on', by: 'granted_by', state: 'state' },
  preferences: {},
  invoices: { status: 'status' },
};
const TABLE_OF = {
  people: 'person',
  accounts: 'account',
  relations: 'relation',
  grants: 'account_grant',
  preferences: 'preference',
  invoices: 'invoice',
};

const KINDS = Object.keys(CELLS) as ImportKind[];
/** An account keeps its number, and no two have the same: else a parent that is named by its number is another one the next time. */
const numbered = (kind: ImportKind, row: readonly string[]) =>
  kind === 'accounts' && row[1] === 'A' ? [row[0]!, `A${row[0] || 7}`, ...row.slice(2)] : row;
const file = (kind: ImportKind) =>
  fc.record({
    kind: fc.constant(kind),
    leftOut: fc.subarray(Object.keys(OPTIONAL[kind])),
    rows: fc.array(
      fc.oneof(
        { weight: 15, arbitrary: fc.tuple(...CELLS[kind]).map((row) => numbered(kind, row)) },
        { weight: 1, arbitrary: fc.constant(['x']) },
      ),
      {
        maxLength: 10,
        size: 'max',
      },
    ),
    asOf: fc.constantFrom(null, '2026-02-01T00:00:00.000Z' as Instant, '2026-01-01T00:00:00.000Z' as Instant),
  });
/** People and accounts first, so that the others refer to something; then two of the kind, of which the second says the records of the first again. */
const files = (kind: ImportKind) =>
  fc
    .tuple(file('people'), file('accounts'), file(kind), file(kind))
    .map(([people, accounts, one, two]) => [people, accounts, one, { ...two, rows: [...two.rows.slice(0, 3), ...one.rows] }]);

const TABLES = ['relation', 'account_grant', 'preference', 'invoice', 'person_word', 'person_fact', 'person', 'account_word', 'account'];

/** All that the directory holds; when it was last said is left out, for saying it again is noted. */
function contents(db: Connection, withDates: boolean): string {
  const rows = TABLES.map((table) => db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all());
  return JSON.stringify(rows, (key, value: unknown) => (!withDates && key === 'observed_at' ? undefined : value));
}

/** What is on file of the fields that a mapping leaves out: a line each, by the record and the field. */
function unspoken(db: Connection, kind: ImportKind, leftOut: readonly string[]): string[] {
  return leftOut.flatMap((field) => {
    const column = OPTIONAL[kind][field]!;
    const query =
      column === 'fact'
        ? `SELECT person_id, value FROM person_fact WHERE kind = '${field}' AND ended_at IS NULL`
        : kind === 'preferences'
          ? 'SELECT 1 WHERE 0'
          : `SELECT id, ${column} FROM ${TABLE_OF[kind]}`;
    return db
      .prepare(query)
      .raw()
      .all()
      .map((row) => JSON.stringify([field, row]));
  });
}

async function endOf(run: Promise<AsyncGenerator<ImportProgress>>): Promise<ImportProgress> {
  let last: ImportProgress | null = null;
  for await (const progress of await run) last = progress;
  if (!last?.done) throw new Error('the run told no end');
  return last;
}

function desk() {
  const { db, world, command } = workbench();
  db.pragma('synchronous = OFF'); // no power is lost here
  const options = { db, command, newId: world.newId, now: world.now };
  const service = new ImportsService({ ...options, openReader: () => openDatabase(db.name, QUEUE_KEY, { readonly: true }) });
  const send = (kind: ImportKind, rows: readonly (readonly string[])[]) => {
    const bytes = Buffer.from(csv([IMPORT_FIELDS[kind], ...rows]));
    const { importId } = service.open(ANA, 'export.csv', bytes.length);
    service.piece(ANA, importId, 0, bytes);
    return importId;
  };
  /** All columns but those left out, and one that is mostly card numbers, which a few rows may happen to make. */
  const mapping = async (kind: ImportKind, importId: string, leftOut: readonly string[]) => {
    const { columns, refused } = await service.look(ANA, importId, kind);
    const mapped = columns.filter((name) => !leftOut.includes(name) && !refused.some(({ column }) => column === name));
    return Object.fromEntries(mapped.map((name) => [name, name]));
  };
  const empty = () => {
    service.removeAbandoned();
    db.pragma('foreign_keys = OFF');
    for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
    db.pragma('foreign_keys = ON');
  };
  return { db, service, send, mapping, empty };
}

test.each(KINDS)(
  '%s: trying a file tells what taking it in does then; what it does not speak of stays; taking it in again changes nothing',
  async (of) => {
    const { db, service, send, mapping, empty } = desk();
    let stayed = 0;
    await fc.assert(
      fc.asyncProperty(files(of), async (list) => {
        empty();
        for (const { kind, rows, asOf, leftOut } of list) {
          const importId = send(kind, rows);
          const plan = { importId, kind, mapping: await mapping(kind, importId, leftOut), asOf };
          const before = contents(db, true);
          const tried = await endOf(service.dryRun(ANA, plan));
          expect(contents(db, true)).toBe(before);
          const kept = unspoken(db, kind, leftOut);
          const taken = await endOf(service.apply(ANA, plan));
          expect(unspoken(db, kind, leftOut)).toEqual(expect.arrayContaining(kept));
          if (kind === of && taken.changed + taken.same > 0) stayed += kept.length;
          expect(taken).toEqual(tried);
          expect(taken.read).toBe(rows.length);
          expect(taken.created + taken.changed + taken.same + taken.refused).toBe(taken.read);

          const after = contents(db, false);
          const again = await endOf(service.apply(ANA, { ...plan, importId: send(kind, rows) }));
          expect(again).toEqual({ ...taken, created: 0, changed: 0, same: taken.created + taken.changed + taken.same });
          expect(contents(db, false)).toBe(after);
        }
        expect(db.prepare('SELECT (SELECT count(*) FROM directory_import) + (SELECT count(*) FROM file_piece)').pluck().get()).toBe(0);
      }),
      { numRuns: RUNS, unbiased: true },
    );
    // Files did meet what others had brought and left something of it out.
    if (of !== 'preferences') expect(stayed).toBeGreaterThan(0);
  },
  30_000,
);
