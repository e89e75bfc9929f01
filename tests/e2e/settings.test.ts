import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskProcess, startDesk } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings, choosePassphrase, enter, firstRun, keepRecoveryKey, lock, PASSPHRASE, signIn } from '../support/desk-page.ts';
import { type Complaints, watchPage } from '../support/watched-page.ts';

const MAX = { name: 'Max Brandt', passphrase: 'seven copper kettles whistle' };

let browser: Browser;
let desk: DeskProcess;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  [browser, desk] = await Promise.all([launchChromium(), startDesk()]);
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1360, height: 780 } });
  page = await context.newPage();
  complaints = await watchPage(page, desk.origin);
  await page.goto(await desk.url());
  await firstRun(page);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function go(place: 'Organisation' | 'Staff' | 'Security' | 'Keys and appearance', on = page): Promise<void> {
  await on.getByRole('link', { name: 'Settings', exact: true }).click();
  await on.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: place }).click();
  await on.waitForURL(/#\/settings\/\w+$/);
}

test('axe finds nothing on any page of the settings, light or dark', async () => {
  for (const place of ['Organisation', 'Staff', 'Security', 'Keys and appearance'] as const) {
    await go(place);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect({ place, findings: await axeFindings(page) }).toEqual({ place, findings: [] });
  }
});

test('the organisation is changed, and what somebody else changed meanwhile is not written over', async () => {
  await go('Organisation');
  const second = await page.context().newPage();
  await second.goto(await desk.url());
  await go('Organisation', second);

  await page.getByLabel('Name', { exact: true }).fill('Acme Hosting Ltd');
  await second.getByLabel('Name', { exact: true }).fill('Acme Web');
  await second.getByRole('button', { name: 'Save' }).click();
  await second.getByText('Saved.', { exact: true }).first().waitFor();

  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Show it as it is now' }).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Hosting Ltd');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show it as it is now' }).click();
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Web');

  // And once more on the new version, with the keyboard: Enter saves. The other window hears of it.
  await page.getByLabel('Name', { exact: true }).fill('Acme Hosting');
  await page.keyboard.press('Enter');
  await page.getByText('Saved.', { exact: true }).first().waitFor();
  await expect.poll(() => second.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Hosting');
  await second.close();
});

test('a person is added, signs in, and is offered only what the role may do', async () => {
  await go('Staff');
  await page.getByRole('row', { name: /Ana Pereira/ }).waitFor();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('Name', { exact: true }).fill(MAX.name);
  expect(await axeFindings(page)).toEqual([]);
  await choosePassphrase(page, MAX.passphrase, 'First passphrase');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /Max Brandt/ }).waitFor();

  await lock(page);
  await enter(page, MAX.name, MAX.passphrase);
  await go('Staff');
  await page.getByRole('row', { name: /Ana Pereira/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Add a person' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /what can be done/ }).count()).toBe(0);
  await go('Organisation');
  await page.getByText('Administrators can change this.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await go('Security');
  await page.getByRole('button', { name: 'Change your passphrase' }).waitFor();
  expect(await page.getByRole('button', { name: 'Make a new recovery key' }).count()).toBe(0);
});

test('one changes one’s own passphrase; the one until now is asked, and opens nothing afterwards', async () => {
  await page.getByRole('button', { name: 'Change your passphrase' }).click();
  await page.getByLabel('Passphrase until now').fill('not it at all');
  await choosePassphrase(page, 'paper boats under the bridge', 'New passphrase');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.locator('[aria-invalid="true"]').waitFor();
  await page.getByLabel('Passphrase until now').fill(MAX.passphrase);
  await page.getByRole('button', { name: 'Change it' }).and(page.locator(':enabled')).click();
  // After a wrong one the desk may want a moment, which the button counts down.
  const changed = page.getByRole('main').getByText('Your passphrase is changed.');
  await changed.or(page.getByRole('button', { name: /Try again in/ })).waitFor();
  if (!(await changed.isVisible())) await page.getByRole('button', { name: 'Change it' }).and(page.locator(':enabled')).click();
  await changed.waitFor();

  await lock(page);
  await signIn(page, MAX.name, MAX.passphrase);
  await page.getByText(/tries are left/).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).and(page.locator(':enabled')).waitFor();
  await enter(page, MAX.name, 'paper boats under the bridge');
  await lock(page);
  await enter(page);
});

test('roles are changed, the last administrator stays one, and who is removed does not come in', async () => {
  await go('Staff');
  await page.getByRole('button', { name: /^Ana Pereira: what can be done/ }).click();
  await page.getByRole('menuitem', { name: 'Change roles' }).click();
  await page.getByRole('checkbox', { name: 'Administrator' }).uncheck();
  await page.getByRole('button', { name: 'Change the roles of Ana Pereira' }).click();
  await page
    .getByRole('dialog')
    .getByRole('alert')
    .filter({ hasText: /administrator/i })
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: /^Max Brandt: what can be done/ }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Change roles' }).click();
  await page.getByRole('checkbox', { name: 'Billing' }).check();
  await page.getByRole('button', { name: 'Change the roles of Max Brandt' }).click();
  await page.getByRole('row', { name: /Max Brandt.*Support, Billing/ }).waitFor();

  await page.getByRole('button', { name: /^Max Brandt: what can be done/ }).click();
  await page.getByRole('menuitem', { name: 'Remove from the desk' }).click();
  await page.getByRole('button', { name: 'Remove Max Brandt' }).click();
  await page.getByRole('row', { name: /Max Brandt.*Removed/ }).waitFor();
  expect(await page.getByRole('button', { name: /^Max Brandt: what can be done/ }).count()).toBe(0);
  await lock(page);
  await signIn(page, MAX.name, 'paper boats under the bridge');
  await page
    .getByRole('alert')
    .filter({ hasText: /not right/ })
    .waitFor();
  await page.getByRole('button', { name: 'Sign in' }).and(page.locator(':enabled')).waitFor();
  await enter(page);
});

test('a new recovery key is shown once, and the dialog stays until it was kept', async () => {
  await go('Security');
  await page.getByRole('button', { name: 'Make a new recovery key' }).click();
  await page.getByRole('button', { name: 'Make it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your new recovery key' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);

  // Half a minute after it was copied it is off the clipboard.
  await page.clock.install();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByRole('button', { name: /^Copied/ }).waitFor();
  const typed = dialog.getByLabel(/^Type group/);
  await typed.press('Control+v');
  expect((await typed.inputValue()).length).toBeGreaterThan(4);
  await typed.fill('');
  await page.clock.fastForward(31_000);
  await dialog.getByRole('button', { name: 'Copy' }).waitFor();
  await typed.press('Control+v');
  expect((await typed.inputValue()).trim()).toBe('');

  await keepRecoveryKey(page);
  await dialog.waitFor({ state: 'hidden' });
});

test('single keys are changed and switched off, and the page says which they are', async () => {
  await go('Keys and appearance');
  const change = page.getByRole('button', { name: 'Change the key for: New case' });
  await change.click();
  await page.keyboard.press('/');
  await page.getByRole('main').getByText('That key is taken: Search').waitFor();
  await page.keyboard.press(';');
  await page.getByRole('button', { name: 'Back to the usual key for: New case' }).waitFor();

  await page.keyboard.press('n');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press(';');
  await page.getByRole('dialog', { name: 'New case' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'All keys of this page' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('switch', { name: 'Single keys' }).press('Space');
  await page.keyboard.press(';');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Go anywhere, do anything' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('switch', { name: 'Single keys' }).press('Space');
  await page.getByRole('button', { name: 'Back to the usual keys' }).click();
  await page.keyboard.press('n');
  await page.getByRole('dialog', { name: 'New case' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('the palette goes everywhere by a few letters, and the appearance is kept over a lock', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Type what you want/ }).waitFor();
  await page.keyboard.type('go sett');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/settings\/organisation$/);
  await go('Keys and appearance');
  await page.getByRole('radio', { name: 'Dark' }).press('Space');
  const scheme = () => page.evaluate('document.documentElement.dataset.mantineColorScheme');
  expect(await scheme()).toBe('dark');
  await lock(page);
  expect(await scheme()).toBe('dark');
  expect(await page.evaluate('JSON.stringify(Object.entries(localStorage))')).not.toMatch(/Ana|Acme|Pereira/);
  await enter(page, 'Ana Pereira', PASSPHRASE);
});

test('nothing on the way was complained of', () => {
  expect(complaints.list).toEqual([]);
});
