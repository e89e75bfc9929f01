import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { codeOf, foundedDesk, type TestDesk } from '../../support/desk.ts';
import { eml, mbox, readIn, takeIn } from '../../support/mail.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const itemsOf = async ({ desk }: TestDesk, batchId: string) => (await desk.intake.items({ batchId, limit: 200 })).items;

/** Pseudo-random bytes, the same in each run. */
function noise(bytes: number): Buffer {
  const out = Buffer.alloc(bytes);
  for (let at = 0, state = 1; at < bytes; at += 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    out[at] = state >> 16;
  }
  return out;
}

/** A file whole, from the pieces that it is given out in. */
async function whole(piece: (offset: number) => Promise<{ data: string; bytes: number; done: boolean }>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let offset = 0; ; ) {
    const { data, done } = await piece(offset);
    const part = Buffer.from(data, 'base64');
    parts.push(part);
    offset += part.length;
    if (done) return Buffer.concat(parts);
  }
}

describe('messages are read', () => {
  test.each([1, 37, 1000, 100_000])('in pieces of %d bytes, from single files and from a mailbox', async (pieceBytes) => {
    await using desk = await foundedDesk();
    const letters = ['one', 'two', 'three'].map((subject) => eml({ subject, text: `This is ${subject}.\nFrom here on.` }));
    const batch = await readIn(desk, [letters[0]!, mbox(letters.slice(1))], pieceBytes);
    expect(batch).toMatchObject({
      state: 'ready',
      ready: 3,
      same: 0,
      unreadable: 0,
      bytesRead: batch.bytesTotal,
      source: 'files',
      name: '2 files',
    });
    const items = await itemsOf(desk, batch.id);
    expect(items.map(({ subject, file, index, position }) => ({ subject, file, index, position }))).toEqual([
      { subject: 'one', file: 'file-0.eml', index: null, position: 0 },
      { subject: 'two', file: 'file-1.eml', index: 0, position: 1 },
      { subject: 'three', file: 'file-1.eml', index: 1, position: 2 },
    ]);
    expect(items[1]).toMatchObject({
      fromName: 'Mara Doe',
      fromEmail: { value: 'mara@post.example' },
      receivedAt: '2026-09-03T09:00:00.000Z',
    });
    expect(items[1]?.excerpt).toBe('This is two. From here on.');
  });

  test('a mailbox of many, page by page', async () => {
    await using desk = await foundedDesk();
    const many = Array.from({ length: 130 }, (_, nth) => eml({ subject: `letter ${nth}`, text: `${nth}` }));
    const batch = await readIn(desk, [mbox(many)], 4096);
    expect(batch.ready).toBe(130);
    const subjects: string[] = [];
    for (let after = -1, more = true; more; ) {
      const page = await desk.desk.intake.items({ batchId: batch.id, state: 'ready', after, limit: 50 });
      subjects.push(...page.items.map(({ subject }) => subject));
      after = page.items.at(-1)!.position;
      more = page.more;
    }
    expect(subjects).toEqual(many.map((_, nth) => `letter ${nth}`));
  });

  test('progress is told to who watches, and ends with the reading', async () => {
    await using desk = await foundedDesk();
    const bytes = mbox(Array.from({ length: 130 }, (_, nth) => eml({ subject: `letter ${nth}` })));
    const { id } = await desk.desk.intake.open({ files: [{ name: 'a.mbox', bytes: bytes.length }] });
    const seen: string[] = [];
    const watching = (async () => {
      for await (const batch of await desk.desk.intake.watch({ batchId: id })) seen.push(`${batch.state} ${batch.ready}`);
    })();
    for (let offset = 0; offset < bytes.length; offset += 3000) {
      const data = bytes.subarray(offset, offset + 3000).toString('base64');
      await desk.desk.intake.piece({ batchId: id, file: 0, offset, data, last: offset + 3000 >= bytes.length });
    }
    await watching;
    expect(seen[0]).toBe('reading 0');
    expect(seen.some((line) => /^reading [1-9]/.test(line))).toBe(true);
    expect(seen.at(-1)).toBe('ready 130');
    expect(await codeOf(desk.desk.intake.watch({ batchId: NOWHERE }))).toBe('NOT_FOUND');
  });
});

describe('a piece that does not fit is refused, and the right one is taken after it', () => {
  test('another offset, another file, the same one twice at once, what is no base64, more than a piece holds', async () => {
    await using desk = await foundedDesk();
    const bytes = eml({ subject: 'whole', text: 'x'.repeat(500) });
    const { id } = await desk.desk.intake.open({
      files: [
        { name: 'a.eml', bytes: bytes.length },
        { name: 'b.eml', bytes: 10 },
      ],
    });
    const piece = (file: number, offset: number, data: Uint8Array | string, last = false) =>
      desk.desk.intake.piece({
        batchId: id,
        file,
        offset,
        data: typeof data === 'string' ? data : Buffer.from(data).toString('base64'),
        last,
      });
    const half = bytes.subarray(0, 200);
    expect(await codeOf(piece(0, 5, half))).toBe('INVALID');
    expect(await codeOf(piece(1, 0, half))).toBe('INVALID');
    expect(await codeOf(piece(9, 0, half))).toBe('INVALID');
    expect(await codeOf(piece(0, 0, 'no base64!'))).toBe('INVALID');
    expect(await codeOf(piece(0, 0, Buffer.alloc(PIECE_BYTES + 3)))).toBe('BAD_REQUEST');
    const twice = [piece(0, 0, half), piece(0, 0, half)];
    expect(await codeOf(twice[1]!)).toBe('INVALID');
    await twice[0];
    expect(await codeOf(piece(0, 0, half))).toBe('INVALID');
    await piece(0, 200, bytes.subarray(200), true);
    const done = await piece(1, 0, eml({ subject: 'second' }), true);
    expect(done).toMatchObject({ state: 'ready', ready: 2, unreadable: 0 });
    expect((await itemsOf(desk, id))[0]).toMatchObject({ subject: 'whole' });
    expect(await codeOf(piece(1, 0, half))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.intake.piece({ batchId: NOWHERE, file: 0, offset: 0, data: '', last: true }))).toBe('NOT_ALLOWED');
  });
});

describe('a large attachment', () => {
  test('goes into the queue while it comes in, so that memory holds a little of it, and comes out byte for byte', async () => {
    await using desk = await foundedDesk();
    const content = noise(20 * 1024 * 1024);
    const head = Buffer.from(
      [
        'From: a@b.example',
        'Date: Thu, 03 Sep 2026 09:00:00 +0000',
        'Subject: large',
        'Content-Type: multipart/mixed; boundary=B',
        '',
        '--B',
        '',
        'See the file.',
        '--B',
        'Content-Disposition: attachment; filename=large.bin',
        'Content-Transfer-Encoding: base64',
        '',
        '',
      ].join('\r\n'),
    );
    const body = Buffer.from(content.toString('base64').replace(/.{76}/g, '$&\r\n'));
    const bytes = Buffer.concat([head, body, Buffer.from('\r\n--B--\r\n')]);
    const { id } = await desk.desk.intake.open({ files: [{ name: 'large.eml', bytes: bytes.length }] });
    const stored = () => desk.db.prepare('SELECT coalesce(sum(length(data)), 0) FROM file_piece').pluck().get() as number;
    for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
      const data = bytes.subarray(offset, offset + PIECE_BYTES).toString('base64');
      await desk.desk.intake.piece({ batchId: id, file: 0, offset, data, last: offset + PIECE_BYTES >= bytes.length });
      if (offset % (8 * PIECE_BYTES) !== 0) continue;
      // of the message as it came and of its attachment, each but its last mebibyte or so
      const read = offset + PIECE_BYTES;
      if (read < bytes.length) expect(stored()).toBeGreaterThan(read * 1.7 - 4 * 1024 * 1024);
    }
    const [item] = await itemsOf(desk, id);
    expect(item).toMatchObject({ state: 'ready', subject: 'large', files: 1 });
    expect(stored()).toBe(content.length);
    await takeIn(desk, id);
    const [row] = (await desk.desk.cases.page({})).rows;
    const [message] = (await desk.desk.cases.messages({ caseId: row!.id })).messages;
    expect(message?.files).toMatchObject([{ name: 'large.bin', bytes: content.length }]);
    const got = await whole((offset) => desk.desk.cases.filePiece({ fileId: message!.files[0]!.id, offset }));
    expect(sha(got)).toBe(sha(content));
    const reads = desk.db.prepare(`SELECT count(*) FROM ledger_entry WHERE action = 'file.read'`).pluck().get();
    expect(reads).toBe(1);
    expect(await codeOf(desk.desk.cases.filePiece({ fileId: message!.files[0]!.id, offset: 1 }))).toBe('INVALID');
    expect(await desk.desk.cases.filePiece({ fileId: message!.files[0]!.id, offset: 1024 ** 3 })).toMatchObject({ data: '', done: true });
  });
});

describe('what cannot be read', () => {
  test('is kept aside as it came, with the reason in words, and given out byte for byte', async () => {
    await using desk = await foundedDesk();
    const broken = [
      noise(3_000_000),
      Buffer.alloc(0),
      Buffer.from('Hello, this is no message at all.\n'),
      Buffer.from('Subject: nobody\r\nDate: Thu, 03 Sep 2026 09:00:00 +0000\r\n\r\ntext'),
      Buffer.from('From: a@b.example\r\nSubject: no date\r\n\r\ntext'),
    ];
    const batch = await readIn(desk, [...broken, eml({})], 300_000);
    expect(batch).toMatchObject({ state: 'ready', ready: 1, unreadable: broken.length });
    const { items } = await desk.desk.intake.items({ batchId: batch.id, state: 'unreadable' });
    for (const [nth, item] of items.entries()) {
      expect(item.problem).toMatch(/\w+ \w+.*\.$/);
      const got = await whole((offset) => desk.desk.intake.unreadablePiece({ itemId: item.id, offset }));
      expect(sha(got), item.file).toBe(sha(broken[nth]!));
    }
    const [readable] = await itemsOf(desk, batch.id).then((all) => all.filter(({ state }) => state === 'ready'));
    expect(await codeOf(desk.desk.intake.unreadablePiece({ itemId: readable!.id, offset: 0 }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.intake.settle({ itemId: items[0]!.id, leave: true }))).toBe('NOT_ALLOWED');
    expect((await takeIn(desk, batch.id)).taken).toBe(1);
  });

  test('one broken message in a mailbox costs none of the others', async () => {
    await using desk = await foundedDesk();
    const broken = Buffer.from('Subject: nobody\n\nNo sender, no date.\n');
    const batch = await readIn(desk, [mbox([eml({ subject: 'one' }), broken, eml({ subject: 'two' })])]);
    expect(batch).toMatchObject({ ready: 2, unreadable: 1 });
    const items = await itemsOf(desk, batch.id);
    expect(items.map(({ state }) => state)).toEqual(['ready', 'unreadable', 'ready']);
    const got = await whole((offset) => desk.desk.intake.unreadablePiece({ itemId: items[1]!.id, offset }));
    expect(got.toString()).toContain('No sender, no date.');
  });
});

describe('what is here already', () => {
  test('the very message is the same, whether it waits or was taken in; it is read in once', async () => {
    await using desk = await foundedDesk();
    const letter = eml({ subject: 'once', id: 'once' });
    const first = await readIn(desk, [mbox([letter, letter])]);
    expect(first).toMatchObject({ ready: 1, same: 1 });
    expect(await readIn(desk, [letter])).toMatchObject({ ready: 0, same: 1 });
    await takeIn(desk, first.id);
    const third = await readIn(desk, [letter]);
    expect(third).toMatchObject({ ready: 0, same: 1 });
    const [row] = (await desk.desk.cases.page({})).rows;
    expect((await itemsOf(desk, third.id))[0]).toMatchObject({ state: 'same', reference: row!.reference });
    expect(desk.db.prepare('SELECT count(*) FROM message').pluck().get()).toBe(1);
  });

  test('without an id: the same content at the same time is the same, at another time is sent again', async () => {
    await using desk = await foundedDesk();
    const letter = { subject: 'no id', id: null };
    const later = { ...letter, date: 'Fri, 04 Sep 2026 09:00:00 +0000' };
    const batch = await readIn(desk, [eml(letter), eml(letter), eml(later)]);
    expect((await itemsOf(desk, batch.id)).map(({ state, duplicate }) => ({ state, reason: duplicate?.reason }))).toEqual([
      { state: 'ready', reason: undefined },
      { state: 'same', reason: undefined },
      { state: 'ready', reason: 'same_content' },
    ]);
  });

  test('another id with the same content is a case of its own, linked; the same id with other content is marked', async () => {
    await using desk = await foundedDesk();
    const first = await readIn(desk, [eml({ subject: 'a matter', id: 'first' })]);
    await takeIn(desk, first.id);
    const [original] = (await desk.desk.cases.page({})).rows;
    const second = await readIn(desk, [eml({ subject: 'a matter', id: 'second' }), eml({ subject: 'forged', id: 'first' })]);
    const items = await itemsOf(desk, second.id);
    expect(items.map(({ duplicate }) => duplicate)).toEqual([
      { reason: 'same_content', reference: original!.reference },
      { reason: 'same_id_other_content', reference: original!.reference },
    ]);
    await takeIn(desk, second.id);
    const rows = (await desk.desk.cases.page({ sort: { by: 'received', direction: 'asc' } })).rows;
    expect(rows).toHaveLength(3);
    const taken = await itemsOf(desk, second.id);
    for (const { reference } of taken) {
      const row = rows.find((candidate) => candidate.reference === reference)!;
      expect(row.duplicateOf).toBe(original!.id);
      const [message] = (await desk.desk.cases.messages({ caseId: row.id })).messages;
      expect(message?.idReused).toBe(message?.subject === 'forged');
    }
  });

  test('an attachment that differs makes another message', async () => {
    await using desk = await foundedDesk();
    const letter = (text: string) => eml({ subject: 'x', id: null, file: { name: 'a.txt', text } });
    expect(await readIn(desk, [letter('one'), letter('two'), letter('one')])).toMatchObject({ ready: 2, same: 1 });
    expect(desk.db.prepare('SELECT count(*) FROM file').pluck().get()).toBe(2);
  });
});
