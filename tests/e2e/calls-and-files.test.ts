import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import { launchChromium } from '../support/chromium.ts';
import { PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { type DeskAt, startDeskAt } from '../support/desk-at.ts';
import { axeFindings, enter } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

// What a call does to what is on file: its case, its recording, the person's place and consents.

const BEN = 'Ben Ito';

let browser: Browser;
let place: ReturnType<typeof testFolder>;
let desk: DeskAt;
let page: Page;
let complaints: Complaints;
let maria: string;

/** Three people on file, one of whom speaks Spanish, and somebody of support who answers the phone. */
async function seed(folder: string): Promise<void> {
  await using own = new TestDesk(folder, {}, { now: '2026-08-20T14:00:00.000Z' as Instant });
  await own.found();
  await own.desk.staff.add({ name: BEN, roles: ['support'], passphrase: PASSPHRASE });
  const person = (name: string, region: string, language: string | null = null) =>
    own.desk.directory.create({ name, country: 'US', region, language });
  maria = (await person('Maria O’Connor', 'CA')).id;
  await person('John Smith', 'NY');
  await person('Rosa Díaz', 'FL', 'es');
}

beforeAll(async () => {
  place = testFolder();
  [browser] = await Promise.all([launchChromium(), seed(place.folder)]);
  desk = await startDeskAt('2026-09-03T14:00:00.000Z', place.folder);
  const context = await browser.newContext({
    acceptDownloads: true,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1360, height: 780 },
  });
  context.setDefaultTimeout(8_000);
  page = await context.newPage();
  complaints = await watchPage(page, desk.origin);
  await desk.setClock(page);
  await page.goto(desk.url('/queue?view=mine'));
  await enter(page, BEN, PASSPHRASE);
});
afterAll(async () => {
  await browser.close();
  await desk[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const panel = () => page.getByRole('region', { name: 'Call', exact: true });
const caller = () => panel().getByRole('combobox', { name: 'Caller' });
const said = () => page.getByRole('region', { name: 'Calls and consents' });
/** Waits until the focus is on the panel itself: its single keys act. */
const atPanel = () => panel().and(page.locator(':focus')).waitFor();

/** Starts a call with somebody on file; the question about recording is on the screen. */
async function callWith(name: string): Promise<void> {
  await press('p');
  await caller().and(page.locator(':focus')).waitFor();
  await panel().getByText('“This call may be recorded').waitFor();
  await page.keyboard.type(name);
  await press('Enter');
  await atPanel();
}

test('one view alone is the current one', async () => {
  const views = page.getByRole('navigation', { name: 'Views and places' });
  const current = views.locator('[aria-current="page"]');
  const allOpen = views.getByRole('link', { name: /^All open/ });
  await allOpen.waitFor();
  expect([await current.count(), await allOpen.getAttribute('aria-current')]).toEqual([1, null]);
  await press('8');
  await page.waitForURL(/#\/queue$/);
  await allOpen.and(page.locator('[aria-current="page"]')).waitFor();
  expect(await current.count()).toBe(1);
});

test('a recording that was refused is not linked, and it says why', async () => {
  await callWith('maria');
  await press('n');
  await panel().getByText('Refused: do not record').waitFor();
  await press('Alt+c', '1', 'Enter');
  await page.getByRole('heading', { name: /Maria O’Connor/ }).waitFor();
  await atPanel();
  await press('Enter');
  await page.getByRole('region', { name: 'Give the caller their reference' }).waitFor();
  await press('Escape');
  await said().getByText('Nobody agreed to a recording of this call.').waitFor();
  expect(await said().getByRole('button', { name: /^Link/ }).count()).toBe(0);
});

test('a call goes on the case beneath, asks who may see what, and its recording is linked', async () => {
  await callWith('maria');
  await press('d');
  await panel()
    .getByRole('link', { name: /^On case DSR-/ })
    .waitFor();
  await panel().focus();
  await press('o');
  await page.getByRole('menuitem', { name: 'Service mail: what to say' }).click();
  await panel().getByText('“Messages about the service itself').waitFor();
  expect(await panel().getByRole('group', { name: 'Opt out' }).getByRole('button', { pressed: true }).count()).toBe(0);
  await panel().focus();
  await press('a');
  const question = page.getByRole('dialog', { name: 'May they see this?' });
  await question.waitFor();
  const asked = await question.locator('input').all();
  expect(await Promise.all(asked.map((field) => field.inputValue()))).toContain('Maria O’Connor');
  await press('Escape');
  await question.waitFor({ state: 'hidden' });
  await panel().focus();
  await press('r');
  await panel().getByText('“This call may be recorded').waitFor();
  await press('y');
  await panel().getByText('May be recorded', { exact: true }).waitFor();
  await press('Enter');
  await page.getByRole('region', { name: 'Give the caller their reference' }).waitFor();
  await press('Escape');

  await said().getByRole('button', { name: 'Link its recording' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link the recording of this call' });
  await dialog.getByRole('textbox', { name: 'System that holds it' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Phone system');
  await press('Tab');
  await page.keyboard.type('rec-0017');
  await press('Tab');
  await page.keyboard.type('ABC');
  await press('Enter');
  await dialog.getByText(/^A SHA-256 has 64 digits/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'SHA-256' }).fill('AB'.repeat(32));
  await press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  const linked = said().getByRole('list', { name: 'Linked recordings' }).getByRole('listitem');
  await linked.getByText('Phone system: rec-0017').waitFor();
  await linked.getByText('ab'.repeat(32)).waitFor();
  await said().getByRole('button', { name: 'Link another recording' }).waitFor();
  await linked.scrollIntoViewIfNeeded();
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('who is chosen brings their place and language, until the caller says otherwise', async () => {
  const language = panel().getByRole('combobox', { name: 'Language' });
  const chooses = async (name: string) => {
    await language.click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await callWith('rosa');
  await panel().getByText('“Esta llamada puede grabarse').waitFor();
  await panel().getByText('Florida: all must agree').waitFor();
  expect(await language.inputValue()).toBe('Spanish');
  expect(await panel().getByRole('combobox', { name: 'Known from' }).inputValue()).toBe('On file');
  expect(await axeFindings(page)).toEqual([]);
  await chooses('English');
  await panel().getByText('“This call may be recorded').waitFor();
  await chooses('Spanish');
  await panel().getByText('“Esta llamada puede grabarse').waitFor();
  // It is somebody else: their place, and the language that was chosen.
  await caller().fill('john');
  await panel().getByText('Place not known: all must agree').waitFor();
  await press('Enter');
  await panel().getByText('United States: one side must agree').waitFor();
  expect(await panel().getByRole('combobox', { name: 'State' }).inputValue()).toBe('New York');
  expect(await language.inputValue()).toBe('Spanish');
  await atPanel();
  await press('Enter');
  await panel().waitFor({ state: 'hidden' });
  expect(complaints.list).toEqual([]);
});

test('a letter that takes a consent back is an opt-out, and the whole history is saved', async () => {
  await page.goto(`${desk.origin}/#/people/${maria}`);
  await page.getByRole('button', { name: 'Record a letter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Record what came in writing' });
  await dialog.getByLabel('In their own words').fill('No more catalogues.');
  await press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await said().getByText('Marketing by email: taken back (in writing)').waitFor();
  await said().getByRole('listitem').filter({ hasText: 'to be told to the CRM' }).filter({ hasText: /mail/i }).waitFor();
  await said().getByText('Phone system: rec-0017').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Whole history' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'as text' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('No more catalogues.');
  expect(complaints.list).toEqual([]);
});
