import { describe, expect, test } from 'vitest';
import { sightOf } from '../../../src-main/core/cases/sight.ts';
import { instantOf, TimeZone } from '../../../src-shared/vocabulary/dates.ts';
import { may, PERMISSIONS, type Permission, ROLES, type Role } from '../../../src-shared/vocabulary/permissions.ts';

const sets: Role[][] = Array.from({ length: 2 ** ROLES.length }, (_, bits) => ROLES.filter((_role, index) => bits & (1 << index)));

test('several roles may do what any of them may, and nobody without a role may do anything', () => {
  for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
    for (const roles of sets) expect(may(roles, permission)).toBe(roles.some((role) => may([role], permission)));
    expect(may([], permission)).toBe(false);
  }
});

test('recovery sets up an administrator, and no member of staff has its permission', () => {
  const held = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(['recovery'], permission));
  expect(held.sort()).toEqual(['recovery.set_up', 'session.own']);
  expect(may(['support', 'billing', 'manager', 'administrator'], 'recovery.set_up')).toBe(false);
});

describe('what one may know of', () => {
  test.each([
    [['support'], { sealed: false, billingOnly: false, masked: false }],
    [['billing'], { sealed: false, billingOnly: true, masked: false }],
    [['manager'], { sealed: true, billingOnly: false, masked: true }],
    [['administrator'], { sealed: false, billingOnly: true, masked: true }],
    [['support', 'billing'], { sealed: false, billingOnly: false, masked: false }],
    [['billing', 'manager'], { sealed: true, billingOnly: false, masked: false }],
    [['administrator', 'manager'], { sealed: true, billingOnly: false, masked: true }],
    [['administrator', 'manager', 'support'], { sealed: true, billingOnly: false, masked: false }],
    [[], { sealed: false, billingOnly: true, masked: true }],
  ] as const)('as %j', (roles, sight) => {
    expect(sightOf(roles)).toEqual(sight);
  });
});

test('instants are written with milliseconds, so that they sort as text', () => {
  expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(instantOf(1_999) < instantOf(2_000)).toBe(true);
});

test('zones are those that this runtime knows', () => {
  for (const zone of ['Europe/London', 'America/New_York', 'UTC', 'Asia/Kolkata']) expect(TimeZone.safeParse(zone).success).toBe(true);
  for (const zone of ['', 'Mars/Olympus', 'GMT+25', '../../etc']) expect(TimeZone.safeParse(zone).success).toBe(false);
});
