import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { freshPage } from '../support/watched-page.ts';

/** The real page on the real core: it opens, says what it is, and does nothing that it may not. */
let browser: Browser;
let desk: DeskProcess;
beforeAll(async () => {
  [browser, desk] = await Promise.all([launchChromium(), startDesk()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

test('a desk that nobody has used yet welcomes its first person', async () => {
  const { page, complaints } = await freshPage(await browser.newContext(), desk.origin);
  await page.goto(await desk.url());
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.title()).toContain('DSR Desk');
  // The banner: this host is for trying out.
  await page
    .getByText(/trying out/i)
    .first()
    .waitFor();
  expect(new URL(page.url()).hash).not.toContain('token');
  expect(complaints.list).toEqual([]);
});

test('in the dark it does nothing forbidden either', async () => {
  const { page, complaints } = await freshPage(await browser.newContext({ colorScheme: 'dark' }), desk.origin);
  await page.goto(await desk.url());
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(complaints.list).toEqual([]);
});

test('an address that was used says what to do instead of showing the desk', async () => {
  const url = await desk.url();
  const { page: first } = await freshPage(await browser.newContext(), desk.origin);
  await first.goto(url);
  await first.getByRole('heading', { level: 1 }).waitFor();
  const { page: second, complaints } = await freshPage(await browser.newContext(), desk.origin, /401/);
  await second.goto(url);
  await second
    .getByText(/terminal/)
    .first()
    .waitFor();
  expect(complaints.list).toEqual([]);
});

test('the policy stops a page that was made to call out', async () => {
  const { page, complaints } = await freshPage(await browser.newContext(), desk.origin);
  await page.goto(await desk.url());
  await page.getByRole('heading', { level: 1 }).waitFor();
  // As text: the tests are checked with Node's types, which know no page.
  const reached = await page.evaluate(`(async () => {
    const image = new Promise((resolve) => {
      const element = document.createElement('img');
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      element.src = 'http://127.0.0.1:9/pixel.png';
    });
    const fetched = fetch('http://127.0.0.1:9/').then(() => true, () => false);
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    return { image: await image, fetched: await fetched, injected: 'injected' in globalThis };
  })()`);
  expect(reached).toEqual({ image: false, fetched: false, injected: false });
  const violations = complaints.list.filter((words) => words.includes('policy violation')).sort();
  expect(violations).toEqual(['connect-src', 'img-src', 'script-src-elem'].map((directive) => expect.stringContaining(directive)));
});
