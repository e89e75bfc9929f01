import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings, firstRun } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

let browser: Browser;
let context: BrowserContext;
let desk: DeskProcess;
let page: Page;
let complaints: Complaints;

/** Asks again until it is so: other work on the machine may make the desk slow. */
const until = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 10_000 });
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const main = () => page.getByRole('main');
const messages = (name = 'Ready') => page.getByRole('listbox', { name });
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

interface Mail {
  readonly from: string;
  readonly subject: string;
  readonly id: string;
  readonly body: string;
  readonly file?: string;
}

/** A message as it comes by mail; with `file`, an attachment of that text. */
function mail({ from, subject, id, body, file }: Mail): string {
  const head = [
    `From: ${from}`,
    'To: privacy@hosting.example',
    `Subject: ${subject}`,
    'Date: Sun, 04 Oct 2026 10:00:00 +0000',
    `Message-ID: <${id}@example.com>`,
    'MIME-Version: 1.0',
  ];
  if (file === undefined) return [...head, 'Content-Type: text/plain; charset=utf-8', '', body, ''].join('\r\n');
  return [
    ...head,
    'Content-Type: multipart/mixed; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '--cut',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename="signed paper.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(file).toString('base64'),
    '--cut--',
    '',
  ].join('\r\n');
}
const mailbox = (...all: string[]) => all.map((text) => `From someone@example.com Sun Oct  4 10:00:00 2026\r\n${text}`).join('\r\n');

const DELETE: Mail = {
  from: 'Maria Smith <maria@example.com>',
  subject: 'close + wipe',
  id: 'delete',
  body: 'Please delete all the personal data you hold about me.\r\n\r\nOn Fri, 2 Oct 2026 at 10:12, Privacy <privacy@hosting.example> wrote:\r\n> What may we do for you?\r\n',
  file: 'PAPER',
};
const STOP: Mail = {
  from: 'Søren Brown <soren@example.com>',
  subject: 'unsubscribe me',
  id: 'stop',
  body: 'Please unsubscribe me from all marketing emails.',
};
const NEWS: Mail = { from: 'News <news@example.net>', subject: 'Boost your ranking', id: 'news', body: 'Our offer of the week.' };

/** Drops files on the page as a hand does, wherever it is. */
async function drop(...files: { readonly name: string; readonly text: string }[]): Promise<void> {
  await page.evaluate(`(async (files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) transfer.items.add(new File([text], name));
    const fire = (type) => window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    fire('dragenter');
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.overlay = document.body.innerText.includes('Drop mail here');
    fire('drop');
  })(${JSON.stringify(files)})`);
}

beforeAll(async () => {
  [browser, desk] = await Promise.all([launchChromium(), startDesk()]);
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 780 } });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  complaints = await watchPage(page, desk.origin);
  await page.goto(await desk.url());
  await firstRun(page);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

test('an empty intake says what belongs there', async () => {
  await page.getByRole('link', { name: 'Intake', exact: true }).click();
  await page.getByRole('heading', { name: 'No mail has been taken in yet' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('what is no mail is refused in words, and nothing else happens', async () => {
  await drop({ name: 'contract.docx', text: 'x' }, { name: '.DS_Store', text: '' });
  expect(await page.evaluate('globalThis.overlay')).toBe(true);
  await page.getByText('contract.docx was left out. Only .eml and .mbox files can be taken in here.').waitFor();
  expect(page.url()).toMatch(/#\/intake$/);
  expect(complaints.list).toEqual([]);
});

test('a mailbox is dropped, looked at, said by keys, taken in, and opened as cases', async () => {
  await drop(
    { name: 'inbox.mbox', text: mailbox(mail(DELETE), mail(STOP), mail(NEWS), mail(STOP)) },
    { name: 'broken.eml', text: '\u0000\u0001 this is no message' },
  );
  await page.getByRole('heading', { level: 1, name: '2 files' }).waitFor();
  await until(() => tab('Ready').textContent()).toContain('3');
  await until(() => tab('Here already').textContent()).toContain('1');
  expect(await axeFindings(page)).toEqual([]);

  // Whatever the desk made of them, a person says: deletion, opt-out, no request.
  await messages().focus();
  await press('Home', '4');
  await until(() => messages().getByRole('option').first().textContent()).toContain('Deletion');
  await press('7', '0');
  await until(() => messages().getByRole('option').nth(1).textContent()).toContain('Opt-out');
  await until(() => messages().getByRole('option').nth(2).textContent()).toContain('Not a request');
  await press('t');
  await page.getByRole('dialog', { name: 'Say what it is' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('Escape');

  await main().getByRole('button', { name: 'Take in 2 messages' }).waitFor();
  await press('e');
  await until(() => tab('Taken in').textContent()).toContain('2');
  await tab('Taken in').click();
  const first = messages('Taken in').getByRole('option').first();
  await until(() => first.textContent()).toMatch(/DSR-[0-9A-Z]{8}/);
  await messages('Taken in').focus();
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Maria Smith' }).waitFor();
  expect(complaints.list).toEqual([]);
});

test('the message is plain text with its quotes folded, and its file is saved as it came', async () => {
  const message = page.getByRole('article', { name: 'close + wipe' });
  await message.getByText('Please delete all the personal data').waitFor();
  expect(await message.getByText('What may we do for you?').count()).toBe(0);
  await message.getByRole('button', { name: 'Show quoted text' }).click();
  await message.getByText('What may we do for you?').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Save signed paper.pdf/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('signed paper.pdf');
  expect(readFileSync(await download.path(), 'utf8')).toBe('PAPER');
  expect(complaints.list).toEqual([]);
});

test('a message that is here already is not taken in twice', async () => {
  await drop({ name: 'again.eml', text: mail(DELETE) });
  await page.getByRole('heading', { level: 1, name: 'again.eml' }).waitFor();
  await until(() => tab('Here already').textContent()).toContain('1');
  await tab('Here already').click();
  await until(() => messages('Here already').getByRole('option').first().textContent()).toMatch(/DSR-[0-9A-Z]{8}/);
  expect(
    await main()
      .getByRole('button', { name: /^Take in/ })
      .count(),
  ).toBe(0);
});

test('what could not be read is listed with the reason, and saved as it came', async () => {
  await page.evaluate("location.hash = '#/intake'");
  await main().getByRole('link', { name: '2 files' }).click();
  await tab('Unreadable').click();
  await messages('Unreadable').getByRole('option').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as it came' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toBe('\u0000\u0001 this is no message');
  expect(await axeFindings(page)).toEqual([]);
});

test('what was left out can be taken in anyway', async () => {
  await page.evaluate("location.hash = '#/intake'");
  await main().getByRole('link', { name: '2 files' }).click();
  const where = (await tab('Left out').textContent())?.includes('1') ? 'Left out' : 'Ready';
  await tab(where).click();
  await messages(where).getByText('Boost your ranking').click();
  await page.getByRole('button', { name: 'Take in anyway' }).click();
  await until(() => tab('Taken in').textContent()).toContain('3');
});

test('a long reading shows how far it is, and stops when told', async () => {
  const many = Array.from({ length: 6000 }, (_, index) =>
    mail({ ...STOP, id: `many-${index}`, body: `Please stop number ${index}. ${'x'.repeat(400)}` }),
  );
  await drop({ name: 'many.mbox', text: mailbox(...many) });
  const bar = page.getByRole('progressbar', { name: 'Reading' });
  await bar.waitFor();
  await main().getByRole('button', { name: 'Stop' }).click();
  await bar.waitFor({ state: 'detached' });
  const read = Number((await tab('Ready').locator('span').last().textContent())?.replace(/\D/g, ''));
  expect(read).toBeLessThan(6000);
  // The rest is thrown away, which asks first.
  await main().getByRole('button', { name: 'Throw the rest away' }).click();
  await page
    .getByRole('dialog', { name: 'Throw the rest away?' })
    .getByRole('button', { name: /^Throw/ })
    .click();
  await page.getByText(/Thrown away/).waitFor();
  expect(complaints.list).toEqual([]);
});
