import { describe, expect, test } from 'vitest';
import { formPlan, missing } from '../../../src-renderer/features/intake/form-fields.ts';
import { CHANNELS, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';

describe('the form asks only what it needs', () => {
  test('an opt-out asks for nothing beyond a name and where to reach, on every channel', () => {
    for (const channel of CHANNELS) {
      const plan = formPlan(channel, ['opt_out']);
      expect(plan.optOutOnly).toBe(true);
      expect(plan.fields).toEqual(['name', ...plan.reach]);
      expect(plan.fields).not.toContain('role');
      expect(plan.fields).not.toContain('place');
    }
  });

  test('on the phone it asks for the number first', () => {
    expect(formPlan('phone', ['opt_out']).reach[0]).toBe('phone');
    expect(formPlan('letter', ['access']).reach[0]).toBe('address');
  });

  test('a request for data asks who, for whom and where they live', () => {
    expect(formPlan('phone', ['access']).fields).toEqual(['name', 'email', 'phone', 'customerNumber', 'role', 'place']);
  });

  test('an opt-out together with a request for data asks what the other needs', () => {
    const plan = formPlan('email', ['opt_out', 'deletion']);
    expect(plan.optOutOnly).toBe(false);
    expect(plan.fields).toContain('customerNumber');
  });

  test('a concern asks for no account', () => {
    expect(formPlan('phone', ['concern']).fields).toEqual(['name', 'email', 'phone', 'place']);
  });

  test('legal process is sealed and comes from an authority', () => {
    const plan = formPlan('letter', ['legal_process']);
    expect(plan).toMatchObject({ sealed: true, role: 'authority' });
    expect(plan.fields).not.toContain('place');
    expect(formPlan('agent', ['access']).role).toBe('authorised_agent');
  });

  test('every way of reaching somebody is a field of the form', () => {
    for (const channel of CHANNELS)
      for (const kind of REQUEST_KINDS) {
        const plan = formPlan(channel, [kind]);
        expect(plan.fields).toEqual(expect.arrayContaining([...plan.reach]));
      }
  });
});

describe('what is missing', () => {
  test('is said in the order of the form', () => {
    expect(missing(formPlan('phone', []), { channel: null, kinds: [] })).toEqual(['channel', 'kind', 'reach']);
  });

  test('a name or one way to reach is enough', () => {
    const plan = formPlan('phone', ['opt_out']);
    expect(missing(plan, { channel: 'phone', kinds: ['opt_out'] })).toEqual(['reach']);
    expect(missing(plan, { channel: 'phone', kinds: ['opt_out'], phone: '+1 555 0142' })).toEqual([]);
    expect(missing(plan, { channel: 'phone', kinds: ['opt_out'], name: 'Ana', phone: ' ' })).toEqual([]);
  });
});
