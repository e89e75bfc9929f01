import { beforeEach, expect, test, vi } from 'vitest';
import { Vault } from '../../../src-main/core/vault/vault.ts';
import { refusal, vaultOptions } from '../../support/vault.ts';

const derived: unknown[] = [];
vi.mock('@node-rs/argon2', async (original) => {
  const actual = await original<typeof import('@node-rs/argon2')>();
  const hashRaw: typeof actual.hashRaw = (passphrase, options, ...rest) => {
    const { salt: _, secret: __, ...cost } = options ?? {};
    derived.push(cost);
    return actual.hashRaw(passphrase, options, ...rest);
  };
  return { ...actual, hashRaw };
});

const NAME = 'Jane Example';
const PASSPHRASE = 'tram blanket 47 violin';

beforeEach(() => {
  derived.length = 0;
});

/** The derivations that a try to sign in costs. */
async function workOf(vault: Vault, name: string, passphrase: string): Promise<unknown[]> {
  derived.length = 0;
  await refusal(vault.signIn(name, passphrase));
  return [...derived];
}

test('a name of nobody costs just what a known one with a wrong passphrase does', async () => {
  const { vault } = await Vault.create({ ...vaultOptions(), name: NAME, passphrase: PASSPHRASE });
  const known = await workOf(vault, NAME, 'another blanket 47 violin');
  expect(known).toHaveLength(1);
  expect(await workOf(vault, 'Nobody Here', PASSPHRASE)).toEqual(known);
});
