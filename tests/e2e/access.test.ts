import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reference } from '../../src-shared/vocabulary/reference.ts';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { importFiles } from '../support/directory-files.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const BILLING = 'Bill Bilen';
const SUPPORT = 'Sue Porter';
const MANAGER = 'Max Brandt';

let browser: Browser;
let context: BrowserContext;
let desk: DeskProcess;
let folder: string;
let page: Page;
let complaints: Complaints;
let reference: Reference;

/** People, accounts and what connects them, through the contract; a case; and one of each role. */
async function seed(): Promise<string> {
  const place = testFolder();
  const made = new TestDesk(place.folder, {}, { now: new Date().toISOString() as never });
  await made.found();
  await made.desk.staff.add({ name: BILLING, roles: ['billing'], passphrase: PASSPHRASE });
  await made.desk.staff.add({ name: SUPPORT, roles: ['support'], passphrase: PASSPHRASE });
  await made.desk.staff.add({ name: MANAGER, roles: ['manager'], passphrase: PASSPHRASE });
  await importFiles(made);
  const row = await made.take({
    requester: { name: 'Ana Ruiz', email: 'ana.ruiz@example.com' },
    requests: [{ kind: 'opt_out', detail: 'No more mail, please.' }],
  });
  reference = row.reference as Reference;
  await made.session.close();
  return place.folder;
}

beforeAll(async () => {
  folder = await seed();
  [browser, desk] = await Promise.all([launchChromium(), startDesk({ dataFolder: folder })]);
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 780 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = await watchPage(page, desk.origin);
  await page.goto(await desk.url());
  await enter(page, BILLING, PASSPHRASE);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const words = async (on = page.locator('main')) => (await on.innerText()).replace(/\s+/g, ' ');
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const show = (place: string) => page.evaluate(`location.hash = '#${place}'`);
const answer = () => page.getByRole('region', { name: 'The answer' });

async function switchTo(name: string): Promise<void> {
  await lock(page);
  await enter(page, name, PASSPHRASE);
}

/** Chooses from a list that comes as one types, with the keyboard alone. */
async function find(label: string, text: string, option: RegExp | string): Promise<void> {
  const field = page.getByRole('combobox', { name: label });
  await field.focus();
  await page.keyboard.type(text);
  await page.getByRole('listbox', { name: label }).getByRole('option', { name: option }).first().waitFor();
  await press('Enter');
}

/** Asks over whatever is on the page. */
async function ask(person: string, account: string): Promise<void> {
  await press('q');
  await page.getByRole('dialog', { name: 'May they see this?' }).waitFor();
  await find('Person', person, new RegExp(person, 'i'));
  await find('Account', account, new RegExp(account));
  await expect.poll(() => page.getByRole('combobox', { name: 'Account' }).inputValue()).toContain(`(${account})`);
  await press('Enter');
  await answer().waitFor();
}

/** Types into the field of an open dialog, once the focus is in it. */
async function typeInto(label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type(text);
}

async function openPerson(text: string, name: string): Promise<void> {
  await show('/people');
  await find('Find a person', text, new RegExp(name));
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('billing asks whether an authorised user may see a subaccount’s invoices, and reads the answer out', async () => {
  await ask('Ana R', 'A-1042');
  expect(await words(answer())).toContain(
    'No: Ana Ruiz is an authorised user of Example Hosting (A-1042) with tickets only, since 3 May 2026; invoices need the owner.',
  );
  const grounds = await words(answer());
  expect(grounds).toContain('“invoices” of Example Hosting (A-1042). Sam Saunders can grant it.');
  expect(grounds).toMatch(/the oldest was last seen/);
  expect(await axeFindings(page)).toEqual([]);
  // On a case, by its reference.
  await page.getByRole('button', { name: 'Put on a case' }).press('Enter');
  await page.keyboard.type(reference);
  const cases = page.getByRole('listbox', { name: 'Put the check on a case: reference or words' });
  await cases.getByRole('option', { name: new RegExp(reference) }).waitFor();
  await press('Enter');
  await answer().getByRole('link', { name: reference }).waitFor();
  await press('Escape');

  await ask('Olga', 'A-1042');
  expect(await words(answer())).toContain(
    'Yes: Olga Onwards owns Example Group (A-1000), to which Example Hosting (A-1042) granted invoices, since 1 February 2025, and may see its invoices.',
  );
  await press('Escape');

  await show('/access');
  await page.getByRole('heading', { name: 'Last checks' }).waitFor();
  await page.getByText(/No: Ana Ruiz is an authorised user/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('the tree of an account says who may see what, in words, and is walked with the keyboard', async () => {
  await show('/accounts');
  await find('Find an account', 'A-10', /A-1042/);
  await page.getByRole('list', { name: 'Tree of accounts' }).waitFor();
  const tree = await words();
  expect(tree).toContain('3 accounts in this tree');
  expect(tree).toMatch(/Ana Ruiz · ended an authorised user with invoices · since 1 March 2025 · ended 31 January 2026/);
  expect(tree).toContain('Suspended');
  await press('j', 'j', 'k');
  await page.locator('[data-account]:focus').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('on the case the check is listed, and one more knows the case', async () => {
  await show(`/case/${reference}`);
  const checks = page.getByRole('region', { name: 'Access checks' });
  await checks.getByText(/No: Ana Ruiz/).waitFor();
  await checks.getByRole('button', { name: 'Check' }).press('Enter');
  await page.getByText(`The check goes on ${reference}`).waitFor();
  await press('Escape');
});

test('support gets the answer without the data behind it', async () => {
  await switchTo(SUPPORT);
  await ask('Ana R', 'A-1042');
  const said = await words(answer());
  expect(said).toContain('No: Ana Ruiz may not see the invoices of Example Hosting (A-1042); the owner can grant it.');
  expect(said).not.toMatch(/tickets|Sam Saunders|3 May|authorised user/);
  await press('Escape');
  expect(await page.getByRole('navigation', { name: 'Views and places' }).getByText('Accounts').count()).toBe(0);
});

test('finding letter by letter shows nothing that is masked', async () => {
  await show('/people');
  const field = page.getByRole('combobox', { name: 'Find a person' });
  const seen: string[] = [];
  await field.focus();
  for (const letter of 'ana.ruiz@example.co') {
    await page.keyboard.type(letter);
    await page.waitForTimeout(20);
    seen.push(await words());
  }
  expect(seen.filter((text) => text.includes('ana.ruiz@') || text.includes('C-501') || text.includes('Email matches'))).toEqual([]);
  await page.locator('main').getByText('Nobody fits.').waitFor();
  await page.keyboard.type('m');
  await page.getByRole('option', { name: /Ana Ruiz.*Email matches/ }).waitFor();
  expect(await words()).not.toContain('ana.ruiz@');
});

test('a manager reveals what is masked for a reason, and after a minute it is masked again, on the person and on the case', async () => {
  await switchTo(MANAGER);
  const usual = page;
  try {
    // A window with a clock that can be wound on: a minute need not be waited for.
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.clock.install();
    await page.goto(await desk.url());
    await page.getByRole('navigation', { name: 'Views and places' }).waitFor();
    await openPerson('Ana Ru', 'Ana Ruiz');
    expect(await words()).not.toContain('ana.ruiz@example.com');
    await press('v');
    await page.getByRole('listbox', { name: 'Reveal what is masked' }).waitFor();
    await press('Enter');
    await typeInto('Why you need it', 'To write to her.');
    await press('Control+Enter');
    const shown = page.locator('main').getByText('ana.ruiz@example.com');
    await shown.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.clock.fastForward(30_000);
    await page.getByTitle(/^Masks itself again in [12]\d seconds$/).waitFor();
    expect(await shown.count()).toBe(1);
    await page.clock.fastForward(31_000);
    await shown.waitFor({ state: 'detached' });

    await show(`/case/${reference}`);
    await page.getByRole('button', { name: `Copy ${reference}` }).waitFor(); // the person's page has such a button too
    await page.getByRole('button', { name: 'Reveal the email' }).press('Enter');
    await typeInto('Why you need it', 'To write to her.');
    await press('Control+Enter');
    const email = page.getByRole('textbox', { name: 'Email' });
    await email.waitFor();
    expect(await email.inputValue()).toBe('ana.ruiz@example.com');
    await page.clock.fastForward(61_000);
    await email.waitFor({ state: 'detached' });
    await page.close();
  } finally {
    page = usual;
  }
});

test('two entries become one and two again, by the keyboard', async () => {
  await openPerson('María', 'María López');
  await press('m');
  const dialog = page.getByRole('dialog', { name: /^Merge an entry with/ });
  await dialog.getByRole('radio', { name: /M\. Lopez/ }).waitFor();
  await dialog.getByRole('radio', { name: /M\. Lopez/ }).press('Space');
  await dialog.getByRole('radio', { name: 'María López' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Reason' }).focus();
  await page.keyboard.type('The same address of mail.');
  await press('Control+Enter');
  await page.getByRole('heading', { name: 'Merged entries' }).waitFor();
  await page.getByRole('button', { name: 'Take out again: M. Lopez' }).press('Enter');
  await page.getByRole('dialog', { name: 'Take M. Lopez out again?' }).waitFor();
  await typeInto('Reason', 'It is her daughter.');
  await press('Control+Enter');
  await page.getByRole('heading', { name: 'Merged entries' }).waitFor({ state: 'detached' });
});

test('somebody new is put on file, and a changed contact is a new one', async () => {
  await show('/people');
  await page.getByRole('button', { name: 'New person' }).press('Enter');
  await page.getByRole('dialog', { name: 'New person' }).waitFor();
  await typeInto('Name', 'Nora Newell');
  await page.getByRole('textbox', { name: 'Email' }).fill('nora@example.com');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Nora Newell' }).waitFor();
  await press('f');
  await page.getByRole('dialog', { name: 'Add to what is on file' }).waitFor();
  await typeInto('Value', 'nora.newell@example.com');
  await press('Enter');
  const ends = page.getByRole('button', { name: /^End the email/ });
  await expect.poll(() => ends.count()).toBe(2);
  await ends.first().press('Enter');
  await page.getByRole('dialog', { name: 'End this email?' }).waitFor();
  await press('Enter');
  await expect.poll(() => ends.count()).toBe(1);
});

test('a CSV is looked at, tried without a change, and taken in', async () => {
  await show('/settings/import');
  const csv = 'id,name,email,password,notes\nP8,Pia Probst,pia@example.com,secret,x\nP9,,no-name@example.com,secret,y\n';
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a CSV file' }).click();
  await (await chooser).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Try it out' }).waitFor();
  expect(await words()).toContain('“password” never enters the desk. It holds passwords.');
  expect(await words()).not.toContain('secret');
  await page.getByRole('button', { name: 'Try it out' }).press('Enter');
  await page.getByRole('region', { name: 'What taking it in would do' }).waitFor();
  expect(await words()).toContain('records read 2 new 1 changed 0 as they were 0 refused 1');
  await page.getByRole('region', { name: 'What was refused, by line' }).getByRole('row').nth(1).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take 1 record in' }).press('Enter');
  await page.getByRole('region', { name: 'It is in.' }).waitFor();
  await openPerson('Pia', 'Pia Probst');
});

test('nothing else happened on the way', () => {
  expect(complaints.list).toEqual([]);
});
