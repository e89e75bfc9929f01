import { readFileSync, rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMonths } from '../../src-shared/deadlines/days.ts';
import type { CalendarDate, Instant } from '../../src-shared/vocabulary/dates.ts';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { NAME, PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const MANAGER = 'Max Brandt';
const SUPPORT = 'Sue Porter';
const SPANISH = 'Hecho. Queda anotado: {scope}; por {channels}.';

let browser: Browser;
let context: BrowserContext;
let desk: DeskProcess;
let folder: string;
let page: Page;
let complaints: Complaints;
let references: Readonly<Record<'spanish' | 'masked', string>>;

/** Staff, mails in which somebody wants to be left alone, and consents of two years and a half ago. */
async function seed(): Promise<string> {
  const place = testFolder();
  const now = new Date().toISOString() as Instant;
  const then = `${addMonths(now.slice(0, 10) as CalendarDate, -30)}T10:00:00.000Z` as Instant;
  const made = new TestDesk(place.folder, {}, { now: then });
  await made.found();
  await made.desk.staff.add({ name: MANAGER, roles: ['manager'], passphrase: PASSPHRASE });
  await made.desk.staff.add({ name: SUPPORT, roles: ['support'], passphrase: PASSPHRASE });
  const { id: personId } = await made.desk.directory.create({
    name: 'Nora Newell',
    facts: [{ kind: 'email', value: 'nora@example.com' }],
    country: 'US',
    region: 'CA',
  });
  const consent = { personId, method: 'written' } as const;
  await made.desk.consents.record({ ...consent, answers: [{ purpose: 'marketing_email', answer: 'granted' }] });
  await made.desk.consents.record({ ...consent, answers: [{ purpose: 'marketing_phone', answer: 'granted' }] });
  made.clock.now = now;
  await made.signOutAndIn();
  const mail = async (name: string, email: string) =>
    made.take({
      channel: 'email',
      language: 'es',
      requester: { name, email, country: 'US', region: 'CA' },
      requests: [{ kind: 'opt_out', detail: 'No more mail, please.' }],
    });
  references = {
    spanish: (await mail('María López', 'maria@example.com')).reference,
    masked: (await mail('Björn Åkesson', 'bjorn@example.com')).reference,
  };
  await made.session.close();
  return place.folder;
}

beforeAll(async () => {
  folder = await seed();
  [browser, desk] = await Promise.all([launchChromium(), startDesk({ dataFolder: folder })]);
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 860 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = await watchPage(page, desk.origin);
  await page.goto(await desk.url());
  await enter(page, NAME, PASSPHRASE);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const main = () => page.getByRole('main');
const words = async (on = main()) => (await on.innerText()).replace(/\s+/g, ' ');
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const show = (place: string) => page.evaluate(`location.hash = '#${place}'`);
const button = (name: string | RegExp, on = main()) => on.getByRole('button', { name });
async function switchTo(name: string): Promise<void> {
  await lock(page);
  await enter(page, name, PASSPHRASE);
}

test('the administrator writes a Spanish version, with what a call fills in and how long it takes to read, and may not approve it', async () => {
  await show('/settings/scripts');
  await main()
    .getByText(/in force since/)
    .first()
    .waitFor();
  expect(await words()).toContain('An approved script is never changed. Write a new version.');
  expect(await button(/^Edit/).count()).toBe(0);
  await main().getByRole('radio', { name: 'Spanish' }).press('Space');
  const part = main().getByRole('region', { name: 'Confirming an opt-out' });
  await button('New version from this', part).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Write a new version' });
  const text = dialog.getByRole('textbox', { name: 'Text' });
  await text.fill('Hecho. Queda anotado: ');
  await dialog.getByRole('button', { name: 'Insert What is stopped' }).press('Enter');
  await page.keyboard.type('; por {kanal}.');
  await dialog.getByText(/\{kanal\} is nothing that a script can fill in/).waitFor();
  await text.fill(SPANISH);
  await dialog.getByText('Hecho. Queda anotado: publicidad; por correo electrónico y teléfono.').waitFor();
  await dialog.getByText('About 4 seconds to read').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button('Save as a draft', dialog).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await part.getByText('1 draft').waitFor();
  await part.getByText(/^Version 2 · draft/).waitFor();
  // She is a manager too, and there is another one.
  await button(/^Approve version 2/, part).press('Enter');
  const approval = page.getByRole('dialog', { name: 'Approve version 2?' });
  await button('Approve it', approval).press('Enter');
  await approval.getByText('You wrote this yourself. Max Brandt or another manager approves it.').waitFor();
});

test('the manager approves it, and it is in force', async () => {
  await switchTo(MANAGER);
  await show('/settings/scripts');
  await main().getByRole('radio', { name: 'Spanish' }).press('Space');
  await button('Approve version 2: Confirming an opt-out, Spanish').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Approve version 2?' });
  await dialog.getByText(SPANISH).waitFor();
  await button('Approve it', dialog).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const part = main().getByRole('region', { name: 'Confirming an opt-out' });
  await part.getByText(/^Version 2 · in force since .* · written by Ana Prieto · approved by Max Brandt$/).waitFor();
  await part.getByText('1 older').press('Enter');
  await part.getByText(/^Version 1 · was in force from/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('on a mail case a manager reveals the address, and takes the opt-out with words to confirm it in Spanish', async () => {
  await show(`/case/${references.masked}`);
  await button('Take this opt-out').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Take this opt-out' });
  await dialog.getByText('The email on the case is masked for you.').waitFor();
  await dialog.getByRole('button', { name: 'Reveal it' }).press('Enter');
  await page.getByRole('dialog', { name: 'Reveal the email?' }).waitFor();
  await page.keyboard.type('To stop what he gets.');
  await press('Control+Enter');
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('bjorn@example.com');
  await press('Escape');

  await switchTo(SUPPORT);
  await show(`/case/${references.spanish}`);
  await button('Take this opt-out').press('Enter');
  expect(await dialog.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('maria@example.com');
  await dialog.getByRole('checkbox', { name: 'Marketing: all channels' }).focus();
  await press('ArrowRight', 'Space', 'ArrowDown', 'Space');
  await press('Control+Enter');
  await dialog.getByText('It is taken, and holds from now on.').waitFor();
  await dialog.getByText('Hecho. Queda anotado: publicidad y ofertas de terceros; por correo electrónico.').waitFor();
  await button('Done', dialog).press('Enter');
  await button('Take another opt-out').waitFor();
  await main()
    .getByText(/took an opt-out: Marketing/)
    .waitFor();
  // What the request came to stays for staff to say.
  await button('Set outcome').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('one from a letter is taken without a case; service mail is answered with its words', async () => {
  await show('/opt-outs');
  await main()
    .getByRole('row', { name: /María López/ })
    .first()
    .waitFor();
  await press('a', 'Control+Enter');
  await main().getByText('Choose what they want to stop.').waitFor();
  await page.getByRole('checkbox', { name: 'Service mail' }).press('Space');
  await page.getByRole('checkbox', { name: 'Any contact by post' }).press('Space');
  await press('Control+Enter');
  await main().getByText('Give a name or one contact, or find the person.').waitFor();
  await main().getByRole('textbox', { name: 'Postal address' }).fill('12 Elm Street, Springfield');
  await press('Enter');
  await main().getByRole('heading', { name: 'Words to answer with' }).waitFor();
  expect(await words()).toContain('I cannot turn them off');
  expect(await axeFindings(page)).toEqual([]);
  await press('Control+Enter');
  await main().getByText('It is taken, and holds from now on.').waitFor();
  expect(await words()).toContain('all contact that we are free to stop; channels: post');
  const line = main().getByRole('row', { name: /12 Elm Street/ });
  expect(await words(line)).toContain('Any contact by post');
  await button('Confirm by hand: Any contact by post').press('Enter');
  await page.getByRole('dialog', { name: 'Was it carried out by hand?' }).waitFor();
  await page.keyboard.type('Taken off the list of the printer.');
  await press('Control+Enter');
  await line.getByText('Confirmed', { exact: true }).waitFor();
  await main().getByRole('radio', { name: 'Confirmed' }).press('Space');
  await page.waitForURL(/state=confirmed/);
  await main()
    .getByRole('row', { name: /María López/ })
    .first()
    .waitFor({ state: 'detached' });
  await line.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.getByRole('link', { name: 'Suppression list' }).count()).toBe(0);
});

test('before something is sent the desk says whether it may be', async () => {
  await press('Control+k');
  await page.getByRole('combobox', { name: /^Type what you want/ }).waitFor();
  await page.keyboard.type('before sending');
  await page.getByRole('option', { name: 'Check before sending' }).waitFor();
  await press('Enter');
  const to = main().getByRole('textbox', { name: 'To' });
  await to.fill('maria@example.com');
  await press('Enter');
  const answer = main().getByRole('region', { name: 'The answer' });
  await answer.getByText(/^No: opted out of marketing by email since /).waitFor();
  await answer.getByText(/^Nobody may ask them to opt in again before /).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type('nobody@example.com');
  await press('Enter');
  await answer.getByText('Yes, may be sent.').waitFor();
});

test('a list is tried, its bad line is told, and it is taken in; the whole is saved with a reason', async () => {
  await switchTo(MANAGER);
  await show('/opt-outs/list');
  await main().getByText('3 entries').waitFor();
  expect(await words()).not.toContain('maria@example.com');
  const list =
    'channel,value,scope,since\nemail,old@example.com,marketing,2024-05-01\nemail,no-address,marketing,\nemail,maria@example.com,marketing,\n';
  const chooser = page.waitForEvent('filechooser');
  await button('Choose a file').click();
  await (await chooser).setFiles({ name: 'from-the-mailer.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  const would = main().getByRole('region', { name: 'What taking it in would do' });
  await would.waitFor();
  expect(await words(would)).toContain('new 1 on the list already 1 refused 1');
  await would.getByRole('row', { name: /^3 / }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button('Take 1 in').press('Enter');
  await main().getByRole('region', { name: 'It is in.' }).waitFor();
  await main().getByText('4 entries').waitFor();
  await main()
    .getByRole('row', { name: /1 May 2024 the list “from-the-mailer.csv”/ })
    .waitFor();

  await button('Save as CSV').press('Enter');
  await page.getByRole('dialog', { name: 'Save the whole list?' }).waitFor();
  await page.keyboard.type('For the sender of the newsletter.');
  const download = page.waitForEvent('download');
  await press('Control+Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^suppression-list-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await saved.path(), 'utf8').split('\r\n');
  expect(lines[0]).toBe('channel,value,scope,since');
  expect(lines).toContain('email,"old@example.com",marketing,2024-05-01T00:00:00.000Z');
  expect(lines).toHaveLength(6);
  await main().getByText('Saved: 4 entries.').waitFor();
});

test('what the retention of consents would delete today is looked at, and then deleted', async () => {
  await show('/settings/retention');
  await button('See what would go today').press('Enter');
  const would = main().getByRole('region', { name: 'What would go today' });
  await would.waitFor();
  expect(await words(would)).toMatch(/^1 record is due 2 records looked at .* Kept 1 for marketing calls and texts \(5 years\)/);
  expect(await axeFindings(page)).toEqual([]);
  await button('Delete what is due').press('Enter');
  await page.getByRole('dialog', { name: 'Delete 1 consent record for good?' }).waitFor();
  await page.keyboard.type('Their time is over.');
  await press('Control+Enter');
  await main().getByRole('region', { name: 'What was deleted' }).getByText('1 record was deleted.').waitFor();
  await button('Look again').press('Enter');
  await main().getByText('Nothing is due today.').waitFor();
});

test('nothing else happened on the way', () => {
  expect(complaints.list).toEqual([]);
});
