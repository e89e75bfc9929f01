import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CoreEvent } from '../../../src-main/core/options.ts';
import type { LiveChange } from '../../../src-shared/contract/live.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { Clocked, noonOf, takeFrom } from './clocked.ts';

type Notification = Extract<CoreEvent, { type: 'notify' }>;
afterEach(() => {
  vi.useRealTimers();
});

/** What was told since this was last asked. */
function told({ events }: TestDesk): string[] {
  const words = events.filter((event): event is Notification => event.type === 'notify').map(({ title, body }) => `${title}: ${body}`);
  events.length = 0;
  return words;
}
const called = (desk: TestDesk, given: Parameters<TestDesk['take']>[0] = {}) =>
  takeFrom(desk, {}, ['access'], {
    channel: 'phone',
    requester: { name: 'Zebedee Unmistakable', email: 'zebedee@unmistakable.example' },
    ...given,
  });

async function unlockOn(desk: TestDesk, day: string, name?: string): Promise<void> {
  await desk.session.close();
  desk.clock.now = noonOf(day);
  await desk.signIn(name);
}

describe('reminders', () => {
  test('are said by the page that listens first where the host has no notifications, and only once', async () => {
    await using desk = await foundedDesk();
    await called(desk);
    await unlockOn(desk, '2026-09-28');
    const first = (await desk.desk.live.changes())[Symbol.asyncIterator]();
    const heard = (await first.next()).value as LiveChange;
    expect(heard.notices.map(({ title }) => title)).toEqual(['1 case is due soon']);
    const second = (await desk.desk.live.changes())[Symbol.asyncIterator]();
    const next = second.next();
    await called(desk);
    expect(((await next).value as LiveChange).notices).toEqual([]);
    await Promise.all([first.return?.(undefined), second.return?.(undefined)]);
  });

  test('come at the unlock, one for each band, with a count and references and nobody’s name', async () => {
    await using desk = await foundedDesk();
    const rows = [await called(desk), await called(desk), await called(desk), await called(desk), await called(desk)];
    await called(desk, { receivedAt: noonOf('2026-08-01') });
    told(desk);
    await unlockOn(desk, '2026-09-28');
    const words = told(desk);
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(/^1 case is overdue: DSR-[0-9A-Z]{8}$/);
    const [one, two, three] = rows.map((row) => row.reference);
    expect(words[1]).toBe(`5 cases are due soon: ${one}, ${two}, ${three} and 2 more`);
    expect(words.join()).not.toMatch(/Zebedee|unmistakable/i);
  });

  test('come once for each band and date: again when the band changes or the date moves', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await called(desk));
    told(desk);
    await unlockOn(desk, '2026-09-28');
    expect(told(desk)).toHaveLength(1);
    await unlockOn(desk, '2026-09-28');
    await unlockOn(desk, '2026-09-29');
    expect(told(desk)).toEqual([]);
    await unlockOn(desk, '2026-10-05');
    expect(told(desk)).toEqual([expect.stringMatching(/^1 case is overdue/)]);
    await found.changeReceipt('2026-09-04T16:00:00Z'); // due two days later, on Fri 2 October still: Sun 4 October
    await unlockOn(desk, '2026-10-06');
    expect(told(desk)).toEqual([]);
    await found.changeReceipt('2026-09-10T16:00:00Z'); // due on Fri 9 October
    await unlockOn(desk, '2026-10-06');
    expect(told(desk)).toEqual([expect.stringMatching(/^1 case is due soon/)]);
  });

  test('come at midnight while the desk is open', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await using desk = await foundedDesk();
    await called(desk);
    told(desk);
    desk.clock.now = noonOf('2026-09-27');
    vi.advanceTimersByTime(60_000);
    expect(told(desk)).toEqual([expect.stringMatching(/^1 case is due soon: DSR-/)]);
    vi.advanceTimersByTime(600_000);
    expect(told(desk)).toEqual([]);
  });

  test('never tell of a sealed case, not even to a manager', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['legal_process'], { channel: 'phone' });
    told(desk);
    await unlockOn(desk, '2026-10-10');
    expect(told(desk)).toEqual([]);
    expect((await desk.desk.cases.counts()).counts.overdue).toBe(1);
  });

  test('tell each of what is theirs to know: billing not of access, an administrator of nothing', async () => {
    await using desk = await foundedDesk();
    const access = await called(desk);
    const concern = await called(desk, { requests: [{ kind: 'concern' }] });
    await desk.become('billing');
    await desk.become('administrator');
    told(desk);
    await unlockOn(desk, '2026-10-10', 'administrator');
    expect(told(desk)).toEqual([]);
    await unlockOn(desk, '2026-10-10', 'billing');
    expect(told(desk)).toEqual([`1 case is overdue: ${concern.reference}`]);
    await unlockOn(desk, '2026-10-10'); // Ana: what nobody was told of yet
    expect(told(desk)).toEqual([`1 case is overdue: ${access.reference}`]);
  });

  test('do not keep anyone from the desk when they cannot be written', async () => {
    const problems = vi.spyOn(console, 'error').mockImplementation(() => {});
    await using desk = await foundedDesk();
    await called(desk);
    desk.db.exec("CREATE TRIGGER full BEFORE INSERT ON reminder BEGIN SELECT RAISE(FAIL, 'disk full'); END");
    await unlockOn(desk, '2026-10-10');
    expect((await desk.desk.session.state()).phase).toBe('unlocked');
    expect(told(desk)).toEqual([]);
    expect(problems).toHaveBeenCalledOnce();
    desk.db.exec('DROP TRIGGER full');
    await unlockOn(desk, '2026-10-10');
    expect(told(desk)).toHaveLength(1);
    problems.mockRestore();
  });
});

describe('the daily summary', () => {
  async function switchOn(desk: TestDesk): Promise<void> {
    const { version } = await desk.desk.organisation.read();
    await desk.desk.organisation.change({ version, dailySummary: true });
  }

  test('is off until it is wanted', async () => {
    await using desk = await foundedDesk();
    await unlockOn(desk, '2026-09-04');
    expect(told(desk)).toEqual([]);
  });

  test('is told to each person once a day, in counts of what they may see', async () => {
    await using desk = await foundedDesk();
    await desk.become('billing');
    await desk.signOutAndIn();
    await switchOn(desk);
    await called(desk);
    await called(desk, { requests: [{ kind: 'opt_out' }] });
    told(desk);
    await unlockOn(desk, '2026-09-10');
    expect(told(desk)).toEqual(['Today at the desk: 0 overdue, 0 due soon, 2 unassigned, 0 yours']);
    await unlockOn(desk, '2026-09-10', 'billing');
    expect(told(desk)).toEqual(['Today at the desk: 0 overdue, 0 due soon, 1 unassigned, 0 yours']);
    await unlockOn(desk, '2026-09-10');
    await unlockOn(desk, '2026-09-10', 'billing');
    expect(told(desk)).toEqual([]);
    await unlockOn(desk, '2026-09-11');
    expect(told(desk)).toHaveLength(1);
  });

  test('is not for an administrator alone, and comes with the new day where the desk stays open', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await using desk = await foundedDesk();
    await desk.become('administrator');
    await desk.signOutAndIn();
    await switchOn(desk);
    told(desk);
    await unlockOn(desk, '2026-09-04', 'administrator');
    expect(told(desk)).toEqual([]);
    await unlockOn(desk, '2026-09-04');
    expect(told(desk)).toHaveLength(1);
    desk.clock.now = noonOf('2026-09-05');
    vi.advanceTimersByTime(60_000);
    expect(told(desk)).toEqual(['Today at the desk: 0 overdue, 0 due soon, 0 unassigned, 0 yours']);
  });
});

describe('the badge', () => {
  const badges = ({ events }: TestDesk) => events.flatMap((event) => (event.type === 'badge' ? [event.due] : []));

  test('counts what is overdue or due soon, follows each change and the day, and says each number once', async () => {
    await using desk = await foundedDesk();
    expect(badges(desk)).toEqual([0]);
    const found = new Clocked(desk, await takeFrom(desk, {})); // to be acknowledged in two business days
    await vi.waitFor(() => expect(badges(desk)).toEqual([0, 1]));
    await found.record('acknowledged', '2026-09-03');
    await vi.waitFor(() => expect(badges(desk)).toEqual([0, 1, 0]));
    await called(desk);
    await unlockOn(desk, '2026-10-10');
    expect(badges(desk)).toEqual([0, 1, 0, 2]);
  });

  test('is what the person at the desk may see; an administrator leaves it as it was', async () => {
    await using desk = await foundedDesk();
    await called(desk);
    await called(desk, { requests: [{ kind: 'concern' }] });
    await desk.become('billing');
    await desk.become('administrator');
    desk.events.length = 0;
    await unlockOn(desk, '2026-10-10', 'billing');
    await unlockOn(desk, '2026-10-10', 'administrator');
    await unlockOn(desk, '2026-10-10');
    expect(badges(desk)).toEqual([1, 2]);
  });
});
