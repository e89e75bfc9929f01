import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reference } from '../../src-shared/vocabulary/reference.ts';
import { launchChromium } from '../support/chromium.ts';
import { NAME, PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { type DeskAt, startDeskAt } from '../support/desk-at.ts';
import { axeFindings, enter, lock } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const RECEIVED = '2026-09-03T10:00:00.000Z';
const MAX = 'Max Brandt';

let browser: Browser;
let context: BrowserContext;
let place: ReturnType<typeof testFolder>;
let california: Reference;
let britain: Reference;

/** Two access requests of one moment, one from California and one from the United Kingdom, and two people to work them. */
async function seed(folder: string): Promise<void> {
  await using made = new TestDesk(folder);
  await made.found();
  await made.desk.staff.add({ name: MAX, roles: ['support'], passphrase: PASSPHRASE });
  const create = async (name: string, country: string, region: string | null) => {
    const { reference } = await made.desk.cases.create({
      channel: 'phone',
      receivedAt: RECEIVED as never,
      requester: { name, email: 'someone@example.com', country, region },
      requests: [{ kind: 'access', detail: 'What do you hold about me?' }],
    });
    return reference;
  };
  california = await create('Maria O’Connor', 'US', 'CA');
  britain = await create('John Smith', 'GB', null);
}

beforeAll(async () => {
  place = testFolder();
  [browser] = await Promise.all([launchChromium(), seed(place.folder)]);
  context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1360, height: 780 },
  });
});
afterAll(async () => {
  await browser.close();
  place[Symbol.dispose]();
});

async function open(desk: DeskAt): Promise<{ page: Page; complaints: Complaints }> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = await watchPage(page, desk.origin);
  await desk.setClock(page);
  await page.goto(desk.url());
  return { page, complaints };
}

/** Another person at the same desk; the queue comes first. */
async function switchTo(page: Page, name: string): Promise<void> {
  await lock(page);
  await enter(page, name, PASSPHRASE);
  await page.getByRole('listbox', { name: /^Cases by/ }).waitFor();
}

async function showCase(page: Page, reference: string): Promise<void> {
  await page.goto(page.url().replace(/#.*$/, `#/case/${reference}`));
  await page.getByRole('button', { name: `Copy ${reference}` }).waitFor();
  await page.getByRole('heading', { name: 'Dates', exact: true }).waitFor();
}

/** What a page says of one set of rules, as lines of words. */
const rules = async (page: Page, name: string) =>
  (await page.getByRole('region', { name, exact: true }).innerText()).replace(/\s+/g, ' ').trim();

const reasons = (page: Page) => page.getByRole('dialog', { name: 'Why this date?' });

describe('on 3 September 2026', () => {
  let desk: DeskAt;
  let left: Page;
  let right: Page;
  let complaints: Complaints;
  beforeAll(async () => {
    desk = await startDeskAt('2026-09-03T14:00:00.000Z', place.folder);
    ({ page: left, complaints } = await open(desk));
    await enter(left, NAME, PASSPHRASE);
    await left.getByRole('listbox', { name: /^Cases by/ }).waitFor();
    ({ page: right } = await open(desk));
    await right.getByRole('listbox', { name: /^Cases by/ }).waitFor();
    await showCase(left, california);
    await showCase(right, britain);
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  test('side by side, each case says what identity, a clarification and an extension do to it', async () => {
    const ccpa = await rules(left, 'CCPA');
    // 45 days end on Sunday 18 October; 10 business days leave Labor Day out.
    expect(ccpa).toContain('acknowledge Fri 18 Sept done');
    expect(ccpa).toContain('answer Fri 16 Oct 43 days ends Sun 18 Oct, legal date Mon 19 Oct');
    expect(ccpa).toContain('Waiting The clock never stops, not even for identity.');
    expect(ccpa).toContain('More time can be announced until Mon 19 Oct (46 days left); would give until Wed 2 Dec');

    const uk = await rules(right, 'UK GDPR');
    expect(uk).toContain('answer Fri 2 Oct 29 days ends Sat 3 Oct, legal date Mon 5 Oct');
    expect(uk).toContain('Identity the period starts anew when it is received');
    expect(uk).toContain('Clarification the days of waiting do not count');
    expect(uk).toContain('More time can be announced until Mon 5 Oct (32 days left); would give until Thu 3 Dec');

    expect(await rules(left, 'House policy')).toContain('More time these rules know no extension');
    await left.getByText('Work by Fri 2 Oct').waitFor();
    expect(await axeFindings(left)).toEqual([]);
    expect(await axeFindings(right)).toEqual([]);
  });

  test('every date of both has its reason: steps in order, each with its rule and source', async () => {
    for (const [page, clocks] of [
      [left, 5],
      [right, 4],
    ] as const) {
      await page.keyboard.press('w');
      await reasons(page).waitFor();
      const all = reasons(page).getByRole('button', { name: /why this date\?$/ });
      expect(await all.count()).toBe(clocks);
      for (let index = 0; index < clocks; index += 1) {
        await all.nth(index).click();
        await reasons(page).locator('tr[aria-current]').waitFor();
        const steps = await reasons(page).getByRole('listitem').allInnerTexts();
        expect(steps.length).toBeGreaterThanOrEqual(3);
        expect(steps[0]).toMatch(/^Received Thu 3 Sep 2026/);
        expect(steps.at(-1)).toMatch(/^Work towards/);
        const named = steps.join('\n').match(/[\w-]+\/[\w-]+(\/[\w-]+)?, version \S+/g) ?? [];
        expect(named.length).toBeGreaterThanOrEqual(2);
      }
      await page.keyboard.press('Escape');
      await reasons(page).waitFor({ state: 'hidden' });
    }
  });

  test('the three dates of California’s answer are told apart, and what counsel has yet to confirm is marked', async () => {
    await left.keyboard.press('w');
    await reasons(left).getByRole('button', { name: 'answer, CCPA: why this date?' }).click();
    await reasons(left)
      .getByRole('heading', { name: /^answer · CCPA/ })
      .waitFor();
    const words = (await reasons(left).innerText()).replace(/\s+/g, ' ');
    expect(words).toContain('Work by Fri 16 Oct The last business day on or before the end');
    expect(words).toContain('Period ends Sun 18 Oct The literal end of the period.');
    expect(words).toContain('Legal date Mon 19 Oct Moved to the next business day by a cited rule.');
    expect(words).toContain('11 CCR § 7021(b)');
    expect(words).toContain('Cal. Gov. Code § 6800; Cal. Civ. Code § 10 To be confirmed by counsel');
    expect(await axeFindings(left)).toEqual([]);
    await left.keyboard.press('Escape');
    await reasons(left).waitFor({ state: 'hidden' });
    // Escape closed the reasons, and left the case where it was.
    expect(left.url()).toContain(california);
  });

  test('asking for identity: California is told that nothing stops, the United Kingdom that the period starts anew', async () => {
    for (const [page, law, effect, said] of [
      [left, 'CCPA', 'the clock does not stop, not even for identity.', 'Waiting for identity since Thu 3 Sept. No clock stops for it.'],
      [
        right,
        'UK GDPR',
        'the period starts anew when identity is received.',
        'The clock stands still since Thu 3 Sept: waiting for identity. Under UK GDPR only. All other dates run on.',
      ],
    ] as const) {
      await page.keyboard.press('h');
      await page.getByRole('dialog', { name: 'What happened?' }).waitFor();
      await page.keyboard.type('identity');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Identity asked for' });
      await dialog.waitFor();
      expect(await dialog.getByLabel('On', { exact: true }).inputValue()).toBe('2026-09-03');
      await dialog
        .getByRole('listitem')
        .filter({ hasText: `${law}: ${effect}` })
        .waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await dialog.getByLabel('On', { exact: true }).fill('2026-09-04');
      await page.keyboard.press('Control+Enter');
      await dialog.getByText(/from the receipt to today/).waitFor();
      await dialog.getByLabel('On', { exact: true }).fill('2026-09-03');
      await page.keyboard.press('Control+Enter');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText(said).waitFor();
      await page.getByText('asked for identity, on Thu 3 Sept').waitFor();
    }
    expect(await rules(left, 'CCPA')).toContain('answer Fri 16 Oct 43 days');
    expect(await rules(right, 'UK GDPR')).toContain('answer Fri 2 Oct paused');
  });

  test('what was recorded by mistake is withdrawn with a reason, and stays on the timeline', async () => {
    await left.getByRole('button', { name: 'Withdraw: Identity asked for, Thu 3 Sept' }).click();
    const dialog = left.getByRole('dialog', { name: /^Withdraw/ });
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByText(/at least three characters/).waitFor();
    await dialog.getByLabel('Why').fill('It was another case.');
    await left.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await left.getByText('withdrew “asked for identity, on Thu 3 Sept”: “It was another case.”').waitFor();
    await left.getByText('No clock stops for it.').waitFor({ state: 'hidden' });
  });

  test('a house policy says which open cases it moves, and by how much, before it is set', async () => {
    await left.goto(left.url().replace(/#.*$/, '#/settings/policy'));
    await left.getByRole('button', { name: 'Change the house policy' }).click();
    await left.getByLabel('Answer: how many').fill('20');
    await left.getByLabel('From', { exact: true }).fill('2026-09-01');
    expect(await left.getByRole('button', { name: 'Set the policy' }).count()).toBe(0);
    await left.getByRole('button', { name: 'See what would move' }).first().click();
    await left.locator('#main').getByText('2 open cases move.').waitFor();
    const moved = left.getByRole('row').filter({ hasText: california });
    expect((await moved.innerText()).replace(/\s+/g, ' ')).toBe(`${california} Fri 2 Oct Wed 23 Sept 9 days earlier`);
    expect(await axeFindings(left)).toEqual([]);
    // Another number is another policy: it is looked at anew.
    await left.getByLabel('Answer: how many').fill('25');
    await left.getByRole('button', { name: 'Set the policy' }).waitFor({ state: 'hidden' });
    await left.getByRole('button', { name: 'See what would move' }).first().click();
    await left.getByRole('button', { name: 'Set the policy' }).click();
    await left.getByText('The house policy is set.').waitFor();
    await left.getByText('within 25 days').waitFor();
    await showCase(left, california);
    await left.getByText('Work by Mon 28 Sept').waitFor();
  });

  test('rules and calendars are read with their sources', async () => {
    await left.goto(left.url().replace(/#.*$/, '#/settings/rules'));
    await left.getByRole('searchbox', { name: /^Search: place/ }).fill('california know');
    await left.getByRole('button', { name: /California CCPA: know, correct, delete/ }).click();
    await left.getByRole('row', { name: /^Answer within 45 days/ }).waitFor();
    await left.getByText('https://cppa.ca.gov/regulations/pdf/cppa_regs.pdf').first().waitFor();
    // Addresses are text: nothing on the page leads out of the desk.
    expect(await left.locator('a[href^="http"]').count()).toBe(0);
    expect(await axeFindings(left)).toEqual([]);

    await left.goto(left.url().replace(/#.*$/, '#/settings/calendars'));
    await left.getByRole('tab', { name: '2026' }).click();
    await left.getByRole('row', { name: /3 July 2026 Friday Independence Day/ }).waitFor();
    expect(await axeFindings(left)).toEqual([]);
  });

  test('the queue names law and clock, groups by due, and gives its dates to a calendar program', async () => {
    await left.goto(left.url().replace(/#.*$/, '#/queue'));
    const rows = left.getByRole('listbox', { name: /^Cases by/ }).getByRole('option');
    await rows.first().waitFor();
    const cell = rows.filter({ hasText: california }).getByTitle('House policy: answer by Mon 28 Sept');
    expect(await cell.innerText()).toMatch(/^House\s+answer$/);
    await left.keyboard.press('b');
    await left.locator('[data-stays]', { hasText: 'Later' }).waitFor();
    expect(left.url()).toContain('group=band');
    expect(await rows.count()).toBe(2);
    expect(await axeFindings(left)).toEqual([]);

    const saving = left.waitForEvent('download');
    await left.getByRole('button', { name: 'More for this queue' }).click();
    await left.getByRole('menuitem', { name: 'Export due dates (.ics)' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe('dsr-desk-due-2026-09-03.ics');
    const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString('utf8');
    expect(text.match(/BEGIN:VTODO/g)).toHaveLength(2);
    expect(text).toContain(`SUMMARY:${california}: answer`);
    expect(text).toContain('DUE;VALUE=DATE:20260928');
    expect(text).not.toMatch(/Connor|Smith/);
    expect(complaints.list).toEqual([]);
  });

  test('more time: support proposes with a reason, a notice too late is refused, a manager approves', async () => {
    await switchTo(left, MAX);
    await showCase(left, california);
    await left.keyboard.press('x');
    const dialog = left.getByRole('dialog', { name: 'Ask for more time' });
    await dialog.waitFor();
    expect(await axeFindings(left)).toEqual([]);
    await dialog.getByLabel('Notice sent on').fill('2026-10-20');
    await dialog.getByText('CCPA: too late: the notice had to be sent by Mon 19 Oct').waitFor();
    await dialog.getByLabel('Why more time is needed').fill('Five years of mail in three systems.');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog
      .getByRole('alert')
      .filter({ hasText: /Nothing was changed/ })
      .waitFor();
    await dialog.getByLabel('Notice sent on').fill('2026-09-04');
    await dialog.getByText('CCPA: can be announced until Mon 19 Oct').waitFor();
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const waiting = left.getByRole('note').filter({ hasText: 'You ask for more time for Access' });
    await waiting.getByText('Waits for a manager.').waitFor();
    expect(await waiting.getByRole('button').count()).toBe(0);
    expect(await rules(left, 'CCPA')).toContain('answer Fri 16 Oct');

    await switchTo(left, NAME);
    await showCase(left, california);
    const asked = left.getByRole('note').filter({ hasText: `${MAX} asks for more time for Access` });
    await asked.getByText('Notice on Fri 4 Sept. “Five years of mail in three systems.”').waitFor();
    await asked.getByRole('button', { name: 'Approve' }).click();
    const decide = left.getByRole('dialog', { name: 'Approve more time?' });
    await decide.getByText('would give until Wed 2 Dec').waitFor();
    expect(await axeFindings(left)).toEqual([]);
    await decide.getByRole('button', { name: 'Approve' }).click();
    await decide.waitFor({ state: 'hidden' });
    await left.getByText('approved more time, notice on Fri 4 Sept').waitFor();
    await left.getByText('announced already; there is no second time').waitFor();
    expect(await rules(left, 'CCPA')).toContain('answer Wed 2 Dec');
    // No other rules know an extension: there is nothing left to ask for.
    expect(await left.getByRole('button', { name: 'Ask for more time' }).count()).toBe(0);
  });
});

test('on 10 September the United Kingdom’s period starts anew with the proof of identity; California’s runs on', async () => {
  await using desk = await startDeskAt('2026-09-10T14:00:00.000Z', place.folder);
  const { page, complaints } = await open(desk);
  await enter(page, NAME, PASSPHRASE);
  await page.getByRole('listbox', { name: /^Cases by/ }).waitFor();
  await showCase(page, britain);
  await page.keyboard.press('h');
  await page.keyboard.type('identity');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Identity received' });
  await dialog.getByText('UK GDPR: the period starts anew on this day.').waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  // One month from 10 September ends on a Saturday.
  await page.getByRole('region', { name: 'UK GDPR' }).getByText('ends Sat 10 Oct, legal date Tue 13 Oct').waitFor();
  expect(await rules(page, 'UK GDPR')).toContain('answer Fri 9 Oct');
  await showCase(page, california);
  expect(await rules(page, 'CCPA')).toContain('answer Wed 2 Dec');
  expect(complaints.list).toEqual([]);
});
