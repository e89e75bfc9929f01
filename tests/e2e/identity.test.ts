import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestKind } from '../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import type { FactKind } from '../../src-shared/vocabulary/directory.ts';
import { launchChromium } from '../support/chromium.ts';
import { NAME, PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { type DeskAt, startDeskAt } from '../support/desk-at.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { onFile } from '../support/on-file.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const BEN = 'Ben Ito';
const MARIA = {
  email: 'maria@oconnor.example',
  phone: '+1 212 555 0142',
  customer_number: 'C-1042',
  ticket: 'T-7781',
  date_of_birth: '1980-06-05',
};

let browser: Browser;
let context: BrowserContext;
let place: ReturnType<typeof testFolder>;
let desk: DeskAt;
let page: Page;
let complaints: Complaints;
/** References of the cases that were made, by what they are for. */
let made: Readonly<Record<'caller' | 'optOut' | 'birthDate' | 'guesser', string>>;

/** People on file since August, cases that came in on 3 September, somebody of support, and Ana, who is a manager too. */
async function seed(folder: string): Promise<void> {
  await using own = new TestDesk(folder, {}, { now: '2026-08-20T14:00:00.000Z' as Instant });
  await own.found();
  await own.desk.staff.add({ name: BEN, roles: ['support'], passphrase: PASSPHRASE });
  const person = (name: string, facts: Partial<Record<FactKind, string>>) =>
    onFile(
      own,
      name,
      Object.entries(facts).map(([kind, value]) => ({ kind: kind as FactKind, value })),
      { country: 'US' },
    );
  await person('Maria O’Connor', MARIA);
  await person('John Smith', { email: 'john@smith.example', phone: '+1 212 555 0199', ticket: 'T-12', date_of_birth: '1975-03-02' });
  await person('Priya Patel', { email: 'priya@patel.example', phone: '+1 212 555 0111', customer_number: 'C-2000', ticket: 'T-99' });
  own.clock.now = '2026-09-03T13:00:00.000Z' as Instant;
  const take = async (kind: RequestKind, name: string, email = '') => {
    const answer = await own.desk.cases.create({
      channel: 'phone',
      requester: { name, email, country: 'US' },
      requests: [{ kind, detail: 'As they said it on the phone.' }],
    });
    return answer.reference;
  };
  made = {
    caller: await take('access', 'Maria O’Connor', MARIA.email),
    optOut: await take('opt_out', 'Ngozi Okafor', 'ngozi@okafor.example'),
    birthDate: await take('access', 'John Smith', 'john@smith.example'),
    guesser: await take('deletion', 'Priya Patel', 'priya@patel.example'),
  };
}

beforeAll(async () => {
  place = testFolder();
  [browser] = await Promise.all([launchChromium(), seed(place.folder)]);
  context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1360, height: 780 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(10_000);
  desk = await startDeskAt('2026-09-03T14:00:00.000Z', place.folder);
  page = await context.newPage();
  complaints = await watchPage(page, desk.origin);
  await desk.setClock(page);
  await page.goto(desk.url());
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
const next = (words: string) => page.getByRole('banner').or(page.getByRole('main')).getByRole('button', { name: words });
const section = () => page.getByRole('region', { name: 'Identity', exact: true });
const dialog = (name: string) => page.getByRole('dialog', { name });
/** What the section says, as one line. */
const told = async () => (await section().innerText()).replace(/\s+/g, ' ').trim();

async function goTo(reference: string): Promise<void> {
  await page.evaluate(`location.hash = '#/case/${reference}'`);
  await page.getByRole('button', { name: `Copy ${reference}` }).waitFor();
  await section().waitFor();
}

/** Reaches a control as Tab would, and presses it. */
async function use(name: string, on = section()): Promise<void> {
  await on.getByRole('button', { name, exact: true }).focus();
  await press('Enter');
}

/** Types what the caller says into the question that has the focus. */
async function answer(factor: string, said: string, result: 'Match' | 'No match'): Promise<void> {
  const question = dialog('Ask and compare').getByRole('form', { name: factor });
  const field = question.getByRole('textbox');
  await field.focus();
  await page.keyboard.type(said);
  await press('Enter');
  await question.getByRole('status').getByText(result, { exact: true }).waitFor();
  expect(await field.inputValue()).toBe('');
}

/** Whom on file it is about is known. */
const linked = () => section().getByRole('img', { name: 'On file:' }).waitFor();

/** From intake to somebody's case. */
async function takeOn(): Promise<void> {
  for (const step of ['Confirm what is asked', 'Take it']) {
    await next(step).waitFor();
    await press('e');
  }
}

describe('a caller wants to see what is held about them', () => {
  test('is linked to whom they say they are, by what fits', async () => {
    await goTo(made.caller);
    await takeOn();
    await next('Verify who asks').waitFor();
    await press('e');
    const picker = dialog('Who on file is it?');
    await picker.getByRole('option', { name: /Maria O’Connor/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await press('Enter');
    await linked();
    expect(await told()).toContain('High certainty · nothing proven yet');
  });

  test('two answers do not fit and two do; nothing of what is on file is shown', async () => {
    await press('v');
    await dialog('Ask and compare').waitFor();
    await answer('email address', 'maria@wrong.example', 'No match');
    await dialog('Ask and compare').getByText('2 tries left.').waitFor();
    await answer('phone number', '+1 212 555 0100', 'No match');
    await dialog('Ask and compare').getByText('1 try left.').waitFor();
    await answer('customer number', 'c 1042', 'Match');
    await answer('ticket number', 't-7781', 'Match');
    const words = await page.locator('body').innerText();
    for (const value of Object.values(MARIA)) expect(words).not.toContain(value);
    expect(await axeFindings(page)).toEqual([]);
    await press('Escape');
    expect(await told()).toContain('What is proven is not enough for the data themselves');
  });

  test('fulfilled cannot be chosen yet, and why is said', async () => {
    await press('o');
    await page.getByText('Fulfilled and partly fulfilled wait until it is settled who asks.').waitFor();
    await press('Escape');
  });

  test('reads the code out of the email that went to the address on file', async () => {
    await use('Send a code');
    await dialog('Code from the email').getByRole('radio').waitFor();
    const [draft] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
    const mail = readFileSync(await draft.path(), 'utf8');
    expect(mail).toContain(MARIA.email);
    const code = /^\s+(\d{3} \d{3})\s*$/m.exec(mail)?.[1] ?? '';
    expect(code).not.toBe('');
    await dialog('Code from the email')
      .getByText(/^Good for (10:00|9:\d\d)\./)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.type(code);
    await press('Enter');
    await dialog('Code from the email').getByText('Match', { exact: true }).waitFor();
    await press('Enter');
    await dialog('Code from the email').waitFor({ state: 'hidden' });
  });

  test('is called back on the number on file, which settles it', async () => {
    await press('v');
    const call = dialog('Call back');
    await call.getByRole('radio').waitFor();
    expect(await call.innerText()).not.toContain(MARIA.phone);
    await use('We have hung up: show the number', call);
    await call.getByText(MARIA.phone).waitFor();
    await call.getByText(/^Hides itself in/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await call.getByRole('button', { name: 'Confirmed' }).and(page.locator(':focus')).waitFor();
    await press('Enter');
    await call.waitFor({ state: 'hidden' });
    await next('Start work').waitFor();
    expect(await told()).toContain('Access Settled');
  });

  test('gets their answer', async () => {
    await press('e');
    await next('Set the outcome').waitFor();
    await press('e');
    const form = page.getByRole('form', { name: 'Outcome of Access' });
    await form.waitFor();
    await press('ArrowDown', 'Enter', 'Enter');
    await press('Control+Enter');
    await next('Send to review').waitFor();
    await page.getByText('recorded: customer number matched').waitFor();
    await page.getByText('compared the email address: no match').waitFor();
    expect(complaints.list).toEqual([]);
  });
});

test('an opt-out has nothing to fill in: one line says why', async () => {
  await goTo(made.optOut);
  expect(await told()).toBe('Identity Nobody may be asked to identify themselves for this.');
  expect(await section().getByRole('button').count()).toBe(0);
  await takeOn();
  await next('Set the outcome').waitFor();
  await press('v');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
});

test('a man with the right date of birth and nothing else gets no further', async () => {
  await goTo(made.birthDate);
  await takeOn();
  await next('Verify who asks').waitFor();
  await press('l'); // one fits: one key
  await linked();
  await press('v');
  const question = dialog('Ask and compare').getByRole('form', { name: 'date of birth' });
  await question.getByRole('textbox').focus();
  await page.keyboard.type('2 March 1975');
  await press('Enter');
  // What nobody can read is no wrong answer: it costs no try.
  await question.getByText('Type it in digits, the year first: 1980-06-05.').waitFor();
  await dialog('Ask and compare').getByText('3 tries left.').waitFor();
  await question.getByRole('textbox').fill('');
  await answer('date of birth', '1975-03-02', 'Match');
  await press('Escape');
  expect(await told()).toContain('High certainty · nothing proven yet');
  await next('Verify who asks').waitFor();
  await press('o');
  await page.getByText('Fulfilled and partly fulfilled wait until it is settled who asks.').waitFor();
  await press('Escape');
});

describe('three answers that do not fit', () => {
  test('stop the verification, and a manager is told so', async () => {
    await goTo(made.guesser);
    await takeOn();
    await next('Verify who asks').waitFor();
    await press('l');
    await linked();
    await press('v');
    await answer('email address', 'a@b.example', 'No match');
    await answer('email address', 'c@d.example', 'No match');
    await answer('email address', 'e@f.example', 'No match');
    await dialog('Ask and compare')
      .getByText(
        /^Verification stands still until 10:0\d tomorrow because three answers on this case were wrong\. A manager can unlock it\.$/,
      )
      .waitFor();
    expect(await dialog('Ask and compare').getByRole('textbox').first().isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await press('Escape');
    await page.getByRole('main').getByText('Verification stands still. A manager can unlock it.').waitFor();
    expect(await page.getByRole('link', { name: /Paused verifications/ }).count()).toBe(0);
  });

  test('the manager finds it among those that stand still, and lets it go on with a reason', async () => {
    await lock(page);
    await enter(page, NAME, PASSPHRASE);
    const link = page.getByRole('link', { name: /Paused verifications/ });
    await link.getByText('1').waitFor();
    await link.focus();
    await press('Enter');
    await page.getByRole('heading', { name: 'Paused verifications' }).waitFor();
    await page.getByRole('row', { name: new RegExp(made.guesser) }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await use(`Unlock ${made.guesser}`, page.getByRole('main'));
    await dialog('Let the verification go on?').waitFor();
    await page.keyboard.type('Called back: it was a slip of the tongue.');
    await press('Control+Enter');
    await page.getByText('Nothing stands still').waitFor();
    await goTo(made.guesser);
    await page.getByText('let the verification go on: “Called back: it was a slip of the tongue.”').waitFor();
    await press('v');
    await answer('customer number', 'C-2000', 'Match');
    await dialog('Ask and compare').getByText('3 tries left.').waitFor();
    await press('Escape');
    expect(complaints.list).toEqual([]);
  });
});
