import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import {
  axeFindings,
  choosePassphrase,
  enter,
  firstRun,
  keepRecoveryKey,
  lock,
  PASSPHRASE,
  shownRecoveryKey,
  signIn,
} from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(desk: DeskProcess): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1360, height: 780 },
  });
  const page = await context.newPage();
  const complaints = await watchPage(page, desk.origin);
  await page.goto(await desk.url());
  return { page, complaints };
}

describe('first run', () => {
  test('by keyboard alone, from nothing to the queue, and axe finds nothing on the way', async () => {
    await using desk = await startDesk();
    const { page, complaints } = await open(desk);
    const { keyboard } = page;

    await page.getByRole('heading', { name: 'Set up this desk' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Office time zone' }).inputValue()).toBe('America/New York');
    expect(await page.getByRole('combobox', { name: 'Public holidays' }).inputValue()).toBe('United States, federal holidays');
    expect(await axeFindings(page)).toEqual([]);

    await keyboard.press('Enter');
    await page.getByText(/Write the organisation’s name/).waitFor();
    await keyboard.type('Acme Hosting');
    await keyboard.press('Tab');
    // A zone is found by its city, and the holidays follow it.
    await keyboard.press('Control+a');
    await keyboard.type('dublin');
    await page.getByRole('option', { name: /Europe\/Dublin/ }).waitFor();
    await keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'Public holidays' }).inputValue()).toBe('Ireland');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await page.getByText(/offers no keystore/).waitFor();
    await keyboard.type('Ana Pereira');
    await keyboard.press('Tab');
    await keyboard.type('password1234');
    await keyboard.press('Enter');
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.and(page.locator('[aria-invalid="true"]')).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await field.fill('');
    await keyboard.type(PASSPHRASE);
    await keyboard.press('Tab'); // show or hide
    await keyboard.press('Tab');
    await keyboard.type('something else');
    await keyboard.press('Enter');
    await page.getByText(/The two are not the same/).waitFor();
    await keyboard.press('Control+a');
    await keyboard.type(PASSPHRASE);
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Keep this recovery key' }).waitFor();
    await page.evaluate(
      `Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('denied')), readText: () => Promise.reject(new Error('denied')) } })`,
    );
    expect(await axeFindings(page)).toEqual([]);
    const groups = await shownRecoveryKey(page);
    expect(groups.every((group) => /^[0-9A-HJKMNP-TV-Z]{5}$/.test(group))).toBe(true);
    // Copied also where every permission is denied, as in Electron.
    await page.getByRole('button', { name: 'Copy' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('button', { name: /^Copied/ }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Control+v');
    expect(await page.getByLabel(/^Type group/).inputValue()).toBe(groups.join('-').slice(0, 20));
    await keyboard.press('Control+a');
    await keyboard.type(groups[0]!);
    await keyboard.press('Enter');
    await page.getByText(/That is not the last group/).waitFor();
    await keyboard.press('Control+a');
    await keyboard.type(groups.at(-1)!.toLowerCase());
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Your desk is ready, Ana Pereira' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /Sample mailbox/ }).focus();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Views and places' }).waitFor();
    expect(await page.title()).toBe('Queue – DSR Desk');
    expect(complaints.list).toEqual([]);
  });

  test('one click fills the queue with a sample', async () => {
    await using desk = await startDesk();
    const { page, complaints } = await open(desk);
    await page.getByLabel('Organisation').fill('Acme Hosting');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Your name').fill('Ana');
    await choosePassphrase(page, PASSPHRASE);
    await page.getByRole('button', { name: 'Create the desk' }).click();
    await keepRecoveryKey(page);
    await page.getByRole('button', { name: /Sample queue/ }).click();
    const all = page.getByRole('link', { name: /^All open/ });
    await all.filter({ hasText: /\d{2,}/ }).waitFor();
    expect(complaints.list).toEqual([]);
  });
});

describe('sign-in and recovery', () => {
  let desk: DeskProcess;
  let page: Page;
  let complaints: Complaints;
  let recoveryKey: string;
  beforeAll(async () => {
    desk = await startDesk();
    ({ page, complaints } = await open(desk));
    recoveryKey = await firstRun(page);
  });
  afterAll(() => desk.close());

  test('locking replaces the page; a wrong passphrase is refused with the tries left, the right one opens', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Organisation' }).waitFor();
    await page.evaluate('globalThis.memory = "of the page before"');
    await lock(page);
    expect(await page.evaluate('globalThis.memory')).toBeUndefined();
    expect(await axeFindings(page)).toEqual([]);

    await signIn(page, 'Ana Pereira', 'not the passphrase');
    await page.getByText(/\d tries are left/).waitFor();
    expect(await page.getByLabel('Passphrase', { exact: true }).inputValue()).toBe('');
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByRole('navigation', { name: 'Views and places' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Sign in' }).and(page.locator(':enabled')).waitFor();
    // The place is forgotten: a search in its address would be a name on a locked screen.
    expect(new URL(page.url()).hash).not.toContain('settings');
    await enter(page);
    expect(complaints.list).toEqual([]);
  });

  test('Caps Lock is said while a passphrase is typed', async () => {
    await lock(page);
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.focus();
    await page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true }))`,
    );
    await page.getByText('Caps Lock is on.').waitFor();
    await enter(page);
  });

  test('the recovery key sets up an administrator and is replaced: mistyped groups are pointed at, the old key opens nothing', async () => {
    await lock(page);
    await page.getByRole('button', { name: /Forgotten/ }).click();
    expect(await axeFindings(page)).toEqual([]);
    const groups = recoveryKey.split('-');
    const mistyped = groups.with(2, [...groups[2]!].toReversed().join('') === groups[2] ? '00001' : [...groups[2]!].toReversed().join(''));
    const field = page.getByLabel('Recovery key');
    await field.fill(mistyped.join('-'));
    await page.keyboard.press('Enter');
    await page.getByText(/^Group 3,/).waitFor();
    // It is selected: what is typed now takes its place.
    await page.keyboard.type(groups[2]!.toLowerCase());
    expect(await field.inputValue()).toBe(groups.with(2, groups[2]!.toLowerCase()).join('-'));
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Set up an administrator' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Your name').fill('Ruth Sanders');
    await choosePassphrase(page, 'seven copper kettles whistle');
    await page.getByRole('button', { name: 'Set the passphrase and sign in' }).click();
    await page.getByRole('heading', { name: 'Your new recovery key' }).waitFor();
    const fresh = await keepRecoveryKey(page);
    expect(fresh).not.toBe(recoveryKey);
    await page.getByRole('navigation', { name: 'Views and places' }).waitFor();
    await page.getByRole('button', { name: /Ruth Sanders/ }).waitFor();

    await lock(page);
    await page.getByRole('button', { name: /Forgotten/ }).click();
    await page.getByLabel('Recovery key').fill(recoveryKey);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    expect(await page.getByRole('heading', { name: 'Set up an administrator' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Back to sign in' }).click();
    expect(complaints.list).toEqual([]);
  });

  test('the windows of a desk are opened and locked together', async () => {
    const second = await page.context().newPage();
    const seen = await watchPage(second, desk.origin);
    await second.goto(await desk.url());
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    await enter(page);
    await second.getByRole('navigation', { name: 'Views and places' }).waitFor();
    await lock(page);
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect([...complaints.list, ...seen.list]).toEqual([]);
    await second.close();
  });
});
