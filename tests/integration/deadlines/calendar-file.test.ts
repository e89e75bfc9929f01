import { describe, expect, test } from 'vitest';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { Clocked, noonOf, takeFrom } from './clocked.ts';

const fileOf = ({ desk }: TestDesk) => desk.deadlines.calendarFile();

interface Property {
  readonly parameters: string;
  readonly value: string;
}

/** A reader of RFC 5545 that shares nothing with the writer: strict about line ends and length. */
function parse(text: string): Map<string, Property>[] {
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  const lines = text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  expect(lines).toContain('VERSION:2.0');
  expect(lines.some((line) => line.startsWith('PRODID:'))).toBe(true);
  const tasks: Map<string, Property>[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VTODO') tasks.push(new Map());
    const [, name, parameters = '', value = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    if (name && tasks.length > 0 && !/^(BEGIN|END)$/.test(name)) {
      expect(tasks.at(-1)!.has(name), `${name} twice`).toBe(false);
      tasks.at(-1)!.set(name, { parameters, value });
    }
  }
  expect(lines.filter((line) => line === 'END:VTODO')).toHaveLength(tasks.length);
  return tasks;
}

describe('the file of due dates', () => {
  test('is iCalendar: tasks with all that is required, a due day without an hour, each id once', async () => {
    await using desk = await foundedDesk();
    const first = await takeFrom(desk, {});
    const second = await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' });
    const { name, text } = await fileOf(desk);
    expect(name).toBe('dsr-desk-due-2026-09-03.ics');
    const tasks = parse(text);
    expect(tasks.map((task) => [task.get('DUE'), task.get('SUMMARY')?.value, task.get('PRIORITY')?.value])).toEqual([
      [{ parameters: ';VALUE=DATE', value: '20260908' }, `${first.reference}: acknowledge`, '5'],
      [{ parameters: ';VALUE=DATE', value: '20261002' }, `${second.reference}: answer`, '9'],
    ]);
    for (const task of tasks) {
      expect(task.get('DTSTAMP')?.value).toBe('20260903T140000Z');
      expect(task.get('STATUS')?.value).toBe('NEEDS-ACTION');
      expect(task.get('UID')?.value).toMatch(/^[0-9a-f-]{36}@dsr-desk\.invalid$/);
    }
    expect(new Set(tasks.map((task) => task.get('UID')?.value)).size).toBe(2);
  });

  test('holds nobody’s name or address, no sealed and no closed case', async () => {
    await using desk = await foundedDesk();
    const requester = {
      name: 'Zebedee Unmistakable',
      email: 'zebedee@unmistakable.example',
      phone: '+15550100',
      customerNumber: 'CUST-77',
    };
    const row = await takeFrom(desk, {}, ['access'], { requester, note: 'Zebedee called twice.' });
    await takeFrom(desk, {}, ['legal_process'], { requester });
    const closed = new Clocked(desk, await takeFrom(desk, {}, ['access'], { requester }));
    await closed.answer();
    const { text } = await fileOf(desk);
    expect(parse(text).map((task) => task.get('SUMMARY')?.value)).toEqual([`${row.reference}: acknowledge`]);
    expect(text).not.toMatch(/zebedee|unmistakable|15550100|CUST-77/i);
    expect(text).not.toContain((await closed.row()).reference);
  });

  test('read in again moves a date that moved: the same id, a higher sequence', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone' }));
    const [before] = parse((await fileOf(desk)).text);
    await found.changeReceipt('2026-08-20T16:00:00Z');
    const [after] = parse((await fileOf(desk)).text);
    expect(after!.get('UID')).toEqual(before!.get('UID'));
    expect(after!.get('DUE')?.value).toBe('20260918');
    expect(Number(after!.get('SEQUENCE')?.value)).toBeGreaterThan(Number(before!.get('SEQUENCE')?.value));
  });

  test('says where the clock stands still, and what is to be done', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.changeRegimes(['uk-gdpr']);
    await found.record('identity_requested', '2026-09-03');
    const appealed = new Clocked(desk, await takeFrom(desk, { country: 'US', region: 'OR' }));
    await appealed.answer('denied');
    await appealed.record('appeal_received', '2026-09-03');
    const summaries = parse((await fileOf(desk)).text).map((task) => task.get('SUMMARY')?.value);
    expect(summaries).toEqual([
      `${(await found.row()).reference}: answer (clock paused)`,
      `${(await appealed.row()).reference}: answer the appeal`,
    ]);
  });

  test('holds for billing what billing may see, and is on the ledger: it leaves the desk', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {});
    const concern = await takeFrom(desk, {}, ['concern']);
    await desk.become('billing');
    const tasks = parse((await fileOf(desk)).text);
    expect(tasks.map((task) => task.get('SUMMARY')?.value)).toEqual([`${concern.reference}: acknowledge`]);
    const last = desk.db.prepare('SELECT actor, action FROM ledger_entry ORDER BY seq DESC LIMIT 1').get();
    expect(last).toEqual({ actor: await desk.staffId('billing'), action: 'case.calendar_file' });
  });

  test('of an empty queue is a calendar without tasks', async () => {
    await using desk = await foundedDesk();
    desk.clock.now = noonOf('2026-09-03');
    expect(parse((await fileOf(desk)).text)).toEqual([]);
  });
});
