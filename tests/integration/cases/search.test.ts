import { describe, expect, test } from 'vitest';
import { BUILT_IN_VIEWS } from '../../../src-shared/contract/cases.ts';
import { type Reference, referenceOf } from '../../../src-shared/vocabulary/reference.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';

const found = async ({ desk }: TestDesk, text: string, order: 'newest' | 'relevance' = 'newest') =>
  (await desk.search.find({ text, order })).hits.map(({ row }) => row.requesterName);

const named = (desk: TestDesk, name: string, note: string, more: object = {}) => desk.take({ requester: { name, ...more }, note });

describe('what is typed finds', () => {
  test('words with and without their accents, in any case, by their beginning where they come last', async () => {
    await using desk = await foundedDesk();
    await named(desk, 'José Ñandú', 'Beschwerde über die Löschung');
    await named(desk, 'Zoë Łukasz', 'Ελληνικά και кириллица, 日本語 too');
    for (const text of ['jose', 'JOSÉ', 'nandu', 'ñan', 'losch', 'löschung', 'uber beschw', 'Jose nandu'])
      expect(await found(desk, text), text).toEqual(['José Ñandú']);
    for (const text of ['zoe', 'ΕΛΛΗΝΙΚΆ', 'КИРИЛЛИЦА', 'кирил', '日本']) expect(await found(desk, text), text).toEqual(['Zoë Łukasz']);
    expect(await found(desk, 'jos nandu'), 'a beginning in the middle is no word').toEqual([]);
    expect(await found(desk, 'jose zoe')).toEqual([]);
  });

  test('mail addresses, phone numbers as they are written and as digits, customer numbers', async () => {
    await using desk = await foundedDesk();
    const more = {
      email: 'Mara.Doe+desk@sub.post.example',
      phone: '+1 (555) 010-0142',
      customerNumber: 'C-77/88.12',
      address: '12 Elm Street',
    };
    await named(desk, 'Mara', 'x', more);
    await named(desk, 'Other', 'y', { email: 'other@post.example' });
    const texts = [
      'mara.doe+desk@sub.post.example',
      'mara.doe',
      'sub.post.example',
      '+1 (555) 010-0142',
      '15550100142',
      '010-0142',
      'C-77/88.12',
      '12 elm',
    ];
    for (const text of texts) expect(await found(desk, text), text).toEqual(['Mara']);
    expect((await found(desk, 'post.example')).sort()).toEqual(['Mara', 'Other']);
  });

  test('a reference however it is typed, whole or by its beginning', async () => {
    await using desk = await foundedDesk();
    const row = await named(desk, 'Mara', 'x');
    for (let nth = 0; nth < 5; nth += 1) await named(desk, `Other ${nth}`, 'y');
    const body = row.reference.slice(4);
    const typed = [
      row.reference,
      body,
      body.toLowerCase(),
      `dsr ${body}`,
      `DSR${body}`,
      `${body.slice(0, 4)} ${body.slice(4)}`,
      `  ${row.reference}  `,
    ];
    for (const text of [...typed, body.replaceAll('0', 'O').replaceAll('1', 'l'), `DSR-${body.slice(0, 6)}`])
      expect(await found(desk, text), text).toEqual(['Mara']);
  });

  test('a word or a number that could be a reference is looked for as both', async () => {
    await using desk = await foundedDesk();
    // eight letters in thirty-two pass for a reference: here one that is nobody's
    const like = Array.from({ length: 5000 }, (_, nth) => referenceOf(330, nth).slice(4)).find((body) => /^[A-Z]{8}$/.test(body))!;
    await named(desk, 'Mara', `they wrote ${like.toLowerCase()} on it`);
    expect(await found(desk, like)).toEqual(['Mara']);
    expect(await found(desk, `DSR-${like}`)).toEqual([]);
  });

  test('newest first, or best first: a name before a word in a note', async () => {
    await using desk = await foundedDesk();
    await named(desk, 'Quentin', 'x');
    await named(desk, 'Other', `${'x '.repeat(50)} a note that mentions quentin once`);
    expect(await found(desk, 'quentin')).toEqual(['Other', 'Quentin']);
    expect(await found(desk, 'quentin', 'relevance')).toEqual(['Quentin', 'Other']);
    const { hits, more } = await desk.desk.search.find({ text: 'quentin', limit: 1 });
    expect(hits).toHaveLength(1);
    expect(more).toBe(true);
  });

  test('with a piece of the text around it', async () => {
    await using desk = await foundedDesk();
    await named(desk, 'Mara', `${'before '.repeat(100)}the tréasure lies here ${'after '.repeat(100)}`);
    const [hit] = (await desk.desk.search.find({ text: 'treasure' })).hits;
    expect(hit?.snippet).toContain('the tréasure lies here');
    expect(hit!.snippet.length).toBeLessThanOrEqual(162);
    expect((await desk.desk.search.find({ text: 'mara' })).hits[0]?.snippet).toBe('');
  });
});

describe('nothing that is typed is syntax, and nothing is a failure', () => {
  const BAIT = [
    '',
    ' ',
    '\u0000',
    '"',
    '""',
    "'",
    '*',
    '^',
    '-',
    '()',
    'NEAR(',
    'NEAR(mara doe, 5)',
    'mara AND',
    'AND',
    'OR',
    'NOT mara',
    'mara NOT doe',
    'mara OR',
    'who:mara',
    'who : mara',
    '{who subject}: mara',
    '-who:mara',
    'mara*',
    'ma*ra',
    '"mara',
    'mara"',
    "mara'; DROP TABLE dsr_case; --",
    'mara\u0000doe',
    '👩‍👩‍👧‍👦',
    '\ud800',
    'mara \udfff',
    '\u202emara',
    '%',
    '_',
    'mara%',
    '\\',
    'a'.repeat(500),
    'ä'.repeat(500),
    'a '.repeat(250),
    '"a" '.repeat(125),
    '😀'.repeat(250),
    'ﬀ',
    'İstanbul',
    'ẞ',
  ];

  test.each([['newest'], ['relevance']] as const)('in search, %s', async (order) => {
    await using desk = await foundedDesk();
    await named(desk, 'Mara Doe', 'treasure');
    for (const text of BAIT) {
      const { hits } = await desk.desk.search.find({ text, order });
      expect(hits.length, JSON.stringify(text)).toBeLessThanOrEqual(1);
    }
    for (const text of ['mara*', 'mara"', '"mara']) expect(await found(desk, text, order), text).toEqual(['Mara Doe']);
    for (const text of ['NOT mara', 'mara OR', 'who:mara', 'NEAR(mara doe, 5)']) expect(await found(desk, text, order), text).toEqual([]);
    expect((await desk.desk.cases.page({})).rows).toHaveLength(1);
  });

  test('in the filter of the queue: what search finds is what the filter leaves', async () => {
    await using desk = await foundedDesk();
    await named(desk, 'Mara Doe', 'treasure');
    for (const text of BAIT.filter((one) => one.trim() !== '')) {
      const hits = await found(desk, text);
      const { rows } = await desk.desk.cases.page({ filter: { text } });
      expect(
        rows.map(({ requesterName }) => requesterName),
        JSON.stringify(text),
      ).toEqual(hits);
      for (const view of BUILT_IN_VIEWS) await desk.desk.cases.count({ view, filter: { text } });
    }
  });

  test('ten thousand characters are no input, ten thousand in a note are found', async () => {
    await using desk = await foundedDesk();
    const long = 'x'.repeat(10_000);
    await expect(desk.desk.search.find({ text: long })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await named(desk, 'Mara', `${long.slice(0, 4000)} ${'lorem '.repeat(900)} needle`);
    expect(await found(desk, 'needle')).toEqual(['Mara']);
  });
});

describe('what is found follows what is there', () => {
  test('after each change, and after its undo', async () => {
    await using desk = await foundedDesk();
    const row = await named(desk, 'Mara', 'x');
    const one = (version: number) => ({ caseId: row.id, version });
    const requestId = await desk.requestOf(row);
    const changed = await desk.desk.cases.changeRequester({ ...one(1), requester: { name: 'Nadia' } });
    expect(await found(desk, 'mara')).toEqual([]);
    expect(await found(desk, 'nadia')).toEqual(['Nadia']);
    await desk.desk.cases.undo({ undoId: changed.undoId! });
    expect(await found(desk, 'nadia')).toEqual([]);
    expect(await found(desk, 'mara')).toEqual(['Mara']);
    await desk.desk.cases.changeRequest({ ...one(3), requestId, kind: 'access', detail: 'chrysanthemum' });
    expect(await found(desk, 'chrys')).toEqual(['Mara']);
    await desk.desk.cases.setOutcome({ ...one(4), requestId, outcome: 'withdrawn', note: 'delphinium' });
    expect(await found(desk, 'delphinium')).toEqual(['Mara']);
    await desk.desk.cases.changeRequest({ ...one(5), requestId, kind: 'concern', detail: '' });
    expect(await found(desk, 'chrys')).toEqual([]);
    expect(await found(desk, 'delphinium')).toEqual([]);
    await desk.desk.cases.addNote({ caseId: row.id, text: 'edelweiss' });
    expect(await found(desk, 'edel')).toEqual(['Mara']);
    const added = await desk.desk.cases.addRequest({ ...one(6), kind: 'access', detail: 'forsythia' });
    expect(await found(desk, 'forsythia')).toEqual(['Mara']);
    const second = (await desk.desk.cases.get({ caseId: row.id })).requests[1]!;
    await desk.desk.cases.removeRequest({ ...one(added.cases[0]!.version), requestId: second.id });
    expect(await found(desk, 'forsythia')).toEqual([]);
  });

  test('a word that was changed away is gone from the index itself, and a sealed case leaves nothing in the open one', async () => {
    await using desk = await foundedDesk();
    const index = (name: 'case' | 'sealed') =>
      Buffer.concat(
        (desk.db.prepare(`SELECT block FROM ${name}_search_data`).pluck().all() as Buffer[]).map((block) => Buffer.from(block)),
      ).toString('latin1');
    const row = await named(desk, 'Rumpelstiltskin', 'abracadabra');
    for (let nth = 0; nth < 50; nth += 1) await named(desk, `Other ${nth}`, 'filler');
    expect(index('case')).toContain('rumpelstiltskin');
    await desk.desk.cases.changeRequester({ caseId: row.id, version: 1, requester: { name: 'Nobody' } });
    expect(index('case')).not.toContain('umpelstiltskin');
    expect(index('case')).toContain('abracadabra');
    await desk.desk.cases.addRequest({ caseId: row.id, version: 2, kind: 'legal_process' });
    expect(index('case')).not.toContain('bracadabra');
    expect(index('sealed')).toContain('abracadabra');
    expect(desk.db.prepare('SELECT count(*) FROM case_text WHERE seq = (SELECT seq FROM dsr_case WHERE id = ?)').pluck().get(row.id)).toBe(
      0,
    );
    desk.db.exec(
      `INSERT INTO case_search (case_search) VALUES ('integrity-check'); INSERT INTO sealed_search (sealed_search) VALUES ('integrity-check')`,
    );
    expect(await found(desk, 'abracadabra')).toEqual(['Nobody']);
    const reference: Reference = row.reference;
    expect(await found(desk, reference)).toEqual(['Nobody']);
  });
});
