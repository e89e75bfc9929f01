import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { nextOf } from '../../support/streams.ts';
import { Clocked, date, noonOf, takeFrom } from './clocked.ts';

// The machine stands on the other side of the earth: its midnights must not matter.
const machineZone = process.env['TZ'];
beforeEach(() => {
  process.env['TZ'] = 'Pacific/Auckland';
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  if (machineZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = machineZone;
});

const counts = async ({ desk }: TestDesk) => {
  const { due_soon, overdue } = (await desk.cases.counts()).counts;
  return { soon: due_soon, overdue };
};
/** Lets the desk's clock stand at a moment and a minute pass. */
function minuteAt(desk: TestDesk, at: string): void {
  desk.clock.now = at as Instant;
  vi.advanceTimersByTime(60_000);
}

test('the machine of these tests is in another zone than the office', () => {
  expect(new Date('2026-09-03T14:00:00Z').getDate()).toBe(4);
});

describe('midnight at the office', () => {
  test('rolls Due soon and Overdue over while the desk is open, and open pages ask again', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, {}, ['access'], { channel: 'phone' }); // due on Fri 2 October
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 0 });
    const live = (await desk.desk.live.changes())[Symbol.asyncIterator]();
    const told = nextOf(live);
    minuteAt(desk, '2026-09-27T03:59:59Z'); // Sat 26 September, 23:59 in New York: six days left
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 0 });
    minuteAt(desk, '2026-09-27T04:00:00Z');
    expect(await counts(desk)).toEqual({ soon: 1, overdue: 0 });
    expect((await told).touched).toEqual([{ entity: 'all', id: null }]);
    await live.return?.(undefined);
    minuteAt(desk, '2026-10-03T03:59:59Z'); // the last minute of the day on which it is due
    expect(await counts(desk)).toEqual({ soon: 1, overdue: 0 });
    minuteAt(desk, '2026-10-03T04:00:00Z');
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 1 });
    expect(await new Clocked(desk, row).row()).toMatchObject({ band: 'overdue', version: row.version, updatedAt: row.updatedAt }); // nothing was decided
  });

  test.each([
    ['the clocks go back', '2026-11-02T04:59:00Z', '2026-11-02T05:00:00Z', '2026-10-02'], // 1 November has 25 hours
    ['the clocks go forward', '2027-03-15T03:59:00Z', '2027-03-15T04:00:00Z', '2027-02-12'], // 14 March has 23 hours
  ])('on the day %s is where the office’s clock has it', async (_day, before, after, received) => {
    await using desk = await foundedDesk();
    desk.clock.now = before as Instant;
    await desk.signOutAndIn();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone', receivedAt: noonOf(received) }));
    const { today } = await found.now();
    minuteAt(desk, before);
    expect((await found.now()).today).toBe(today);
    minuteAt(desk, after);
    expect((await found.now()).today > today).toBe(true);
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 1 }); // due by the last business day before
  });

  test('slept through, or while locked, is made up for', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    minuteAt(desk, noonOf('2027-01-01')); // the lid was shut for a quarter of a year
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 1 });
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    await desk.session.close();
    desk.clock.now = noonOf('2027-03-01');
    await desk.signIn();
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 2 });
  });

  test('a clock that was set back rolls them back', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    minuteAt(desk, noonOf('2027-01-01'));
    minuteAt(desk, noonOf('2026-09-04'));
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 0 });
  });

  test('leaves alone what stands still and what is closed', async () => {
    await using desk = await foundedDesk();
    const paused = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' }));
    await paused.changeRegimes(['uk-gdpr']);
    await paused.record('identity_requested', '2026-09-03');
    const closed = new Clocked(desk, await takeFrom(desk, {}));
    await closed.answer();
    minuteAt(desk, noonOf('2027-01-01'));
    expect((await paused.row()).band).toBe('paused');
    expect((await closed.row()).band).toBe('none');
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 0 });
  });

  test('in another office comes with its zone', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}));
    desk.clock.now = '2026-09-03T16:00:00Z' as Instant;
    expect((await found.now()).today).toBe('2026-09-03');
    const { version } = await desk.desk.organisation.read();
    await desk.desk.organisation.change({ version, timeZone: 'Asia/Tokyo' });
    expect((await found.now()).today).toBe('2026-09-04');
  });

  test('is written down once, as the desk’s own act, and only where something moved', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    const rolls = () => desk.db.prepare("SELECT actor, subject FROM ledger_entry WHERE action = 'case.roll_bands'").all();
    minuteAt(desk, noonOf('2026-09-04'));
    expect(rolls()).toEqual([]);
    minuteAt(desk, noonOf('2026-09-27'));
    minuteAt(desk, noonOf('2026-09-27'));
    expect(rolls()).toEqual([{ actor: 'system', subject: date('2026-09-27') }]);
  });

  test('that cannot be written is tried again at the next look, and does not end the desk', async () => {
    const problems = vi.spyOn(console, 'error').mockImplementation(() => {});
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    desk.db.pragma('query_only = ON'); // as if the disk were full
    minuteAt(desk, noonOf('2027-01-01'));
    expect(problems).toHaveBeenCalledOnce();
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 0 });
    desk.db.pragma('query_only = OFF');
    minuteAt(desk, noonOf('2027-01-01'));
    expect(await counts(desk)).toEqual({ soon: 0, overdue: 1 });
    problems.mockRestore();
  });

  test('after the desk has locked is nobody’s', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['access'], { channel: 'phone' });
    await desk.session.close();
    expect(() => minuteAt(desk, noonOf('2027-01-01'))).not.toThrow();
  });
});
