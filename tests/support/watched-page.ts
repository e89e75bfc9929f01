import type { BrowserContext, Page } from 'playwright-core';

/** What a page did that none of ours may do. */
export interface Complaints {
  /** Errors and warnings on the console, errors nobody caught, violations of the policy, requests that failed, and any to another place. */
  readonly list: readonly string[];
}

/** Watches a page from before its first request. `allowed` takes out what a test provokes. */
export async function watchPage(page: Page, origin: string, allowed: RegExp = /(?!)/): Promise<Complaints> {
  const list: string[] = [];
  const note = (words: string) => allowed.test(words) || list.push(words);
  // As text: the tests are checked with Node's types, which know no page.
  await page.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error('policy violation: ' + violatedDirective + ' ' + blockedURI);
  })`);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url)) note(`remote request: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) note(`${response.status()}: ${response.url()}`);
  });
  return { list };
}

/** A new page in a context of its own: no cookie, no storage, nothing of another test. */
export async function freshPage(
  context: BrowserContext,
  origin: string,
  allowed?: RegExp,
): Promise<{ page: Page; complaints: Complaints }> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { page, complaints: await watchPage(page, origin, allowed) };
}
