import { expect, test } from 'vitest';
import { groupClasses, money, standingOn } from '../../../src-renderer/features/access/classes.ts';
import { DATA_CLASSES } from '../../../src-shared/vocabulary/directory.ts';

test('classes come in the usual order, whatever the order of the answer', () => {
  const answers = Object.fromEntries(
    DATA_CLASSES.toReversed().map((one) => [one, one === 'tickets' ? 'unknown' : one < 'm' ? 'allow' : 'deny']),
  );
  expect(groupClasses(answers as never)).toEqual({
    allow: ['contact_details', 'billing_metadata', 'invoices', 'call_recordings'],
    unknown: ['tickets'],
    deny: ['profile', 'orders', 'usage'],
  });
});

test('dates say more than a state: what is over is over, also where it was disputed', () => {
  const grant = { from: '2026-05-03', until: '2026-08-31', state: 'disputed' } as const;
  expect(standingOn(grant, '2026-05-02')).toBe('not_started');
  expect(standingOn(grant, '2026-05-03')).toBe('disputed');
  expect(standingOn(grant, '2026-08-31')).toBe('disputed');
  expect(standingOn(grant, '2026-09-01')).toBe('ended');
  expect(standingOn({ from: null, until: null, state: 'active' }, '2026-09-01')).toBe('in_force');
});

test('amounts are in the smallest unit of their currency', () => {
  expect(money(123456, 'USD', 'en-US')).toBe('$1,234.56');
  expect(money(5000, 'JPY', 'en-US')).toBe('¥5,000');
  expect(money(1200, 'beans', 'en-US')).toBe('1,200 beans');
});
