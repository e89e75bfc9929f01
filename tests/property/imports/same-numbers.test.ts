import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Connection, openDatabase } from '../../../src-main/core/database/open.ts';
import { ImportsService } from '../../../src-main/core/imports/service.ts';
import { IMPORT_FIELDS, type ImportKind, type ImportProgress } from '../../../src-shared/contract/imports.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { csv } from '../../support/csv.ts';
import { QUEUE_KEY } from '../../support/queue.ts';
import { ANA, workbench } from '../../support/work.ts';

const id = fc.constantFrom('1', '2', '3', '4', '5', '6', '');
const account = fc.constantFrom('A1', 'A2', 'A3', 'A4', 'A5', 'nowhere');
const permissions = fc.constantFrom('', 'tickets', 'invoices;profile', 'everything');
const day = fc.constantFrom('', '2026-01-02', '03.04.2026', '01/31/2026', '02/03/2026', '31/12/2025', 'soon');
const state = fc.constantFrom('', 'active', 'suspended', 'disputed', 'gone');

/** Cells as files hold them: few ids, so that records repeat, refer to each other and to nothing; some that are wrong. */
const CELLS: { readonly [K in ImportKind]: readonly fc.Arbitrary<string>[] } = {
  people: [
    id,
    fc.constantFrom('Ann', 'Zoë "Z" Doe', 'Li\nNa', ''),
    fc.constantFrom('', 'a@x.example', 'b@x.example', 'no address'),
    fc.constantFrom('', '+1 555 010 0142', '0611 123456', '555'),
    fc.constantFrom('', 'C-1', '4111 1111 1111 1111'),
    fc.constantFrom('', '12 Elm St, Springfield'),
    fc.constantFrom('', 'en', 'German', 'Klingon'),
    fc.constantFrom('', 'US', 'Germany', 'Atlantis'),
    fc.constantFrom('', 'CA', 'California', 'Hessen'),
    fc.constantFrom('', 'Web; VPS', 'VPS'),
    fc.constantFrom('', 'T-1'),
    day,
  ],
  accounts: [id, account, fc.constantFrom('Main', 'Sub', ''), fc.oneof(account, id), fc.constantFrom('', 'active', 'closed', 'lost')],
  relations: [id, account, fc.constantFrom('owner', 'primary', 'user', 'friend'), permissions, day, day, fc.constantFrom('', 'Ann'), state],
  grants: [account, account, permissions, day, day, fc.constantFrom('', 'Ann'), state],
  preferences: [
    id,
    fc.constantFrom('marketing', 'service', 'chess'),
    fc.constantFrom('email', 'phone'),
    fc.constantFrom('yes', 'no', 'perhaps'),
  ],
  invoices: [
    fc.constantFrom('I1', 'I2', 'I3'),
    account,
    day,
    fc.constantFrom('1.50', '1,234.50', 'much'),
    fc.constantFrom('USD', 'JPY', '?'),
    state,
  ],
};

const KINDS = Object.keys(CELLS) as ImportKind[];
const file = (kind: ImportKind) =>
  fc.record({
    kind: fc.constant(kind),
    rows: fc.array(fc.oneof({ weight: 15, arbitrary: fc.tuple(...CELLS[kind]) }, { weight: 1, arbitrary: fc.constant(['x']) }), {
      maxLength: 25,
    }),
    asOf: fc.constantFrom(null, '2026-02-01T00:00:00.000Z' as Instant, '2026-01-01T00:00:00.000Z' as Instant),
  });
const files = fc.array(fc.oneof(...KINDS.map(file)), { minLength: 1, maxLength: 4 });

const TABLES = ['relation', 'account_grant', 'preference', 'invoice', 'person_word', 'person_fact', 'person', 'account_word', 'account'];

/** All that the directory holds; when it was last said is left out, for saying it again is noted. */
function contents(db: Connection, withDates: boolean): string {
  const rows = TABLES.map((table) => db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all());
  return JSON.stringify(rows, (key, value: unknown) => (!withDates && key === 'observed_at' ? undefined : value));
}

async function endOf(run: Promise<AsyncGenerator<ImportProgress>>): Promise<ImportProgress> {
  let last: ImportProgress | null = null;
  for await (const progress of await run) last = progress;
  if (!last?.done) throw new Error('the run told no end');
  return last;
}

function desk() {
  const { db, world, command } = workbench();
  const options = { db, command, newId: world.newId, now: world.now };
  const service = new ImportsService({ ...options, openReader: () => openDatabase(db.name, QUEUE_KEY, { readonly: true }) });
  const send = (kind: ImportKind, rows: readonly (readonly string[])[]) => {
    const bytes = Buffer.from(csv([IMPORT_FIELDS[kind], ...rows]));
    const { importId } = service.open(ANA, 'export.csv', bytes.length);
    service.piece(ANA, importId, 0, bytes);
    return importId;
  };
  /** All columns but one that is mostly card numbers, which a few rows may happen to make. */
  const mapping = async (kind: ImportKind, importId: string) => {
    const { columns, refused } = await service.look(ANA, importId, kind);
    return Object.fromEntries(columns.filter((name) => !refused.some(({ column }) => column === name)).map((name) => [name, name]));
  };
  const empty = () => {
    service.removeAbandoned();
    db.pragma('foreign_keys = OFF');
    for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
    db.pragma('foreign_keys = ON');
  };
  return { db, service, send, mapping, empty };
}

test('trying a file does nothing and tells what taking it in does then; taking it in again changes nothing', async () => {
  const { db, service, send, mapping, empty } = desk();
  await fc.assert(
    fc.asyncProperty(files, async (list) => {
      empty();
      for (const { kind, rows, asOf } of list) {
        const importId = send(kind, rows);
        const plan = { importId, kind, mapping: await mapping(kind, importId), asOf };
        const before = contents(db, true);
        const tried = await endOf(service.dryRun(ANA, plan));
        expect(contents(db, true)).toBe(before);
        const taken = await endOf(service.apply(ANA, plan));
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
    { numRuns: 40 },
  );
}, 120_000);
