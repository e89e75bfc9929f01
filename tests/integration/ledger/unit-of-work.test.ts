import { describe, expect, test } from 'vitest';
import { createCommand, type Work } from '../../../src-main/core/command.ts';
import { verify } from '../../../src-main/core/ledger/ledger.ts';
import { ACT, ANA, DEVICE_ID, ledgerOf, workbench } from '../../support/work.ts';

const rowsOf = ({ db }: Pick<ReturnType<typeof workbench>, 'db'>) => ({
  counter: db.prepare('SELECT next_counter FROM desk').pluck().get(),
  outbox: db.prepare('SELECT count(*) FROM outbox').pluck().get(),
  ledger: db.prepare('SELECT count(*) FROM ledger_entry').pluck().get(),
  payloads: db.prepare('SELECT count(*) FROM ledger_payload').pluck().get(),
});

/** A piece of work with all three parts. */
function wholeWork({ db, outbox, touch }: Work): string {
  db.exec('UPDATE desk SET next_counter = next_counter + 1');
  outbox({ entity: 'case', entityId: 'x', entityVersion: 1, operation: 'changed' });
  touch('case', 'x');
  return 'done';
}

test('rows, ledger entry and outbox entry are there together, and then the pages are told', () => {
  const bench = workbench();
  expect(bench.command(ANA, ACT, wholeWork)).toBe('done');
  expect(rowsOf(bench)).toEqual({ counter: 1, outbox: 1, ledger: 1, payloads: 1 });
  expect(bench.published).toEqual([[{ entity: 'case', id: 'x' }]]);
  expect(ledgerOf(bench.db)[0]).toMatchObject({ seq: 1, actor: ANA.staffId, action: 'test.act', subject: 'thing', payload: '{"a":1}' });
  const { hlc } = bench.db.prepare('SELECT hlc FROM outbox').get() as { hlc: string };
  expect(hlc).toBe(ledgerOf(bench.db)[0]?.hlc);
});

describe('or not at all: it fails', () => {
  const boom = () => {
    throw new Error('boom');
  };

  test.each<[string, (work: Work) => void]>([
    ['before its first row', boom],
    [
      'after its rows',
      ({ db }) => {
        db.exec('UPDATE desk SET next_counter = next_counter + 1');
        boom();
      },
    ],
    [
      'after its outbox entry',
      (work) => {
        wholeWork(work);
        boom();
      },
    ],
    [
      'in the database itself',
      (work) => {
        wholeWork(work);
        work.db.exec(`INSERT INTO desk VALUES (1, 'twice', 1, 1)`);
      },
    ],
  ])('%s', (_, work) => {
    const bench = workbench();
    bench.command(ANA, ACT, wholeWork);
    expect(() => bench.command(ANA, ACT, work)).toThrow();
    expect(rowsOf(bench)).toEqual({ counter: 1, outbox: 1, ledger: 1, payloads: 1 });
    expect(bench.published).toHaveLength(1);
    bench.command(ANA, ACT, wholeWork);
    expect(ledgerOf(bench.db).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(verify(bench.db, DEVICE_ID)).toEqual({ entries: 2, badSeq: null });
  });

  test('while the entry is written, after the work', () => {
    const bench = workbench();
    const world = { ...bench.world, now: bench.world.now, newId: bench.world.newId, randomBytes: boom };
    const command = createCommand(bench.db, DEVICE_ID, world, (touched) => bench.published.push([...touched]));
    expect(() => command(ANA, ACT, wholeWork)).toThrow('boom');
    expect(rowsOf(bench)).toEqual({ counter: 0, outbox: 0, ledger: 0, payloads: 0 });
    expect(bench.published).toEqual([]);
  });

  test('between the entry and what it was asked', () => {
    const bench = workbench();
    bench.db.exec(`CREATE TRIGGER broken BEFORE INSERT ON ledger_payload BEGIN SELECT raise(ABORT, 'no room'); END`);
    expect(() => bench.command(ANA, ACT, wholeWork)).toThrow('no room');
    expect(rowsOf(bench)).toEqual({ counter: 0, outbox: 0, ledger: 0, payloads: 0 });
  });

  test('a page that cannot be told does not undo what is durable', () => {
    const bench = workbench();
    const command = createCommand(bench.db, DEVICE_ID, bench.world, boom);
    expect(() => command(ANA, ACT, wholeWork)).toThrow('boom');
    expect(rowsOf(bench)).toEqual({ counter: 1, outbox: 1, ledger: 1, payloads: 1 });
  });
});

test('what the work itself names is what the entry is about', () => {
  const bench = workbench();
  bench.command(ANA, ACT, ({ about }) => about('another'));
  bench.command(ANA, ACT, () => {});
  expect(ledgerOf(bench.db).map(({ subject }) => subject)).toEqual(['another', 'thing']);
});

test('one instant and one reading hold for the whole of a command', () => {
  const bench = workbench();
  bench.command(ANA, ACT, ({ now, hlc }) => {
    bench.world.pass(60);
    bench.db.prepare('INSERT INTO undo_entry VALUES (?, ?, ?, ?, ?)').run('x', 'y', now, hlc, '[]');
  });
  const { at, action: hlc } = bench.db.prepare('SELECT at, action FROM undo_entry').get() as { at: string; action: string };
  expect(ledgerOf(bench.db)[0]).toMatchObject({ at, hlc });
});

test('sequences have no gap and readings rise, though the clock is set back and the desk starts again', () => {
  const bench = workbench();
  let { command } = bench;
  for (let round = 0; round < 30; round += 1) {
    bench.world.pass([5, 0, -86_400, 3600, -1][round % 5]!);
    if (round % 7 === 6) command = bench.reopen();
    const failing = round % 4 === 3;
    const work = () => {
      if (failing) throw new Error('boom');
    };
    if (failing) expect(() => command(ANA, ACT, work)).toThrow('boom');
    else command(ANA, ACT, work);
  }
  const entries = ledgerOf(bench.db);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.map(({ hlc }) => hlc)).toEqual(entries.map(({ hlc }) => hlc).sort());
  expect(new Set(entries.map(({ hlc }) => hlc)).size).toBe(entries.length);
  expect(verify(bench.db, DEVICE_ID)).toEqual({ entries: entries.length, badSeq: null });
});
