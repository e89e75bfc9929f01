import { beforeEach, describe, expect, test } from 'vitest';
import { type Admission, type Admitted, createAdmission } from '../../../src-main/browser/admission.ts';

let clock: number;
let admission: Admission;
beforeEach(() => {
  clock = 0;
  let made = 0;
  admission = createAdmission({ now: () => clock, randomBytes: (count) => new Uint8Array(count).fill(++made) });
});

const open = () => admission.redeemToken(admission.issueToken())!;
const sessionOf = ({ secret }: Admitted) => admission.sessionOf(secret)!;

describe('a token', () => {
  test('opens a session once', () => {
    const token = admission.issueToken();
    expect(admission.redeemToken(token)).toBeDefined();
    expect(admission.redeemToken(token)).toBeUndefined();
  });

  test.each([
    [60_000, true],
    [60_001, false],
  ])('after %i ms', (age, good) => {
    const token = admission.issueToken();
    clock += age;
    expect(admission.redeemToken(token) !== undefined).toBe(good);
  });

  test('that nobody issued opens nothing, nor does a secret or a ticket in its place', () => {
    const { secret, reloadTicket } = open();
    for (const wrong of ['', 'guess', secret, reloadTicket]) expect(admission.redeemToken(wrong)).toBeUndefined();
  });

  test('is 256 bits as text that fits a fragment and a header', () => {
    expect(admission.issueToken()).toMatch(/^[\w-]{43}$/);
  });

  test('is dropped, the oldest first, when too many were asked for', () => {
    const first = admission.issueToken();
    const last = Array.from({ length: 64 }, () => admission.issueToken()).at(-1)!;
    expect(admission.redeemToken(first)).toBeUndefined();
    expect(admission.redeemToken(last)).toBeDefined();
  });
});

describe('a reload ticket', () => {
  test('is refused while the page it was given to is connected, or never was, and stays good', () => {
    const page = open();
    expect(admission.redeemReload(page.reloadTicket)).toBe('busy');
    admission.socketOpened(sessionOf(page));
    expect(admission.redeemReload(page.reloadTicket)).toBe('busy');
    admission.socketClosed(sessionOf(page));
    expect(admission.redeemReload(page.reloadTicket)).toBeTypeOf('object');
  });

  test.each([
    [10_000, true],
    [10_001, false],
  ])('%i ms after the page went', (age, good) => {
    const page = open();
    admission.socketOpened(sessionOf(page));
    admission.socketClosed(sessionOf(page));
    clock += age;
    expect(admission.redeemReload(page.reloadTicket) !== undefined).toBe(good);
  });

  test('is good once, and the old secret ends with it', () => {
    const page = open();
    const session = sessionOf(page);
    admission.socketOpened(session);
    admission.socketClosed(session);
    const next = admission.redeemReload(page.reloadTicket) as Admitted;
    expect(next.secret).not.toBe(page.secret);
    expect(admission.sessionOf(page.secret)).toBeUndefined();
    expect(admission.redeemReload(page.reloadTicket)).toBeUndefined();
    expect(admission.sessionOf(next.secret)).toBeDefined();
  });
});

test('dropAll ends tokens, sessions and tickets', () => {
  const token = admission.issueToken();
  const page = open();
  admission.socketOpened(sessionOf(page));
  admission.dropAll();
  expect(admission.redeemToken(token)).toBeUndefined();
  expect(admission.sessionOf(page.secret)).toBeUndefined();
  expect(admission.redeemReload(page.reloadTicket)).toBeUndefined();
});
