import { describe, expect, test } from 'vitest';
import type { ImportKind } from '../../../src-shared/contract/imports.ts';
import { applyFile, csv, numbers, sendFile, takeFile, tryFile } from '../../support/csv.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { nextOf } from '../../support/streams.ts';
import { ledgerOf } from '../../support/work.ts';

const PEOPLE = csv([
  ['id', 'first_name', 'last_name', 'email', 'phone', 'country', 'street', 'city', 'zip'],
  ['1', 'Mara', 'Doe', 'mara@post.example', '+1 555 010 0142', '', '12 Elm St', 'Springfield', '12345'],
  ['2', 'José', 'Ruiz', 'jose@post.example', '612 34 56 78', 'España', '', '', ''],
]);
const ACCOUNTS = csv([
  ['number', 'name', 'parent', 'status'],
  ['A-11', 'Sub', 'A-1', 'Active'],
  ['A-1', 'Main', '', ''],
]);

const rows = (desk: TestDesk, query: string) => desk.db.prepare(query).raw().all();
const left = (desk: TestDesk) =>
  rows(desk, 'SELECT (SELECT count(*) FROM directory_import), (SELECT count(*) FROM file), (SELECT count(*) FROM file_piece)');

/** The problems of a file of this kind, each as line, field and the beginning of its sentence. */
async function problemsOf(desk: TestDesk, kind: ImportKind, file: string) {
  const { problems } = await takeFile(desk, kind, file);
  return problems.map(({ line, field, problem }) => [line, field, problem.split('.')[0]]);
}

describe('each kind', () => {
  test('people, accounts, relations, grants, preferences and invoices come in, and change nothing the second time', async () => {
    await using desk = await foundedDesk();
    const files: [ImportKind, string, number][] = [
      ['people', PEOPLE, 2],
      ['accounts', ACCOUNTS, 2],
      [
        'relations',
        csv([
          ['person', 'account', 'role', 'permissions', 'from', 'by'],
          ['1', 'A-1', 'Owner', '', '2020-05-03', ''],
          ['2', 'A-11', 'user', 'tickets, manageproducts', '13.05.2026', 'Mara'],
        ]),
        2,
      ],
      [
        'grants',
        csv([
          ['subaccount', 'parent account', 'permissions'],
          ['A-11', 'A-1', 'invoices|quotes'],
        ]),
        1,
      ],
      [
        'preferences',
        csv([
          ['person', 'scope', 'channel', 'value'],
          ['1', 'newsletter', 'E-mail', 'no'],
          ['1', 'marketing', 'phone', 'opted in'],
        ]),
        2,
      ],
      [
        'invoices',
        csv([
          ['invoice number', 'account', 'date', 'total', 'currency', 'status'],
          ['I-1', 'A-1', '01/31/2026', '$1,234.50', 'usd', 'Paid'],
          ['I-2', 'A-11', '02/03/2026', '1200', 'JPY', ''],
        ]),
        2,
      ],
    ];
    for (const [kind, file, count] of files) {
      const importId = await sendFile(desk, file);
      const tried = await tryFile(desk, importId, kind);
      expect(numbers(tried), kind).toEqual([count, 0, 0, 0]);
      expect(await applyFile(desk, importId, kind), kind).toEqual(tried);
      expect(numbers(await takeFile(desk, kind, file)), kind).toEqual([0, 0, count, 0]);
      expect(left(desk)).toEqual([[0, 0, 0]]);
    }
    expect(rows(desk, 'SELECT name, country, source, external_id FROM person ORDER BY external_id')).toEqual([
      ['Mara Doe', null, 'csv', '1'],
      ['José Ruiz', 'ES', 'csv', '2'],
    ]);
    expect(rows(desk, "SELECT shown FROM person_fact WHERE kind = 'address'")).toEqual([['12 Elm St, Springfield, 12345']]);
    expect(rows(desk, "SELECT value FROM person_fact WHERE kind = 'phone' ORDER BY value")).toEqual([['+15550100142'], ['+34612345678']]);
    expect(rows(desk, 'SELECT child.number, parent.number FROM account child JOIN account parent ON parent.id = child.parent_id')).toEqual([
      ['A-11', 'A-1'],
    ]);
    expect(rows(desk, 'SELECT kind, permissions, from_on, granted_by FROM relation ORDER BY kind')).toEqual([
      ['authorised_user', '["tickets","products"]', '2026-05-13', 'Mara'],
      ['owner', '[]', '2020-05-03', null],
    ]);
    expect(rows(desk, 'SELECT permissions FROM account_grant')).toEqual([['["invoices"]']]);
    expect(rows(desk, 'SELECT channel, value FROM preference ORDER BY channel')).toEqual([
      ['email', 'opted_out'],
      ['voice', 'opted_in'],
    ]);
    expect(rows(desk, 'SELECT number, issued_on, amount, currency, status FROM invoice ORDER BY number')).toEqual([
      ['I-1', '2026-01-31', 123450, 'USD', 'Paid'],
      ['I-2', '2026-02-03', 1200, 'JPY', 'unknown'],
    ]);
    expect((await desk.desk.directory.find({ text: 'ruiz' })).persons).toHaveLength(1);
  });
});

describe('what is refused, is refused by line and field', () => {
  test('and the rest of the file comes in', async () => {
    await using desk = await foundedDesk();
    const file = [
      'id,name,email,phone,country,date_of_birth',
      '1,Mara,mara@post.example,,,',
      '2,Joe,joe at post,,,',
      '3,Zoe,,555 0142,,',
      '4,"Two',
      'lines",,555 0142,US,',
      '5,Ann,,,Atlantis,',
      '6,Short',
      '',
      ',Nobody,,,,',
      '7,Eve,,,,03/04/1980',
      '1,Mara Doe,,,,',
      '1,Mara,mara@post.example,,,',
      '8,"Never closed,,,,',
      '9,After,,,,',
    ].join('\n');
    expect(await problemsOf(desk, 'people', file)).toEqual([
      [3, 'email', 'This is no e-mail address'],
      [4, 'phone', 'This number has no country'],
      [5, 'phone', 'This is no phone number that can be called'],
      [7, 'country', 'This country is not known'],
      [8, '', 'This line has 2 cells; the first line names 6 columns'],
      [10, 'id', 'This must be filled in'],
      [11, 'date_of_birth', 'This date can be read in two ways, and the others in its column do not say which'],
      [12, 'id', 'Line 2 says otherwise of the same record'],
      [14, '', 'A quotation mark on this line or after it is never closed'],
    ]);
    expect(rows(desk, 'SELECT name FROM person')).toEqual([['Mara']]);
  });

  test('unknown accounts and persons, parents in a circle, words and dates of no list', async () => {
    await using desk = await foundedDesk();
    await takeFile(desk, 'people', PEOPLE);
    await takeFile(desk, 'accounts', ACCOUNTS);
    expect(
      await problemsOf(
        desk,
        'accounts',
        csv([
          ['number', 'name', 'parent'],
          ['A-1', 'Main', 'A-11'],
          ['B', 'B', 'C'],
          ['C', 'C', 'B'],
          ['D', 'D', 'lost'],
        ]),
      ),
    ).toEqual([
      [2, 'parent', 'An account cannot stand below itself'],
      [3, 'parent', 'This account is not known'],
      [4, 'parent', 'This account is not known'],
      [5, 'parent', 'This account is not known'],
    ]);
    const relations = [
      ['person', 'account', 'kind', 'permissions', 'until'],
      ['9', 'A-1', 'owner', '', ''],
      ['1', 'Z', 'owner', '', ''],
      ['1', 'A-1', 'friend', '', ''],
      ['1', 'A-1', 'user', 'everything', ''],
      ['1', 'A-1', 'user', '', '31.02.2026'],
    ];
    expect(await problemsOf(desk, 'relations', csv(relations))).toEqual([
      [2, 'person', 'This person is not known: no file had this id'],
      [3, 'account', 'This account is not known'],
      [4, 'kind', 'This must be one of: owner, authorised_user, billing_contact'],
      [5, 'permissions', 'This must be one of: profile, contacts, invoices, orders, tickets, products, domains'],
      [6, 'until', 'This is no date'],
    ]);
  });

  test('no sentence holds what a file holds, and the ledger has counts alone', async () => {
    await using desk = await foundedDesk();
    const file = csv([
      ['id', 'name', 'email', 'country'],
      ['1', 'Quincy', 'quincy at post', ''],
      ['Q7', 'Quincy', '', 'Quincyland'],
      ['3', 'Quincy', '', ''],
    ]);
    const end = await takeFile(desk, 'people', file);
    expect(numbers(end)).toEqual([1, 0, 0, 2]);
    expect(JSON.stringify(end.problems)).not.toMatch(/quincy|Q7/i);
    const entries = ledgerOf(desk.db).filter(({ action }) => action.startsWith('directory.import'));
    expect(entries.map(({ action }) => action)).toEqual([
      'directory.import_open',
      'directory.import_piece',
      'directory.import',
      'directory.import_end',
    ]);
    expect(JSON.parse(entries[2]!.payload!)).toEqual({ kind: 'people', counts: { created: 1, changed: 0, same: 0, refused: 2 } });
    expect(JSON.stringify(entries)).not.toMatch(/quincy|export\.csv/i);
    expect(new Set(entries.map(({ subject }) => subject)).size).toBe(1);
  });
});

test('what is older than what is on file is left, what is newer is taken, whatever the file is called', async () => {
  await using desk = await foundedDesk();
  const named = (name: string) =>
    csv([
      ['id', 'name'],
      ['1', name],
    ]);
  const at = (asOf: string) => ({ asOf });
  expect(numbers(await takeFile(desk, 'people', named('Mara Doe'), at('2026-06-01T00:00:00.000Z')))).toEqual([1, 0, 0, 0]);
  expect(numbers(await takeFile(desk, 'people', named('Mara Old'), at('2026-05-01T00:00:00.000Z')))).toEqual([0, 0, 1, 0]);
  expect(rows(desk, 'SELECT name, observed_at FROM person')).toEqual([['Mara Doe', '2026-06-01T00:00:00.000Z']]);
  expect(numbers(await takeFile(desk, 'people', named('Mara New')))).toEqual([0, 1, 0, 0]);
  expect(rows(desk, 'SELECT name, observed_at FROM person')).toEqual([['Mara New', desk.clock.now]]);
});

test('a column that is not there says nothing, and an empty cell says that there is none', async () => {
  await using desk = await foundedDesk();
  const FILES: readonly (readonly [ImportKind, readonly (readonly string[])[]])[] = [
    [
      'people',
      [
        ['id', 'name', 'email', 'phone', 'language', 'country', 'region', 'date of birth'],
        ['1', 'Mara', 'mara@post.example', '+1 555 010 0142', 'en', 'US', 'CA', '1980-05-13'],
      ],
    ],
    [
      'accounts',
      [
        ['number', 'name', 'parent', 'status'],
        ['A-1', 'Main', '', ''],
        ['A-11', 'Sub', 'A-1', 'suspended'],
      ],
    ],
    [
      'relations',
      [
        ['person', 'account', 'role', 'permissions', 'from', 'until', 'by', 'state'],
        ['1', 'A-1', 'user', 'tickets', '2020-01-02', '2021-01-02', 'Ann', 'disputed'],
      ],
    ],
    [
      'grants',
      [
        ['subaccount', 'parent account', 'permissions', 'from', 'until', 'by', 'state'],
        ['A-11', 'A-1', 'tickets', '2020-01-02', '2021-01-02', 'Ann', 'disputed'],
      ],
    ],
    [
      'invoices',
      [
        ['invoice number', 'account', 'date', 'total', 'currency', 'status'],
        ['I-1', 'A-1', '2026-01-31', '1.50', 'USD', 'Paid'],
      ],
    ],
  ];
  const NEEDED: Partial<Record<ImportKind, number>> = { people: 2, accounts: 2, relations: 3, grants: 3, invoices: 5 };
  const held = () => [
    rows(desk, 'SELECT language, country, region FROM person'),
    rows(desk, 'SELECT kind FROM person_fact WHERE ended_at IS NULL ORDER BY kind'),
    rows(desk, 'SELECT parent_id IS NOT NULL, status FROM account ORDER BY number'),
    rows(desk, 'SELECT permissions, from_on, until_on, granted_by, state FROM relation'),
    rows(desk, 'SELECT permissions, from_on, until_on, granted_by, state FROM account_grant'),
    rows(desk, 'SELECT status FROM invoice'),
  ];
  for (const [kind, file] of FILES) await takeFile(desk, kind, csv(file));
  const before = held();
  for (const [kind, file] of FILES) {
    const narrow = csv(file.map((cells) => cells.slice(0, NEEDED[kind])));
    expect(numbers(await takeFile(desk, kind, narrow)), kind).toEqual([0, 0, file.length - 1, 0]);
  }
  expect(held()).toEqual(before);
  for (const [kind, file] of FILES) {
    const empty = file.map((cells, line) => (line === 0 ? cells : cells.map((cell, index) => (index < NEEDED[kind]! ? cell : ''))));
    const { mapping } = (await desk.desk.imports.look({ importId: await sendFile(desk, csv(file)), kind })).suggested;
    await takeFile(desk, kind, csv(empty), { mapping });
  }
  expect(held()).toEqual([
    [[null, null, null]],
    [],
    [
      [0, 'active'],
      [0, 'active'],
    ],
    [['[]', null, null, null, 'active']],
    [['["tickets"]', null, null, null, 'active']],
    [['unknown']],
  ]);
});

test('an account that is named by a number is not guessed among several', async () => {
  await using desk = await foundedDesk();
  const twice = [
    ['id', 'number', 'name', 'parent'],
    ['1', 'A-1', 'One', ''],
    ['2', 'A-1', 'Two', ''],
    ['3', 'A-3', 'Sub', 'A-1'],
  ];
  expect(await problemsOf(desk, 'accounts', csv(twice))).toEqual([[4, 'parent', 'Several accounts have this number']]);
});

describe('one import', () => {
  const many = csv([['id', 'name'], ...Array.from({ length: 400 }, (_, index) => [`P${index}`, `Person ${index}`])]);
  const mapping = { id: 'id', name: 'name' };

  test('is left in the middle: what is in stays, the file goes, and the rest comes with the next', async () => {
    await using desk = await foundedDesk();
    const importId = await sendFile(desk, many);
    const run = await desk.desk.imports.apply({ importId, kind: 'people', mapping });
    expect((await nextOf(run)).read).toBe(0);
    expect((await nextOf(run)).created).toBe(300);
    expect(await codeOf(desk.desk.imports.discard({ importId }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.imports.apply({ importId, kind: 'people', mapping }))).toBe('NOT_ALLOWED');
    await run.return?.();
    expect(rows(desk, 'SELECT count(*) FROM person')).toEqual([[300]]);
    expect(left(desk)).toEqual([[0, 0, 0]]);
    expect(ledgerOf(desk.db).filter(({ action }) => action === 'directory.import')).toHaveLength(10);
    expect(numbers(await takeFile(desk, 'people', many))).toEqual([100, 0, 300, 0]);
  });

  test('is tried, left, tried again and thrown away', async () => {
    await using desk = await foundedDesk();
    const importId = await sendFile(desk, many);
    const run = await desk.desk.imports.dryRun({ importId, kind: 'people', mapping });
    expect((await nextOf(run)).read).toBe(0);
    await run.return?.();
    expect(numbers(await tryFile(desk, importId, 'people', { mapping }))).toEqual([400, 0, 0, 0]);
    expect(rows(desk, 'SELECT count(*) FROM person')).toEqual([[0]]);
    expect(await desk.desk.imports.discard({ importId })).toEqual({ discarded: true });
    expect(left(desk)).toEqual([[0, 0, 0]]);
    expect(await codeOf(desk.desk.imports.look({ importId }))).toBe('NOT_FOUND');
  });

  test.each(['dryRun', 'apply'] as const)(
    'is stopped by the lock in %s, and what was left behind goes when the desk opens',
    async (act) => {
      await using desk = await foundedDesk();
      const importId = await sendFile(desk, many);
      await desk.desk.imports.open({ name: 'never sent.csv', bytes: 10 });
      const run = await desk.desk.imports[act]({ importId, kind: 'people', mapping });
      await nextOf(run);
      await nextOf(run);
      await desk.session.close();
      expect((await refusalOf(nextOf(run))).code).toBe('LOCKED');
      await desk.signIn();
      expect(left(desk)).toEqual([[0, 0, 0]]);
      expect(rows(desk, 'SELECT count(*) FROM person')).toEqual([[act === 'apply' ? 300 : 0]]);
      expect(ledgerOf(desk.db).filter(({ action }) => action === 'directory.import_abandoned')).toHaveLength(2);
      expect(numbers(await takeFile(desk, 'people', many))).toEqual(act === 'apply' ? [100, 0, 300, 0] : [400, 0, 0, 0]);
    },
  );

  test('lets others work meanwhile, and tells how far it is', async () => {
    await using desk = await foundedDesk();
    const importId = await sendFile(desk, many);
    const told = [];
    for await (const progress of await desk.desk.imports.apply({ importId, kind: 'people', mapping })) {
      told.push(progress);
      await desk.take();
    }
    expect(told.map(({ read }) => read)).toEqual([0, 300, 400]);
    expect(told.map(({ done }) => done)).toEqual([false, false, true]);
    expect(told.at(-1)).toMatchObject({ bytesRead: Buffer.byteLength(many), bytesTotal: Buffer.byteLength(many) });
    expect((await desk.desk.cases.page({})).rows).toHaveLength(3);
  });
});
