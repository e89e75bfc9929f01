import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../../src-main/core/database/open.ts';
import { codeOf, type TestDesk } from '../support/desk.ts';
import { caseOf, deskWithMara, later, MARA, MINUTE } from '../support/on-file.ts';

/** Everything that is written to a console, as one text. */
const written: string[] = [];
const TYPED = ['zanzibar-typed@wrong.example', 'INV-ZANZIBAR-77', '+1 701 555 0188', 'Zanzibar Street 99'];

beforeEach(() => {
  written.length = 0;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      written.push(parts.map(String).join(' '));
    });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** All that the decrypted file holds, table by table, as text. */
function everythingIn(db: Connection): string {
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  return tables
    .map((table) => {
      const rows = db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
      const text = (value: unknown) => (Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('utf8')}` : String(value));
      return rows.map((row) => Object.values(row).map(text).join('\u0001')).join('\n');
    })
    .join('\n');
}

/** Every answer that the desk gives of a case, besides the draft. */
async function answersOf({ desk }: Pick<TestDesk, 'desk'>, caseId: string): Promise<string> {
  return JSON.stringify([
    await desk.identity.ofCase({ caseId }),
    await desk.cases.get({ caseId }),
    await desk.cases.timeline({ caseId }),
    await desk.identity.paused({}),
  ]);
}

const holds = (text: string, secret: string): boolean => {
  const plain = (one: string) => one.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain(text).includes(plain(secret));
};

test('what is typed to be compared is nowhere: not in the file, the ledger, the timeline, an answer or an output', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const answers: unknown[] = [];
  for (const [factor, typed] of [
    ['email', TYPED[0]!],
    ['phone', TYPED[2]!],
    ['address', TYPED[3]!],
  ] as const)
    answers.push(await desk.desk.identity.compare({ caseId, factor, typed }));
  answers.push(await codeOf(desk.desk.identity.compare({ caseId, factor: 'email', typed: TYPED[0]! }))); // paused
  answers.push(await codeOf(desk.desk.identity.compare({ caseId, factor: 'invoice_number', typed: TYPED[1]! })));
  answers.push(await codeOf(desk.desk.identity.compare({ caseId, factor: 'email', typed: TYPED[1]!.repeat(50) })));
  const found = everythingIn(desk.db);
  expect(found).toContain(MARA.email); // the dump holds what is on file, so it would hold the rest
  for (const text of [found, JSON.stringify(answers), await answersOf(desk, caseId), written.join('\n')])
    for (const typed of TYPED) expect(holds(text, typed), typed).toBe(false);
  // nor as bytes of anything in the ledger's inputs but the factor
  const inputs = desk.db
    .prepare(`SELECT payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action = 'identity.compare' ORDER BY seq`)
    .pluck()
    .all();
  expect(inputs).toEqual(['email', 'phone', 'address'].map((factor) => JSON.stringify({ caseId, factor })));
});

test('what is on file is in no answer, whether it matches or not', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const answers = [
    await desk.desk.identity.compare({ caseId, factor: 'email', typed: TYPED[0]! }),
    await desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }),
  ];
  const said = JSON.stringify(answers) + (await answersOf(desk, caseId));
  for (const fact of [MARA.email, MARA.phone, MARA.customer_number, MARA.address, MARA.ticket]) expect(holds(said, fact), fact).toBe(false);
});

test('a code is in the draft and nowhere else, sent, guessed, given and replayed', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const [to] = (await desk.desk.identity.ofCase({ caseId })).codeTo;
  const answers: unknown[] = [];
  const codes: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const { draft, identity } = await desk.desk.identity.sendCode({ caseId, factId: to!.factId });
    const code = /(\d{3}) (\d{3})\r?\n/.exec(draft.text)!.slice(1).join('');
    codes.push(code);
    answers.push(identity);
    const { codeId } = identity.openCode!;
    const guess = code === '111111' ? '111112' : '111111';
    answers.push(await desk.desk.identity.checkCode({ caseId, codeId, typed: guess }));
    if (n === 0) answers.push(await desk.desk.identity.checkCode({ caseId, codeId, typed: code }));
    later(desk, MINUTE);
  }
  const cells = everythingIn(desk.db);
  const whole = (code: string) => new RegExp(`(?<!\\d)${code.slice(0, 3)}[ -]?${code.slice(3)}(?!\\d)`);
  for (const code of codes) {
    // times and ids hold digits too: what is looked for is the code by itself
    for (const text of [cells, JSON.stringify(answers), await answersOf(desk, caseId), written.join('\n')])
      expect(whole(code).test(text.replace(/[\da-f]{8,}(?:-[\da-f]+)*|\d{4}-\d{2}-\d{2}T[\d:.]+Z/gi, '·'))).toBe(false);
  }
  const stored = desk.db.prepare('SELECT salt, hash FROM one_time_code').all() as { salt: string; hash: string }[];
  expect(new Set(stored.map(({ salt }) => salt)).size).toBe(2);
  for (const { salt, hash } of stored) {
    expect(salt).toMatch(/^[\da-f]{32}$/);
    expect(hash).toMatch(/^[\da-f]{64}$/);
  }
});

test('the number that was called is on the ledger as a reveal, by its id alone', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const [to] = (await desk.desk.identity.ofCase({ caseId })).callTo;
  await desk.desk.identity.startCallBack({ caseId, factId: to!.factId });
  await desk.desk.identity.finishCallBack({ caseId, factId: to!.factId, result: 'another_person' });
  const kept = desk.db
    .prepare(
      `SELECT payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action IN ('contact.reveal', 'identity.finish_call_back') ORDER BY seq`,
    )
    .pluck()
    .all();
  expect(kept).toEqual([
    JSON.stringify({ caseId, factId: to!.factId, reason: 'call_back' }),
    JSON.stringify({ caseId, factId: to!.factId, note: '', result: 'another_person' }),
  ]);
  expect(holds(await answersOf(desk, caseId), MARA.phone)).toBe(false);
});
