import { expect, test } from 'vitest';
import { ACCOUNTS, STALE_ACCOUNTS } from '../../../src-main/core/demo/accounts.ts';
import { inventDirectory } from '../../../src-main/core/demo/directory.ts';
import { PERSONS } from '../../../src-main/core/demo/entries.ts';
import { loadMaterial } from '../../../src-main/core/demo/material.ts';
import { Random } from '../../../src-main/core/demo/random.ts';
import { inventSamples } from '../../../src-main/core/demo/sample.ts';
import { canonicalFact } from '../../../src-shared/identity/index.ts';
import { GRANT_STATES, PREFERENCE_SCOPES, RELATION_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import { RESOURCES } from '../../support/desk.ts';

const NOW = Date.parse('2026-09-03T14:00:00.000Z');
const TODAY = '2026-09-03';
const material = loadMaterial(RESOURCES);

function invented(seed: string) {
  const people = inventSamples(new Random(seed), material, NOW).map(({ person }) => person);
  return { people: [...new Set(people)], ...inventDirectory(new Random(`${seed} directory`), material, people, NOW) };
}

const directory = invented('1');
const { entries, accounts, relations, grants, preferences, invoices } = directory;
const factsOf = (kind: string) =>
  entries.flatMap((entry) => entry.facts.filter((fact) => fact.kind === kind).map((fact) => ({ entry, ...fact })));

test('the same seed invents the same directory, another one another', () => {
  expect(invented('1')).toEqual(directory);
  expect(invented('2').entries.map(({ name }) => name)).not.toEqual(entries.map(({ name }) => name));
});

test('it is as large as it is said to be', () => {
  expect(entries).toHaveLength(PERSONS);
  expect(new Set(entries.map(({ externalId }) => externalId)).size).toBe(PERSONS);
  expect(accounts).toHaveLength(ACCOUNTS);
  expect(new Set(accounts.map(({ number }) => number)).size).toBe(ACCOUNTS);
  expect(invoices.length / ACCOUNTS).toBeGreaterThan(2.5);
  expect(invoices.length / ACCOUNTS).toBeLessThan(3.5);
  expect(new Set(invoices.map(({ number }) => number)).size).toBe(invoices.length);
});

test('every fact can be read, and no number is one that somebody has', () => {
  for (const { country, facts } of entries)
    for (const { kind, value } of facts) expect(canonicalFact(kind, value, country), `${kind} ${value}`).not.toBeNull();
  expect(factsOf('phone').length).toBeGreaterThan(1000);
  const owners = Map.groupBy(factsOf('customer_number'), ({ value }) => value);
  for (const [number, own] of owners) expect(own, number).toHaveLength(1);
});

test('accounts stand in trees of three levels, those above first, and some are not active', () => {
  const seen = new Set<unknown>();
  for (const account of accounts) {
    if (account.parent) expect(seen.has(account.parent)).toBe(true);
    expect(account.level).toBe(account.parent ? account.parent.level + 1 : 0);
    seen.add(account);
  }
  expect(new Set(accounts.map(({ level }) => level))).toEqual(new Set([0, 1, 2]));
  expect(new Set(accounts.map(({ status }) => status))).toEqual(new Set(['active', 'suspended', 'closed']));
  const stale = accounts.filter((account) => account.stale);
  expect(stale.length).toBeGreaterThan(STALE_ACCOUNTS / 2);
  expect(stale.length).toBeLessThanOrEqual(STALE_ACCOUNTS);
  for (const { parent } of stale) if (parent) expect(parent.stale).toBe(true);
});

test('relations and grants are of every sort: over, to come, suspended, disputed', () => {
  expect(new Set(relations.map(({ kind }) => kind))).toEqual(new Set(RELATION_KINDS));
  for (const bonds of [relations, grants]) {
    expect(new Set(bonds.map(({ state }) => state))).toEqual(new Set(GRANT_STATES));
    expect(bonds.filter(({ until }) => until !== null && until < TODAY).length).toBeGreaterThan(5);
    expect(bonds.filter(({ from }) => from !== null && from > TODAY).length).toBeGreaterThan(5);
    for (const { from, until } of bonds) expect(from === null || until === null || from <= until).toBe(true);
  }
  const pairs = relations.map(({ entry, account, kind }) => `${entry.externalId} ${account.number} ${kind}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  for (const { account, to } of grants) expect([account.parent, account.parent?.parent]).toContain(to);
  expect(new Set(preferences.map(({ scope }) => scope))).toEqual(new Set(PREFERENCE_SCOPES));
  expect(new Set(invoices.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'GBP']));
});

test('who asks in the sample cases is on file with the same contacts, but for a tenth', () => {
  const { people, of } = directory;
  expect(of.size / people.length).toBeGreaterThan(0.8);
  expect(of.size).toBeLessThan(people.length);
  for (const [{ requester }, entry] of of) {
    const value = (kind: string) => entry.facts.find((fact) => fact.kind === kind)?.value;
    expect(value('email')).toBe(requester.email);
    if (requester.phone) expect(value('phone')).toBe(requester.phone);
    if (requester.customerNumber) expect(value('customer_number')).toBe(requester.customerNumber);
  }
  for (const { email } of material.directory.writers) expect(factsOf('email').some(({ value }) => value === email)).toBe(true);
});

test('some people are there twice and share a contact, some share only their name', () => {
  const byContact = Map.groupBy([...factsOf('email'), ...factsOf('phone')], ({ value }) => value);
  const later = new Set(entries.slice(-15));
  for (const again of later) {
    const shared = again.facts.some(({ value }) => byContact.get(value)!.some(({ entry }) => entry !== again && !later.has(entry)));
    expect(shared, again.externalId).toBe(true);
  }
  const names = [...Map.groupBy(entries, ({ name }) => name).values()];
  expect(names.some((group) => group.length > 1)).toBe(true);
});

test('all of it was on file before any case came in', () => {
  for (const { since } of entries) expect(since).toBeLessThan(NOW - 150 * 86_400_000);
});
