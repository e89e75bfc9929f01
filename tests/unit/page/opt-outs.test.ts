import { expect, test } from 'vitest';
import { joined, NOTHING_READ, piecesOf, textOf } from '../../../src-renderer/features/opt-outs/list-pieces.ts';
import { BLANK, channelsOf, dayOfSince, missing, moved, takingOf } from '../../../src-renderer/features/opt-outs/taking.ts';

const LIST =
  'channel,value,scope,since\nemail,a@example.com,marketing,\nemail,b@example.com,marketing,\npost,"1 Elm St\nSpringfield",marketing,\nemail,c@example.com,marketing,\n';

test('a list is cut between its lines, with the names of the columns on each piece, and lines keep their numbers', () => {
  const pieces = piecesOf(LIST, 70)!;
  expect(pieces.map(({ text }) => text)).toEqual([
    'channel,value,scope,since\nemail,a@example.com,marketing,\n',
    'channel,value,scope,since\nemail,b@example.com,marketing,\n',
    'channel,value,scope,since\npost,"1 Elm St\nSpringfield",marketing,\n',
    'channel,value,scope,since\nemail,c@example.com,marketing,\n',
  ]);
  expect(pieces.map(({ lineOf }) => lineOf(2))).toEqual([2, 3, 4, 6]);
  expect(pieces.reduce((sum, { characters }) => sum + characters, 0)).toBe(LIST.length);
});

test('a bare list is cut without a header; a line that is too long for any piece is told', () => {
  const pieces = piecesOf('a@example.com\nb@example.com\nc@example.com', 30)!;
  expect(pieces.map(({ text }) => text)).toEqual(['a@example.com\nb@example.com\n', 'c@example.com']);
  expect(pieces[1]!.lineOf(1)).toBe(3);
  expect(piecesOf(`a@example.com\n${'x'.repeat(40)}\n`, 30)).toBeNull();
  expect(piecesOf('', 30)).toEqual([]);
});

test('a quote that is never closed does not keep a list from being cut', () => {
  expect(piecesOf('"a@example.com\nb@example.com\n', 20)?.map(({ text }) => text)).toEqual(['"a@example.com\n', 'b@example.com\n']);
});

test('numbers of pieces add up, and problems are told by the lines of the list', () => {
  const pieces = piecesOf(LIST, 70)!;
  const one = { added: 1, same: 0, refused: 1, problems: [{ line: 2, problem: 'Not an address.' }] };
  const both = joined(joined(NOTHING_READ, one, pieces[0]!), one, pieces[1]!);
  expect(both).toEqual({
    added: 2,
    same: 0,
    refused: 2,
    problems: [
      { line: 2, problem: 'Not an address.' },
      { line: 3, problem: 'Not an address.' },
    ],
  });
});

test('files of older programs are read as they were written', () => {
  expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]))).toBe('é');
  expect(textOf(new Uint8Array([0xe9]))).toBe('é');
  expect(textOf(new Uint8Array([0xff, 0xfe, 0xe9, 0x00]))).toBe('é');
});

test('a name or one contact is enough, and nothing else is asked for', () => {
  const optOuts = [{ scope: 'marketing', channels: ['email'] }] as const;
  expect(missing(BLANK)).toBe('optOuts');
  expect(missing({ ...BLANK, optOuts: [{ scope: 'marketing', channels: ['email'] }], email: '  ' })).toBe('who');
  for (const field of ['name', 'email', 'phone', 'address'])
    expect(missing({ ...BLANK, optOuts: optOuts.map((one) => ({ ...one, channels: [...one.channels] })), [field]: 'x' })).toBeNull();
  expect(takingOf({ ...BLANK, email: ' a@example.com ' }, null).who).toEqual({
    personId: null,
    name: '',
    email: 'a@example.com',
    phone: '',
    address: '',
  });
});

test('what is done with data is one switch; the rest is one for each channel and one for all', () => {
  expect(channelsOf('sale_or_sharing', 'all')).toEqual(['email']);
  expect(channelsOf('marketing', 'sms')).toEqual(['sms']);
  expect(channelsOf('marketing', 'all')).toEqual(['email', 'voice', 'sms', 'post', 'portal']);
});

test('a day that came as a day stays that day, in whatever zone it is read', () => {
  const newYork = (at: string) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(at));
  expect(dayOfSince('2024-05-01T00:00:00.000Z', newYork)).toBe('2024-05-01');
  expect(dayOfSince('2024-05-01T02:00:00.000Z', newYork)).toBe('2024-04-30');
});

test('arrows walk the grid and stop at its edges', () => {
  const lengths = [6, 6, 1];
  expect(moved('ArrowRight', 0, 0, lengths)).toEqual({ row: 0, column: 1 });
  expect(moved('ArrowRight', 0, 5, lengths)).toEqual({ row: 0, column: 5 });
  expect(moved('ArrowDown', 1, 4, lengths)).toEqual({ row: 2, column: 0 });
  expect(moved('ArrowUp', 0, 3, lengths)).toEqual({ row: 0, column: 3 });
  expect(moved('End', 1, 0, lengths)).toEqual({ row: 1, column: 5 });
  expect(moved('Home', 1, 3, lengths)).toEqual({ row: 1, column: 0 });
  expect(moved('Enter', 1, 3, lengths)).toBeNull();
});
