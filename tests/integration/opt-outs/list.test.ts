import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { allOf } from '../../support/streams.ts';
import { ledgerOf } from '../../support/work.ts';
import { contactsSuppressed, count, said, suppressed } from './on-file.ts';

const importing = (desk: TestDesk, text: string, dryRun = false) => desk.desk.optOuts.importList({ name: 'list.csv', text, dryRun });

async function exported(desk: TestDesk): Promise<string> {
  const pieces = await allOf(await desk.desk.optOuts.exportList({ reason: 'for the newsletter' }));
  expect(pieces.map(({ done }) => done)).toEqual([...pieces.slice(1).map(() => false), true]);
  return pieces.map(({ text }) => text).join('');
}

const LIST = `channel,value,scope,since
email,Mara@Post.example,marketing,2025-01-31
voice,(202) 555-0142,any_contact,
post,"12 Elm Street, Springfield",marketing,2024-02-29T12:00:00Z
`;

describe('taking a list in', () => {
  test('adds what is not there, and tells what is', async () => {
    await using desk = await foundedDesk();
    expect(await importing(desk, LIST, true)).toEqual({ added: 3, same: 0, refused: 0, problems: [] });
    expect(count(desk.db, 'suppression')).toBe(0);
    expect(await importing(desk, LIST)).toEqual({ added: 3, same: 0, refused: 0, problems: [] });
    expect(await importing(desk, LIST)).toEqual({ added: 0, same: 3, refused: 0, problems: [] });
    expect(suppressed(desk.db)).toEqual([
      expect.objectContaining({ channel: 'email', value: 'mara@post.example', since: '2025-01-31T00:00:00.000Z', source: 'list:list.csv' }),
      expect.objectContaining({ channel: 'post', scope: 'marketing', since: '2024-02-29T12:00:00.000Z' }),
      expect.objectContaining({ channel: 'voice', value: '+12025550142', scope: 'any_contact', since: desk.clock.now }),
    ]);
    const { maySend, because } = await desk.desk.optOuts.check({ channel: 'email', value: 'mara@post.example', scope: 'marketing' });
    expect({ maySend, source: because[0]?.source }).toEqual({ maySend: false, source: 'list:list.csv' });
  });

  test('takes nothing off and keeps the oldest day, whichever came first', async () => {
    await using desk = await foundedDesk();
    const line = (since: string) => `channel,value,scope,since\nemail,mara@post.example,marketing,${since}\n`;
    await desk.desk.optOuts.take(said());
    await importing(desk, line('2025-01-31'));
    await importing(desk, line('2026-01-31'));
    await importing(desk, 'other@post.example');
    expect(suppressed(desk.db)).toMatchObject([
      { value: 'mara@post.example', since: '2025-01-31T00:00:00.000Z' },
      { value: 'other@post.example' },
    ]);
  });

  test('a bare list is one of marketing: addresses by e-mail, numbers for calls and text messages', async () => {
    await using desk = await foundedDesk();
    const text = '\u{feff}mara@post.example\r\n+44 20 7946 0018\r\n\r\nMARA@post.example\r\n';
    expect(await importing(desk, text)).toEqual({ added: 3, same: 1, refused: 0, problems: [] });
    expect(contactsSuppressed(desk.db)).toEqual([
      'email mara@post.example marketing',
      'sms +442079460018 marketing',
      'voice +442079460018 marketing',
    ]);
  });

  test('bad lines are told by their number, without what they say, and keep no other out', async () => {
    await using desk = await foundedDesk();
    const lines = [
      'scope;value;channel;since',
      'marketing;mara@post.example;email;',
      'marketing;no address;email;',
      'service;mara@post.example;email;',
      'marketing;mara@post.example;pigeon;',
      'marketing;mara@post.example;portal;',
      'marketing;4111 1111 1111 1111;post;',
      'marketing;other@post.example;email;2027-01-01',
      'marketing;other@post.example;email;31.01.2025',
      'marketing;other@post.example',
      'marketing;last@post.example;email;',
    ];
    const { problems, ...counts } = await importing(desk, lines.join('\n'));
    expect(counts).toEqual({ added: 2, same: 0, refused: 8 });
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect(JSON.stringify(problems)).not.toMatch(/other@|mara@|4111/);
    expect(contactsSuppressed(desk.db)).toEqual(['email last@post.example marketing', 'email mara@post.example marketing']);
  });

  test('what has no columns that are known is refused', async () => {
    await using desk = await foundedDesk();
    for (const text of ['email,mara@post.example,marketing\n', 'value,scope\nmara@post.example,marketing\n']) {
      const { code, data } = await refusalOf(importing(desk, text));
      expect({ code, data }).toMatchObject({ code: 'INVALID', data: { field: 'text' } });
    }
    expect(await importing(desk, '')).toEqual({ added: 0, same: 0, refused: 0, problems: [] });
    expect(count(desk.db, 'suppression')).toBe(0);
  });

  test('a long one goes in by chunks, each on the ledger', async () => {
    await using desk = await foundedDesk();
    const text = Array.from({ length: 2500 }, (_, nth) => `person${nth}@post.example`).join('\n');
    expect(await importing(desk, text)).toMatchObject({ added: 2500, refused: 0 });
    const kept = ledgerOf(desk.db).filter(({ action }) => action === 'suppression.add');
    expect(kept.map(({ payload }) => JSON.parse(payload!))).toEqual([1000, 1000, 500].map((entries) => ({ name: 'list.csv', entries })));
    expect((await exported(desk)).split('\r\n')).toHaveLength(2502);
  });
});

describe('taking the list away', () => {
  test('and in again on another desk, it is the same', async () => {
    await using desk = await foundedDesk();
    await importing(desk, LIST);
    const hostile = ['=cmd|x@post.example', "'=quoted@post.example", '+1@post.example', '-a"b@post.example', '@@post.example'];
    await importing(desk, `channel,value,scope\n${hostile.map((one) => `email,"${one.replaceAll('"', '""')}",marketing`).join('\n')}`);
    await desk.desk.optOuts.take(said({ optOuts: [{ scope: 'sale_or_sharing', channels: ['email'] }] }));
    const text = await exported(desk);
    await using other = await foundedDesk();
    other.clock.now = '2026-12-01T00:00:00.000Z' as Instant;
    expect(await importing(other, text)).toMatchObject({ refused: 0, same: 0, problems: [] });
    const told = (rows: ReturnType<typeof suppressed>) => rows.map(({ source: _, ...row }) => row);
    expect(told(suppressed(other.db))).toEqual(told(suppressed(desk.db)));
    expect(await exported(other)).toBe(text);
  });

  test('nothing in it runs in a spreadsheet, and numbers stay as they are called', async () => {
    await using desk = await foundedDesk();
    const lines = [
      'channel,value,scope',
      'email,=1+1@post.example,marketing',
      'post,=2+2 Elm Street,marketing',
      'voice,+12025550142,marketing',
    ];
    await importing(desk, lines.join('\n'));
    const cells = (await exported(desk))
      .split('\r\n')
      .slice(1, -1)
      .map((line) => /^[a-z]+,"(.*)",/.exec(line)?.[1]);
    expect(cells).toHaveLength(3);
    for (const cell of cells) expect(cell).toMatch(/^'=|^\+\d+$/);
  });

  test('is on the ledger with its reason before the first line leaves', async () => {
    await using desk = await foundedDesk();
    await importing(desk, LIST);
    await desk.desk.optOuts.exportList({ reason: 'for the newsletter' });
    const kept = ledgerOf(desk.db).at(-1)!;
    expect(kept).toMatchObject({ action: 'suppression.export', payload: JSON.stringify({ entries: 3, reason: 'for the newsletter' }) });
  });
});

describe('looking through it', () => {
  test('every contact is masked, page by page, newest first', async () => {
    await using desk = await foundedDesk();
    await importing(desk, LIST);
    await importing(desk, 'other@post.example');
    const first = await desk.desk.optOuts.suppression({ limit: 3 });
    expect(first).toMatchObject({ more: true, total: 4 });
    const rest = await desk.desk.optOuts.suppression({ limit: 3, before: first.entries.at(-1)!.id });
    expect(rest).toMatchObject({ more: false, total: 4 });
    const entries = [...first.entries, ...rest.entries];
    expect(entries[0]?.value).toEqual({ value: 'o•••@p•••.example', masked: true });
    expect(JSON.stringify(entries)).not.toMatch(/mara@|5550142|Elm/);
    expect(entries.map(({ id }) => id)).toEqual(
      entries
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect(await desk.desk.optOuts.suppression({ channel: 'voice' })).toMatchObject({ entries: [{ channel: 'voice' }], total: 1 });
  });

  test('is for managers', async () => {
    await using desk = await foundedDesk();
    for (const role of ['support', 'billing', 'administrator'] as const) {
      await desk.become(role);
      expect(await codeOf(desk.desk.optOuts.suppression({})), role).toBe('FORBIDDEN');
      expect(await codeOf(importing(desk, LIST)), role).toBe('FORBIDDEN');
      expect(await codeOf(desk.desk.optOuts.exportList({ reason: 'because' })), role).toBe('FORBIDDEN');
    }
  });
});
