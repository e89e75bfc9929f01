import { IMPORT_FIELDS, type ImportKind, type ImportLook, type ImportMapping } from '../../../src-shared/contract/imports.ts';
import { DeskError } from '../../../src-shared/errors.ts';

/** The fields without which a record of its kind says nothing. An account without an id of its own is known by its number. */
const REQUIRED: { readonly [K in ImportKind]: readonly (typeof IMPORT_FIELDS)[K][number][] } = {
  people: ['id', 'name'],
  accounts: ['number', 'name'],
  relations: ['person', 'account', 'kind'],
  grants: ['account', 'to_account', 'permissions'],
  preferences: ['person', 'scope', 'channel', 'value'],
  invoices: ['number', 'account', 'issued_on', 'amount', 'currency'],
};

/** Fields that may be put together from several columns, and with what between. */
const JOINED: Readonly<Record<string, string>> = { name: ' ', address: ', ' };

/** Reads a field's text out of a record's cells; the empty text where it is not mapped. */
export type Cells = (field: string) => string;

/** The columns of each field, by their place. A field, a column or a refused column that should not be there is told. */
export function readMapping(kind: ImportKind, mapping: ImportMapping, columns: readonly string[], refused: ImportLook['refused']) {
  const fields: readonly string[] = IMPORT_FIELDS[kind];
  const places = new Map<string, readonly number[]>();
  for (const [field, named] of Object.entries(mapping)) {
    if (!fields.includes(field)) throw wrong(field, `Records of this kind have these fields: ${fields.join(', ')}.`);
    const names = columns.includes(named) || !(field in JOINED) ? [named] : named.split('+');
    places.set(
      field,
      names.map((name) => {
        const place = columns.indexOf(name);
        if (place < 0) throw wrong(field, 'The file has no such column. Choose one that its first line names.');
        if (refused.some(({ column }) => column === name))
          throw wrong(field, 'Card numbers, passwords and government ids never enter the desk. Choose another column, or none.');
        return place;
      }),
    );
  }
  for (const field of REQUIRED[kind])
    if (!places.has(field)) throw wrong(field, 'Choose the column that holds this: no record is taken in without it.');
  return {
    isMapped: (field: string) => places.has(field),
    of: (cells: readonly string[]): Cells => {
      return (field) => {
        const parts = (places.get(field) ?? []).map((place) => cells[place]!.trim());
        return parts.filter((part) => part !== '').join(JOINED[field] ?? ' ');
      };
    },
  };
}

export type Mapping = ReturnType<typeof readMapping>;

const wrong = (field: string, sentence: string) => new DeskError('invalid', sentence, { field: `mapping.${field}` });
