import { expect, test } from 'vitest';
import { choicesFor, mapped, unusedColumns } from '../../../src-renderer/features/directory/mapping.ts';
import { sendCsv } from '../../../src-renderer/features/directory/send-csv.ts';
import type { ImportLook } from '../../../src-shared/contract/imports.ts';

const look: ImportLook = {
  importId: '01990000-0000-7000-8000-000000000001',
  encoding: 'utf-8',
  separator: ',',
  columns: ['Client ID', 'First', 'Last', 'Mail', 'Card', '', 'Notes'],
  refused: [{ column: 'Card', because: 'card_number' }],
  suggested: { kind: 'people', mapping: { id: 'Client ID', name: 'First+Last', email: 'Mail' } },
  sample: [],
};

test('a field may be any column but the refused ones, and what was suggested of several', () => {
  expect(choicesFor('name', look)).toEqual(['First+Last', 'Client ID', 'First', 'Last', 'Mail', 'Notes']);
  expect(choicesFor('phone', look)).toEqual(['Client ID', 'First', 'Last', 'Mail', 'Notes']);
});

test('columns that nothing is taken from are named; refused ones are told elsewhere', () => {
  expect(unusedColumns(look, look.suggested.mapping)).toEqual(['Notes']);
  expect(unusedColumns(look, mapped(look.suggested.mapping, 'email', null))).toEqual(['Mail', 'Notes']);
});

test('a mapping gets and loses a field', () => {
  expect(mapped({ id: 'a' }, 'name', 'b')).toEqual({ id: 'a', name: 'b' });
  expect(mapped({ id: 'a', name: 'b' }, 'name', null)).toEqual({ id: 'a' });
});

/** A file of `text` and what a desk gets of it. */
function sending(text: string) {
  const bytes = new TextEncoder().encode(text);
  const got: { offset: number; data: string }[] = [];
  return {
    got,
    file: {
      name: 'people.csv',
      size: bytes.length,
      slice: (from: number, to: number) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }),
    },
    to: {
      piece: async ({ offset, data }: { importId: string; offset: number; data: string }) => {
        got.push({ offset, data: atob(data) });
        return { bytes: offset, done: false };
      },
    },
  };
}

test('a file is sent piece by piece, in order, and says how far it is', async () => {
  const { to, file, got } = sending('id,name\n1,Ana\n');
  const sent: number[] = [];
  const options = { signal: new AbortController().signal, onSent: (bytes: number) => sent.push(bytes), pieceBytes: 6 };
  expect(await sendCsv(to, 'x', file, options)).toBe('sent');
  expect(got.map(({ data }) => data).join('')).toBe('id,name\n1,Ana\n');
  expect(got.map(({ offset }) => offset)).toEqual([0, 6, 12]);
  expect(sent).toEqual([6, 12, 14]);
});

test('what is cancelled is not sent on', async () => {
  const { to, file, got } = sending('id,name\n1,Ana\n');
  const stop = new AbortController();
  const options = { signal: stop.signal, onSent: () => stop.abort(), pieceBytes: 6 };
  expect(await sendCsv(to, 'x', file, options)).toBe('cancelled');
  expect(got.length).toBe(1);
});
