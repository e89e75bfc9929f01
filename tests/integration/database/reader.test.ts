import { describe, expect, test } from 'vitest';
import { sql } from '../../../src-main/core/database/query.ts';
import { Reader } from '../../../src-main/core/database/reader.ts';
import { QUEUE_KEY, queue } from '../../support/queue.ts';
import { refusal } from '../../support/vault.ts';

const SCRIPT = new URL('../../../src-main/core/database/reader-worker.ts', import.meta.url);
const counter = sql.selectFrom('desk').select('next_counter');

function withReader() {
  const { db, file } = queue();
  db.exec(`INSERT INTO desk VALUES (1, 'device', 1, 0)`);
  const key = Uint8Array.from(QUEUE_KEY);
  const reader = new Reader(file, () => key, SCRIPT);
  return { db, reader, key, [Symbol.asyncDispose]: () => reader.close() };
}

describe('the reader beside', () => {
  test('sees what was committed before it was asked', async () => {
    await using beside = withReader();
    for (let next = 1; next <= 5; next += 1) {
      beside.db.exec(`UPDATE desk SET next_counter = ${next}`);
      expect(await beside.reader.all(counter)).toEqual([{ next_counter: next }]);
    }
  });

  test('answers each question with its own answer', async () => {
    await using beside = withReader();
    const asked = Array.from({ length: 50 }, (_, index) => sql.selectNoFrom((is) => is.val(index).as('n')));
    const answers = await Promise.all(asked.map((query) => beside.reader.all(query)));
    expect(answers.map((rows) => rows[0]?.n)).toEqual(asked.map((_, index) => index));
  });

  test('tells a bad query as a failure, and goes on', async () => {
    await using beside = withReader();
    const wrong = { compile: () => ({ ...counter.compile(), sql: 'SELECT a FROM nowhere' }) };
    await expect(beside.reader.all(wrong)).rejects.toThrow(/no such table/);
    expect(await beside.reader.all(counter)).toHaveLength(1);
  });

  test('what waits when it is closed is told so, and what comes later too', async () => {
    const beside = withReader();
    const waiting = refusal(beside.reader.all(counter));
    await beside.reader.close();
    expect((await waiting).code).toBe('locked');
    expect((await refusal(beside.reader.all(counter))).code).toBe('locked');
  });

  test('leaves the key of its owner as it was', async () => {
    await using beside = withReader();
    await beside.reader.all(counter);
    expect(beside.key).toEqual(QUEUE_KEY);
  });
});
