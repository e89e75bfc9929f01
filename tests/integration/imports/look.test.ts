import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv, sendFile } from '../../support/csv.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';

/** Looking at a file changes nothing but the ledger: one desk looks at all of them. */
let desk: TestDesk;
beforeAll(async () => {
  desk = await foundedDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const ROWS = [
  ['id', 'name', 'city'],
  ['1', 'José Müller', 'Köln'],
  ['2', 'a "b", c\r\nd', 'x;y'],
];

const windows = (text: string) => Buffer.from(text, 'latin1');

describe('how a file is written', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['windows-1252', windows, 'windows-1252'],
  ] as const)('%s', async (_, encode, encoding) => {
    for (const separator of [',', ';', '\t', '|'] as const) {
      for (const end of ['\r\n', '\n', '\r']) {
        const importId = await sendFile(desk, encode(csv(ROWS, separator, end)), 7);
        expect(await desk.desk.imports.look({ importId })).toMatchObject({ encoding, separator, columns: ROWS[0], sample: ROWS.slice(1) });
      }
    }
  });

  test('an old program shows itself by one letter, wherever it stands', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => [String(index), 'Ann Example', 'Springfield']);
    const text = csv([['id', 'name', 'city'], ...many, ['x', 'Jörg', 'Ulm']]);
    const importId = await sendFile(desk, windows(text));
    expect(await desk.desk.imports.look({ importId })).toMatchObject({ encoding: 'windows-1252' });
    const whole = await sendFile(desk, Buffer.from(text), 262_145); // letters of several bytes cut by the pieces
    expect(await desk.desk.imports.look({ importId: whole })).toMatchObject({ encoding: 'utf-8' });
  });

  test.each([
    ['a spreadsheet', Buffer.from('PK\u0003\u0004 and so on')],
    ['bytes', Buffer.from([1, 0, 2, 0, 3])],
    ['nothing but blanks', Buffer.from('\r\n \r\n')],
    ['no header', Buffer.from('1,mara@post.example\n2,x@y.example\n')],
    ['a column without a name', Buffer.from('id,,name\n1,2,3\n')],
    ['a column twice', Buffer.from('id,Name,name\n1,2,3\n')],
  ])('%s is refused with what to do', async (_, bytes) => {
    const importId = await sendFile(desk, bytes);
    const refusal = await refusalOf(desk.desk.imports.look({ importId }));
    expect(refusal).toMatchObject({ code: 'INVALID' });
    expect(refusal.message).toMatch(/drop it again/);
    expect(refusal.message).not.toContain('mara');
  });
});

describe('what the columns seem to be', () => {
  test.each([
    [
      'people',
      'id,firstname,lastname,email,phonenumber,address1,address2,city,state,postcode,country,language',
      {
        id: 'id',
        name: 'firstname+lastname',
        email: 'email',
        phone: 'phonenumber',
        address: 'address1+address2+city+state+postcode+country',
        language: 'language',
        country: 'country',
        region: 'state',
      },
    ],
    [
      'people',
      'id,firstName,lastName,emailAddress,phoneNumber,addressStreet,addressCity,addressState,addressPostalCode,addressCountry',
      {
        name: 'firstName+lastName',
        email: 'emailAddress',
        address: 'addressStreet+addressCity+addressState+addressPostalCode+addressCountry',
      },
    ],
    [
      'people',
      'Kundennummer;Vorname;Nachname;E-Mail-Adresse;Telefon;Straße;PLZ;Ort;Geburtsdatum',
      {
        id: 'Kundennummer',
        name: 'Vorname+Nachname',
        customer_number: 'Kundennummer',
        address: 'Straße+PLZ+Ort',
        date_of_birth: 'Geburtsdatum',
      },
    ],
    [
      'people',
      'ID cliente;Nombre;Apellidos;Correo electrónico;Teléfono;País',
      { id: 'ID cliente', name: 'Nombre+Apellidos', email: 'Correo electrónico', country: 'País' },
    ],
    ['people', 'Numéro client;Prénom;Nom;Courriel;Téléphone;Pays', { id: 'Numéro client', name: 'Prénom+Nom', email: 'Courriel' }],
    ['accounts', 'Account number,Account name,Parent account,Status', { number: 'Account number', parent: 'Parent account' }],
    ['relations', 'Contact,Account,Role,Permissions,Since', { person: 'Contact', account: 'Account', kind: 'Role', from: 'Since' }],
    ['grants', 'Subaccount,Parent account,Permissions,Until', { account: 'Subaccount', to_account: 'Parent account', until: 'Until' }],
    ['preferences', 'Contact,Purpose,Channel,Opt-in', { person: 'Contact', scope: 'Purpose', channel: 'Channel', value: 'Opt-in' }],
    [
      'invoices',
      'Invoice number,Client ID,Invoice date,Total,Currency',
      { number: 'Invoice number', account: 'Client ID', amount: 'Total' },
    ],
  ] as const)('%s: %s', async (kind, header, mapping) => {
    const cells = header.split(/[,;]/).map(() => 'x');
    const importId = await sendFile(desk, `${header}\n${cells.join(header.includes(';') ? ';' : ',')}\n`);
    expect((await desk.desk.imports.look({ importId })).suggested).toMatchObject({ kind, mapping });
    expect((await desk.desk.imports.look({ importId, kind: 'accounts' })).suggested.kind).toBe('accounts');
  });
});

describe('what never enters', () => {
  const HEADER = ['id', 'name', 'Card Number', 'cardNum', 'CVV', 'password', 'Tax ID', 'Passport No', 'SSN', 'notes', 'Business card'];
  const ROW = ['1', 'Mara Doe', '4111', '', '123', 'hunter2', '12-34', 'P1', '078-05-1120', '4111 1111 1111 1111', 'yes'];

  test('is told, is not shown, not suggested and not mapped', async () => {
    const importId = await sendFile(desk, csv([HEADER, ROW, ['2', 'card 5555555555554444 Doe', ...ROW.slice(2)]]));
    const look = await desk.desk.imports.look({ importId });
    expect(look.refused).toEqual([
      { column: 'Card Number', because: 'card_number' },
      { column: 'cardNum', because: 'card_number' },
      { column: 'CVV', because: 'card_number' },
      { column: 'password', because: 'password' },
      { column: 'Tax ID', because: 'government_id' },
      { column: 'Passport No', because: 'government_id' },
      { column: 'SSN', because: 'government_id' },
      { column: 'notes', because: 'card_number' },
    ]);
    expect(look.sample[0]).toEqual(['1', 'Mara Doe', '•••', '', '•••', '•••', '•••', '•••', '•••', '•••', 'yes']);
    expect(look.sample[1]?.[1]).toBe('•••');
    for (const act of ['dryRun', 'apply'] as const) {
      for (const [field, column] of [
        ['customer_number', 'SSN'],
        ['product', 'notes'],
        ['address', 'name+password'],
      ] as const) {
        const refusal = await refusalOf(
          desk.desk.imports[act]({ importId, kind: 'people', mapping: { id: 'id', name: 'name', [field]: column } }),
        );
        expect(refusal).toMatchObject({ code: 'INVALID', data: { field: `mapping.${field}` } });
      }
    }
  });

  test('and a record with a card number in it is refused by its line', async () => {
    const importId = await sendFile(
      desk,
      csv([
        ['id', 'name', 'product'],
        ['1', 'Mara', 'Web'],
        ['2', 'Joe', 'VPS'],
        ['3', 'Zoe', 'paid 4111 1111 1111 1111'],
      ]),
    );
    const run = await desk.desk.imports.apply({ importId, kind: 'people', mapping: { id: 'id', name: 'name', product: 'product' } });
    for await (const last of run)
      if (last.done) expect(last).toMatchObject({ created: 2, refused: 1, problems: [{ line: 4, field: 'product' }] });
  });
});

test('who is no manager sees the sample masked', async () => {
  await using desk = await foundedDesk();
  await desk.become('administrator');
  const importId = await sendFile(
    desk,
    csv([
      ['id', 'name', 'email', 'phone'],
      ['C-77', 'Mara Doe', 'mara@post.example', '+1 555 010 0142'],
    ]),
  );
  const { sample } = await desk.desk.imports.look({ importId });
  expect(sample).toEqual([['C•••', 'M•••', 'm•••@p•••.example', '•••42']]);
});

test('a mapping names fields and columns that are there, and all that are needed', async () => {
  const importId = await sendFile(
    desk,
    csv([
      ['id', 'name'],
      ['1', 'Mara'],
    ]),
  );
  for (const mapping of [
    { id: 'id' },
    { id: 'id', name: 'nom' },
    { id: 'id', name: 'name', shoe: 'name' },
    { id: 'id+name', name: 'name' },
  ])
    expect(await codeOf(desk.desk.imports.dryRun({ importId, kind: 'people', mapping: mapping as Record<string, string> }))).toBe(
      'INVALID',
    );
});

test('pieces come in order, and a file that is not whole is not looked at', async () => {
  const { importId } = await desk.desk.imports.open({ name: 'a.csv', bytes: 10 });
  const data = Buffer.from('id,na').toString('base64');
  expect(await codeOf(desk.desk.imports.piece({ importId, offset: 5, data }))).toBe('INVALID');
  expect(await desk.desk.imports.piece({ importId, offset: 0, data })).toEqual({ bytes: 5, done: false });
  expect(await codeOf(desk.desk.imports.look({ importId }))).toBe('NOT_ALLOWED');
  expect(await codeOf(desk.desk.imports.piece({ importId, offset: 5, data: Buffer.from('me\n1,longer').toString('base64') }))).toBe(
    'INVALID',
  );
  expect(await desk.desk.imports.piece({ importId, offset: 5, data: Buffer.from('me\n1,').toString('base64') })).toEqual({
    bytes: 10,
    done: true,
  });
  expect(await codeOf(desk.desk.imports.piece({ importId, offset: 10, data }))).toBe('NOT_ALLOWED');
});
