import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const PASSPHRASE = 'quiet lantern moss orbit';

const SCREENSHOTS = fileURLToPath(new URL('../e2e/screenshots/actual', import.meta.url));
const taken = new Map<string, number>();

/** Keeps what the page looks like, for people to look at: by the test's name, the place in it, and the colours. Only where `npm run e2e` asks. */
async function picture(page: Page, colorScheme: string): Promise<void> {
  if (!process.env['DSR_DESK_PICTURES']) return;
  const name = (expect.getState().currentTestName ?? 'page').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100);
  const nth = (taken.get(`${name} ${colorScheme}`) ?? 0) + 1;
  taken.set(`${name} ${colorScheme}`, nth);
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}-${nth}-${colorScheme}.png`) });
}

/** What can be well in one scheme and wrong in the other. The rest does not change with the colours, and is looked at once. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page as it is, in light and in dark: rule and element, nothing where it is well. */
export async function axeFindings(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, colorScheme);
    await page.waitForTimeout(250); // colours glide from one scheme to the other
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(OF_COLOUR)).analyze();
    findings.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${colorScheme} ${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
      ),
    );
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
  return findings;
}

/** The recovery key that the page shows, group by group. */
export async function shownRecoveryKey(page: Page): Promise<string[]> {
  const groups = page.getByRole('list', { name: /Recovery key/ }).getByRole('listitem');
  await groups.first().waitFor();
  return (await groups.allInnerTexts()).map((text) => text.trim());
}

/** Types what the page wants typed of the key, so that it goes on. */
export async function keepRecoveryKey(page: Page): Promise<string> {
  const groups = await shownRecoveryKey(page);
  await page.getByLabel(/^Type group/).fill(groups.at(-1)!);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  return groups.join('-');
}

/** Fills both fields of a new passphrase. */
export async function choosePassphrase(page: Page, passphrase: string, label = 'Passphrase'): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(passphrase);
  await page.getByLabel('The same once more').fill(passphrase);
}

/** From a desk that nobody has used to its empty queue; answers the recovery key. */
export async function firstRun(page: Page, name = 'Ana Pereira'): Promise<string> {
  await page.getByLabel('Organisation').fill('Acme Hosting');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Your name').fill(name);
  await choosePassphrase(page, PASSPHRASE);
  await page.getByRole('button', { name: 'Create the desk' }).click();
  const key = await keepRecoveryKey(page);
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('navigation', { name: 'Views and places' }).waitFor();
  return key;
}

/** Locks, and waits for the page that the host puts in place of this one. */
export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

export async function signIn(page: Page, name: string, passphrase: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
}

/** Signs in and waits for the desk. */
export async function enter(page: Page, name = 'Ana Pereira', passphrase = PASSPHRASE): Promise<void> {
  await signIn(page, name, passphrase);
  await page.getByRole('navigation', { name: 'Views and places' }).waitFor();
}
