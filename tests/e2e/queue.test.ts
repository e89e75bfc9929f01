import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { NAME, PASSPHRASE, TestDesk, testFolder } from '../support/desk.ts';
import { axeFindings, enter } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const CASES = 3000;
/** How many lines may exist at once, whatever the length of the queue. */
const MOST_ROWS = 80;

let browser: Browser;
let context: BrowserContext;
let desk: DeskProcess;
let page: Page;
let complaints: Complaints;
let folder: string;

const list = (on = page) => on.getByRole('listbox', { name: /^Cases by/ });
const rows = (on = page) => list(on).getByRole('option');
const cursor = (on = page) => list(on).locator('[data-cursor]');
/** Asks again until it is so: other work on the machine may make the desk slow. */
const until = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 10_000 });
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** A desk with thousands of cases, made through the contract. */
async function seed(): Promise<string> {
  const place = testFolder();
  const made = new TestDesk(place.folder);
  await made.found();
  await made.desk.staff.add({ name: 'Rosa Silva', roles: ['support'], passphrase: PASSPHRASE });
  const kinds = ['access', 'deletion', 'opt_out', 'correction', 'concern'] as const;
  const names = ['Maria O’Connor', 'José García', 'Linh Nguyen', 'Björn Åkesson', 'Priya Patel'] as const;
  for (let index = 0; index < CASES; index += 1) {
    await made.desk.cases.create({
      channel: index % 2 ? 'phone' : 'letter',
      receivedAt: `2026-0${1 + (index % 8)}-1${index % 10}T10:00:00.000Z` as never,
      requester: { name: `${names[index % names.length]} ${index}`, email: `person-${index}@example.com` },
      requests: [{ kind: kinds[index % kinds.length]!, detail: index === 1234 ? 'The word kingfisher stands here once.' : '' }],
    });
  }
  await made.session.close();
  return place.folder;
}

async function open(): Promise<Page> {
  const one = await context.newPage();
  complaints = await watchPage(one, desk.origin);
  await one.goto(await desk.url());
  return one;
}

beforeAll(async () => {
  folder = await seed();
  [browser, desk] = await Promise.all([launchChromium(), startDesk({ dataFolder: folder })]);
  context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 780 } });
  page = await open();
  await enter(page, NAME, PASSPHRASE);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
/** Goes to a queue, and waits until its own rows are shown. */
async function show(search = ''): Promise<void> {
  await page.evaluate(`location.hash = '#/queue${search}'`);
  await settled();
}
async function settled(): Promise<void> {
  await list().and(page.locator(':not([aria-busy])')).locator('[data-cursor]').waitFor();
}
beforeEach(async () => {
  // A test that failed half way must not fail those after it: the page starts anew.
  await page.reload();
  await show();
});

test('thousands of cases are a few dozen lines, at the top, far down and in between', async () => {
  expect(await rows().first().getAttribute('aria-setsize')).toBe(String(CASES));
  expect(await rows().count()).toBeLessThanOrEqual(MOST_ROWS);
  // End goes to the last line that has come; the next page comes after it, as fast as the machine allows.
  await until(async () => {
    await press('End');
    expect(await rows().count()).toBeLessThanOrEqual(MOST_ROWS);
    return Number(await cursor().getAttribute('aria-posinset'));
  }).toBeGreaterThan(300);
  const active = await list().getAttribute('aria-activedescendant');
  expect(active).toBe(await cursor().getAttribute('id'));
  await press('Home');
  await until(() => cursor().getAttribute('aria-posinset')).toBe('1');
  expect(complaints.list).toEqual([]);
});

test('axe finds nothing, light or dark, with a picker open and without', async () => {
  expect(await axeFindings(page)).toEqual([]);
  await press('x', 'Shift+ArrowDown', 'a');
  await page.getByRole('dialog').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('f');
  await page.getByRole('option', { name: 'Deletion', exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await press('Escape', 'Escape');
  expect(complaints.list).toEqual([]);
});

test('j and k move, the case beside follows, Enter opens and Back comes back to the same line', async () => {
  await press('Home', 'j', 'j', 'j', 'k');
  await until(() => cursor().getAttribute('aria-posinset')).toBe('3');
  const name = (await cursor().locator('[dir=auto]').textContent())!;
  await page.getByRole('complementary', { name: 'Selected case' }).getByRole('heading', { name }).waitFor();
  await press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await press('u');
  await list().waitFor();
  await until(() => cursor().getAttribute('aria-posinset')).toBe('3');
  // Seen now, so no longer bold.
  await until(() => cursor().getAttribute('data-unread')).toBeNull();
});

test('what is typed is searched at once, and stands in the address', async () => {
  await press('/');
  await page.keyboard.type('kingfish');
  await until(() => rows().count()).toBe(1);
  expect(page.url()).toContain('text=kingfish');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText('The word kingfisher stands here once.').waitFor();
  await page.goBack();
  await until(() => rows().count()).toBe(1);
  await page.goBack();
  await until(() => rows().count()).toBeGreaterThan(20);
  expect(complaints.list).toEqual([]);
});

test('filters are chips in the address: put on, taken off, undone by Back, there after a reload', async () => {
  await press('f');
  await page.keyboard.type('dele');
  await press('Enter', 'Escape');
  await page.getByText('Asks for: Deletion').waitFor();
  expect(page.url()).toContain('kinds=deletion');
  await until(() => rows().first().getAttribute('aria-setsize')).toBe(String(CASES / 5));

  await press('f');
  await page.keyboard.type('phone');
  await press('Enter', 'Escape');
  await until(() => rows().first().getAttribute('aria-setsize')).toBe(String(CASES / 10));
  await page.goBack();
  await page.getByText('By: phone').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('Asks for: Deletion').waitFor();
  await page.getByRole('button', { name: 'Remove filter Asks for: Deletion' }).click();
  await until(() => rows().first().getAttribute('aria-setsize')).toBe(String(CASES));
  expect(complaints.list).toEqual([]);
});

test('a filter that nothing fits says so, and how to go on', async () => {
  await page.evaluate("location.hash = '#/queue?text=nothingcontainsthis'");
  await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await list().waitFor();
});

test('the order is in the address too, and turns round', async () => {
  const first = await rows().first().locator('span').nth(1).textContent();
  const header = page.getByRole('button', { name: /^Reference/ });
  await header.click();
  expect(page.url()).toContain('sort=reference');
  await header.click();
  expect(page.url()).toContain('direction=desc');
  await until(() => list().getAttribute('aria-label')).toBe('Cases by Reference');
  await page.goBack();
  await page.goBack();
  await until(() => rows().first().locator('span').nth(1).textContent()).toBe(first);
});

test('many are assigned by keys, and undone by one', async () => {
  await show('?sort=reference');
  await press('x', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await page.getByRole('toolbar', { name: 'Marked cases' }).getByText('3 marked').waitFor();
  await press('a');
  await page.getByRole('dialog', { name: 'Assign 3 cases to' }).waitFor();
  await page.keyboard.type('rosa');
  await press('Enter');
  await page.getByText('3 cases assigned to Rosa Silva').waitFor();
  await until(() => list().getByRole('img', { name: 'Assigned to Rosa Silva' }).count()).toBe(3);
  await press('Escape', 'z');
  await page.getByText(/^Undone: 3 cases/).waitFor();
  await until(() => list().getByRole('img', { name: 'Assigned to Rosa Silva' }).count()).toBe(0);
  expect(complaints.list).toEqual([]);
});

test('the status of one is changed from its list of moves, with why the others are closed', async () => {
  await show('?sort=reference&direction=desc');
  await press('s');
  const dialog = page.getByRole('dialog', { name: 'Change status to' });
  await dialog.getByText('First every request needs its outcome').waitFor();
  await page.keyboard.type('tri');
  await press('Enter');
  await page.getByText(/moved to Triaged/).waitFor();
  await until(() => cursor().textContent()).toContain('Triaged');
  await press('z');
  await until(() => cursor().textContent()).toContain('New');
});

test('two windows stay in step, and neither loses its place', async () => {
  const second = await open();
  await cursor(second).waitFor();
  // This window looks at something far down while the other one works at the top.
  await press('PageDown', 'PageDown');
  const here = await cursor().getAttribute('id');
  const scrolled = await list().evaluate('(element) => element.scrollTop');
  const firstName = await cursor(second).locator('[dir=auto]').textContent();
  await second.keyboard.press('a');
  await second.getByRole('dialog').waitFor();
  await second.keyboard.press('1');
  await second.getByText(/assigned to Ana/).waitFor();
  await until(() => page.getByRole('link', { name: /^Mine/ }).textContent()).toContain('1');
  expect(await cursor().getAttribute('id')).toBe(here);
  expect(await list().evaluate('(element) => element.scrollTop')).toBe(scrolled);
  await press('Home');
  await until(() => cursor().locator('[dir=auto]').textContent()).toBe(firstName);
  await cursor()
    .getByRole('img', { name: `Assigned to ${NAME}` })
    .waitFor();
  expect(complaints.list).toEqual([]);
  await second.close();
});

test('a view is saved under a name, opened from the side, and removed', async () => {
  await show('?kinds=opt_out');
  await page.getByText('Asks for: Opt-out').waitFor();
  await press('Shift+S');
  await page.getByRole('dialog', { name: 'Save this view' }).waitFor();
  await page.keyboard.type('Stop lists');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Stop lists' }).waitFor();
  await page.getByRole('link', { name: 'All open' }).click();
  await page.getByRole('heading', { level: 1, name: 'All open' }).waitFor();
  await page.getByRole('link', { name: /Stop lists/ }).click();
  await until(() => rows().first().getAttribute('aria-setsize')).toBe(String(CASES / 5));
  await page.getByRole('button', { name: 'Remove view' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove view' }).click();
  await page.getByRole('link', { name: /Stop lists/ }).waitFor({ state: 'detached' });
  expect(complaints.list).toEqual([]);
});
