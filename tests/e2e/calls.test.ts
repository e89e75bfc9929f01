import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import { launchChromium } from '../support/chromium.ts';
import { PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { type DeskAt, startDeskAt } from '../support/desk-at.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { onFile } from '../support/on-file.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const BEN = 'Ben Ito';

let browser: Browser;
let context: BrowserContext;
let place: ReturnType<typeof testFolder>;
let desk: DeskAt;
let page: Page;
let complaints: Complaints;

/** Two people on file and somebody of support who answers the phone. */
async function seed(folder: string): Promise<void> {
  await using own = new TestDesk(folder, {}, { now: '2026-08-20T14:00:00.000Z' as Instant });
  await own.found();
  await own.desk.staff.add({ name: BEN, roles: ['support'], passphrase: PASSPHRASE });
  const person = (name: string, phone: string, region: string) =>
    onFile(own, name, [{ kind: 'phone', value: phone }], { country: 'US', region });
  await person('Maria O’Connor', '+1 212 555 0142', 'CA');
  await person('John Smith', '+1 212 555 0199', 'NY');
}

async function newContext(): Promise<void> {
  context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1360, height: 780 },
  });
  context.setDefaultTimeout(8_000);
}

/** Opens the desk as Ben, at an address. */
async function open(url: string): Promise<void> {
  page = await context.newPage();
  complaints = await watchPage(page, desk.origin);
  await desk.setClock(page);
  await page.goto(url);
  await enter(page, BEN, PASSPHRASE);
}

/** Starts the desk at a time, and opens it. */
async function start(now: string): Promise<void> {
  await newContext();
  desk = await startDeskAt(now, place.folder);
  await open(desk.url());
}

beforeAll(async () => {
  place = testFolder();
  [browser] = await Promise.all([launchChromium(), seed(place.folder)]);
  await start('2026-09-03T14:00:00.000Z');
});
afterAll(async () => {
  await browser.close();
  await desk[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

let pressed = 0;
/** Presses keys and counts them. */
const press = async (...keys: string[]) => {
  for (const key of keys) {
    await page.keyboard.press(key);
    pressed += 1;
  }
};
const panel = () => page.getByRole('region', { name: 'Call', exact: true });
const caller = () => panel().getByRole('combobox', { name: 'Caller' });
const ending = (name: string) => page.getByRole('region', { name });
/** Waits until the focus is on the panel itself: its single keys act. */
const atPanel = () => panel().and(page.locator(':focus')).waitFor();
const atCaller = () => caller().and(page.locator(':focus')).waitFor();

test('an opt-out call takes five keys beyond the name, from the queue and back to it', async () => {
  pressed = 0;
  await press('p');
  await atCaller();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type('maria');
  await press('Enter');
  await atPanel();
  await press('1');
  await panel().getByRole('button', { name: 'marketing email', pressed: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('Enter');
  const words = ending('Say this to the caller');
  await words.getByText(/Your opt-out is recorded as of September 3, 2026/).waitFor();
  const reference = (await words.getByRole('link').innerText()).trim();
  expect(reference).toMatch(/^DSR-/);
  expect(await axeFindings(page)).toEqual([]);
  await press('Enter');
  await words.waitFor({ state: 'hidden' });
  expect(pressed).toBeLessThanOrEqual(8);
  expect(pressed).toBe(5);
  await page.getByRole('listbox').getByText(reference).waitFor();
  expect(complaints.list).toEqual([]);
});

test('a caller in California refuses to be recorded and gets her access case all the same', async () => {
  await press('p');
  await atCaller();
  await panel().getByText('Place not known: all must agree').waitFor();
  await page.keyboard.type('Maria O');
  await press('Enter');
  await atPanel();
  await panel().getByText('California: all must agree').waitFor();
  await press('n');
  await panel().getByText('Refused: do not record').waitFor();
  await panel().getByText('“That is fine. The call is not being recorded, and nothing changes for your request.”').waitFor();
  await press('Alt+m');
  await page.keyboard.type('Wants to know what we have on her.');
  await press('Alt+c', '1', 'Enter');
  await page.getByRole('heading', { name: /Maria O’Connor/ }).waitFor();
  await panel()
    .getByRole('link', { name: /^On case DSR-/ })
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await atPanel();
  await press('Enter');
  await ending('Give the caller their reference').waitFor();
  await press('Escape');
  const beside = page.getByRole('region', { name: 'Calls and consents' });
  await beside.getByText('Recording refused').waitFor();
  await beside.getByText('Recording: refused (said no)').waitFor();
  await page.getByText('took a call on this case').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints.list).toEqual([]);
});

describe('a call in the middle of which the desk is killed', () => {
  test('is there again as it was, with all that was typed', async () => {
    await press('p');
    await atCaller();
    await page.keyboard.type('Nobody On File');
    await press('Enter');
    await atPanel();
    await press('y');
    await panel().getByText('May be recorded').waitFor();
    await press('2', 'm');
    await page.keyboard.type('She moved in May and');
    await press('Alt+k');
    await panel().getByText('Paused: do not record').waitFor();
    // Neither page nor desk has time for anything: the context goes, and the desk's process is ended under it.
    await page.waitForTimeout(250);
    await context.close();
    await desk[Symbol.asyncDispose]();
    await start('2026-09-03T14:05:00.000Z');
    expect(await caller().inputValue()).toBe('Nobody On File');
    expect(await panel().getByRole('textbox', { name: 'Note' }).inputValue()).toBe('She moved in May and');
    await panel().getByText('Paused: do not record').waitFor();
    await panel().getByRole('button', { name: 'phone', exact: true, pressed: true }).waitFor();
    await panel()
      .getByText(/^0[4-9]:\d\d$/)
      .waitFor();
    // What is typed on after it is kept too.
    await press('Alt+m');
    await page.keyboard.type(' wants no calls');
    await press('Alt+k');
    await panel().getByText('May be recorded').waitFor();
    expect(complaints.list).toEqual([]);
  });

  test('is parked for another one, and both go on', async () => {
    await press('Alt+h');
    await panel().waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: 'Parked calls' }).getByText('Nobody On File').waitFor();
    await press('p');
    await atCaller();
    await page.keyboard.type('John');
    await press('Enter');
    await atPanel();
    await press('g'); // the one that was parked, in exchange for this one
    await page.getByRole('button', { name: 'Go on with the call with John Smith' }).waitFor();
    expect(await panel().getByRole('textbox', { name: 'Note' }).inputValue()).toBe('She moved in May and wants no calls');
    await atPanel();
    await press('h');
    await panel().waitFor({ state: 'hidden' });
    expect(await page.getByRole('region', { name: 'Parked calls' }).getByRole('listitem').count()).toBe(2);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints.list).toEqual([]);
  });
});

describe('a softphone', () => {
  test('fills in a call once somebody is signed in; who has the number is one key away', async () => {
    await lock(page);
    await context.close();
    await newContext();
    await open(desk.url('/queue?view=mine&call=tel%3A%2B1-212-555-0199%3Bext%3D7'));
    await panel().getByText('+1 212 555 0199').waitFor();
    await atCaller();
    expect(await page.evaluate('location.hash')).toBe('#/queue?view=mine');
    await panel().getByRole('option', { name: 'John Smith' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await press('Enter');
    await atPanel();
    expect(await caller().inputValue()).toBe('John Smith');
  });

  test('hands over another number: the call that is on is parked; hostile text is text', async () => {
    const hostile = '"><img src=x onerror=alert(1)>-- javascript:\u202e\r\n';
    await page.evaluate(`location.hash = '#/queue?call=' + encodeURIComponent(${JSON.stringify(hostile)})`);
    await panel().getByText('"><img src=x onerror=alert(1)>-- javascript:').waitFor();
    expect(await page.evaluate('location.hash')).not.toContain('call=');
    await page.getByRole('button', { name: 'Go on with the call with John Smith' }).nth(1).waitFor(); // and the one of before
    expect(complaints.list).toEqual([]);
  });
});
