import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { NAME, PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

let browser: Browser;
let context: BrowserContext;
let desk: DeskProcess;
let page: Page;
let complaints: Complaints;
let folder: string;
/** References of the cases that were made, by what they are for. */
let made: Readonly<Record<'notes' | 'words' | 'twin' | 'original' | 'masked', string>>;

/** Asks again until it is so: other work on the machine may make the desk slow. */
const until = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 10_000 });
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const main = (on = page) => on.getByRole('main');
const next = (words: string) => main().getByRole('button', { name: words });
/** A toast, which is also read out. */
const said = (words: string | RegExp, on = page) => on.getByRole('alert').filter({ hasText: words }).first().waitFor();

async function seed(): Promise<string> {
  const place = testFolder();
  const own = new TestDesk(place.folder);
  await own.found();
  await own.desk.staff.add({ name: 'Max Berg', roles: ['manager'], passphrase: PASSPHRASE });
  await own.desk.directory.create({ name: 'Priya Patel', facts: [{ kind: 'email', value: 'priya@example.com' }] });
  const open = async (name: string, email: string) => {
    const answer = await own.desk.cases.create({
      channel: 'phone',
      requester: { name, email, phone: '+1 555 010 0142' },
      requests: [{ kind: 'correction', detail: 'Maine St, not Main St.' }],
    });
    return answer.reference;
  };
  made = {
    notes: await open('Linh Nguyen', 'linh@example.com'),
    words: await open('Priya Patel', 'priya@example.com'),
    original: await open('José García', 'jose@example.com'),
    twin: await open('Jose Garcia', 'jose@example.com'),
    masked: await open('Björn Åkesson', 'bjorn@example.com'),
  };
  await own.session.close();
  return place.folder;
}

async function open(): Promise<Page> {
  const one = await context.newPage();
  complaints = await watchPage(one, desk.origin);
  await one.goto(await desk.url());
  return one;
}

async function goTo(reference: string, on = page): Promise<void> {
  await on.evaluate(`location.hash = '#/case/${reference}'`);
  await on.getByRole('button', { name: `Copy ${reference}` }).waitFor();
}

beforeAll(async () => {
  folder = await seed();
  [browser, desk] = await Promise.all([launchChromium(), startDesk({ dataFolder: folder })]);
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 780 } });
  context.setDefaultTimeout(20_000);
  page = await open();
  await enter(page, NAME, PASSPHRASE);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a case goes from new to closed by keyboard alone', () => {
  test('an opt-out by phone', async () => {
    await press('n');
    await page.getByRole('radio', { name: 'phone' }).and(page.locator(':focus')).waitFor({ state: 'attached' });
    await press('Space', 'Tab'); // by phone
    for (let kind = 0; kind < 6; kind += 1) await press('Tab');
    await press('Space');
    await page.getByText('Nobody may ask for identity for an opt-out.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Ngozi Okafor');
    await press('Control+Enter');
    const reference = await page.locator('output').textContent();
    expect(reference).toMatch(/^DSR-[0-9A-Z]{8}$/);
    await press('Enter'); // open the case

    await page.getByRole('heading', { level: 1, name: 'Ngozi Okafor' }).waitFor();
    expect(page.url()).toContain(reference);
    await next('Confirm what is asked').waitFor();
    await press('e');
    await next('Take it').waitFor();
    await press('e');
    await next('Set the outcome').waitFor();
    await press('e');
    await page.getByRole('form', { name: 'Outcome of Opt-out' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await press('ArrowDown', 'Enter'); // opens the list at its first
    await press('Enter');
    await press('Control+Enter');
    await next('Close the case').waitFor();
    await press('e');
    await next('Reopen').waitFor();
    expect(complaints.list).toEqual([]);
  });

  test('a deletion goes through review, and another manager than who decided it approves it', async () => {
    await goTo(made.words);
    // What is asked is corrected first.
    await press('t');
    await page.getByRole('dialog', { name: 'Change Correction to' }).waitFor();
    await page.keyboard.type('dele');
    await press('Enter');
    await said('Changed to Deletion');
    await next('Confirm what is asked').waitFor();
    const take = async (...steps: string[]) => {
      for (const step of steps) {
        await next(step).waitFor();
        await press('e');
      }
    };
    await take('Confirm what is asked', 'Take it');
    // Nothing is deleted for somebody of whom it is not known who they are.
    await next('Verify who asks').waitFor();
    await press('l');
    const identity = page.getByRole('region', { name: 'Identity', exact: true });
    await identity.getByRole('button', { name: 'Portal sign-in' }).focus();
    await press('Enter');
    await page.getByRole('dialog', { name: 'Portal sign-in' }).waitFor();
    await press('Control+Enter');
    await take('Start work', 'Set the outcome');
    await page.getByRole('form', { name: 'Outcome of Deletion' }).waitFor();
    await press('Control+Enter');
    await page.getByText('Choose an outcome.').waitFor();
    await press('ArrowDown', 'Enter', 'Enter', 'Tab');
    await page.getByText('A manager approves this before the case closes.').waitFor();
    await page.keyboard.type('Everything but the invoices is gone.');
    await press('Control+Enter');
    await next('Send to review').waitFor();
    await press('e');
    await page.getByText('Waiting for a manager to approve and close it.').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await lock(page);
    await enter(page, 'Max Berg', PASSPHRASE);
    await goTo(made.words);
    await next('Approve and close').waitFor();
    await press('e');
    await page.getByText(/Max Berg.* moved it to Closed/).waitFor();
    await lock(page);
    await enter(page, NAME, PASSPHRASE);
    await goTo(made.words);

    await next('Reopen').waitFor();
    await press('e');
    await page.getByRole('dialog', { name: /^Reopen/ }).waitFor();
    await page.keyboard.type('They wrote again.');
    await press('Control+Enter');
    await page.getByText(/reopened it: “They wrote again.”/).waitFor();
    expect(complaints.list).toEqual([]);
  });
});

test('axe finds nothing on a case, light or dark', async () => {
  await goTo(made.notes);
  await page.getByText(/took the case in/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('s');
  await page.getByRole('dialog', { name: 'Change status to' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('Escape');
});

test('a note waits while one looks elsewhere, is saved by keys, and shows in the other window', async () => {
  await goTo(made.notes);
  const second = await open();
  await goTo(made.notes, second);
  await press('m');
  await page.keyboard.type('Sounded worried; call back after five.');
  await press('Escape', 'u');
  await page.getByRole('listbox', { name: /^Cases by/ }).waitFor();
  await goTo(made.notes);
  await press('m');
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Sounded worried; call back after five.');
  await press('Control+Enter');
  for (const window of [page, second]) await window.getByRole('list').getByText('Sounded worried; call back after five.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('');
  // Nothing of it was left in the browser's storage.
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('worried');
  await second.close();
});

test('fields of the requester save themselves, one after the other, and are undone', async () => {
  await goTo(made.notes);
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  const address = page.getByRole('textbox', { name: 'Address', exact: true });
  await name.fill('Linh T. Nguyen');
  await address.fill('1 Maine St'); // leaving the name saves it, while this is typed
  await address.blur();
  await page.getByRole('heading', { level: 1, name: 'Linh T. Nguyen' }).waitFor();
  await said('Saved: address');
  await page.getByText(/changed address/).waitFor();
  await press('z');
  await until(() => address.inputValue()).toBe('');
  expect(await name.inputValue()).toBe('Linh T. Nguyen');
  // Escape takes back what was typed and saves nothing.
  await name.fill('Somebody else');
  await name.press('Escape');
  expect(await name.inputValue()).toBe('Linh T. Nguyen');
  expect(complaints.list).toEqual([]);
});

test('what another window has changed meanwhile is shown, not written over', async () => {
  await goTo(made.notes);
  const second = await open();
  await goTo(made.notes, second);
  const here = page.getByRole('textbox', { name: 'Phone', exact: true });
  await here.focus();
  await second.getByRole('textbox', { name: 'Phone', exact: true }).fill('+1 555 010 0199');
  await second.getByRole('textbox', { name: 'Phone', exact: true }).blur();
  await said('Saved: phone', second);
  await until(() => here.inputValue()).toBe('+1 555 010 0199');
  await second.close();
});

test('a duplicate is linked, shown on both cases, and unlinked by undo', async () => {
  await goTo(made.twin);
  await main()
    .getByText(/Same sender/)
    .waitFor();
  await press('d');
  await page.getByRole('dialog', { name: /^Duplicate of/ }).waitFor();
  await page.keyboard.type(made.original);
  await page.getByRole('option', { name: new RegExp(made.original) }).waitFor();
  await press('Enter');
  await said(`Linked as a duplicate of ${made.original}`);
  await main()
    .getByText(/Duplicate of this/)
    .waitFor();
  await main().getByRole('link', { name: made.original }).click();
  await main()
    .getByText(/A duplicate of this case/)
    .waitFor();
  await page.goBack();
  await press('z');
  await main()
    .getByText(/Same sender/)
    .waitFor();
  expect(complaints.list).toEqual([]);
});

test('a reference that is not here says so', async () => {
  await page.evaluate("location.hash = '#/case/DSR-00000000'");
  await page.getByRole('heading', { name: 'This case is not here' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('a manager sees contact details masked, and reveals one with a reason that stays', async () => {
  await lock(page);
  await enter(page, 'Max Berg', PASSPHRASE);
  await goTo(made.masked);
  await page.getByText('b•••@e•••.com').waitFor();
  expect(await page.getByText('bjorn@example.com').count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Reveal the email' }).press('Enter');
  await page.getByRole('dialog', { name: 'Reveal the email?' }).waitFor();
  await page.keyboard.type('To answer him by mail.');
  await press('Control+Enter');
  await until(() => page.getByRole('textbox', { name: 'Email', exact: true }).inputValue()).toBe('bjorn@example.com');
  await page.getByText(/revealed the email: “To answer him by mail.”/).waitFor();
});
