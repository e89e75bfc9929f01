import { describe, expect, test } from 'vitest';
import { callerPatch, looksLikeNumber } from '../../../src-renderer/features/calls/caller-text.ts';
import { elapsed } from '../../../src-renderer/features/calls/clock.ts';
import { isBlank, newestOf, withCall } from '../../../src-renderer/features/calls/merge-calls.ts';
import { onFilePatch, withoutPerson } from '../../../src-renderer/features/calls/on-file.ts';
import { agreedOnly, answersFor, asSha256, recordingSign, wasTakenBack } from '../../../src-renderer/features/calls/recording.ts';
import { isStaged, OPT_OUT_KEYS, toggled } from '../../../src-renderer/features/calls/staged.ts';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { splitHanded, withHanded } from '../../../src-shared/handed-number.ts';
import type { ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';

describe('a number or a name', () => {
  test.each(['+1 212 555 0142', '(212) 555-0142', 'tel:+1-212-555-0142;ext=7', 'TEL:123', '0049 30 901820', '212.555.0142 ext 7'])(
    '%s is a number',
    (text) => expect(looksLikeNumber(text)).toBe(true),
  );
  test.each(['Maria', '', '12345', 'C-1042', 'maria@oconnor.example', '3M Company 2125550142', 'tell me', 'José 1'])('%s is none', (text) =>
    expect(looksLikeNumber(text)).toBe(false),
  );
  test('a number that came with the call is not written over by what is typed', () => {
    expect(callerPatch('+1 212 555 0142', true)).toEqual({ callerName: '', number: '+1 212 555 0142' });
    expect(callerPatch('Maria', true)).toEqual({ callerName: 'Maria', number: '' });
    expect(callerPatch('212 555 0199', false)).toEqual({ callerName: '212 555 0199' });
  });
});

test('the timer reads the clock', () => {
  const start = '2026-09-03T14:00:00.000Z';
  const at = (seconds: number) => elapsed(start, Date.parse(start) + seconds * 1000);
  expect([at(0), at(134), at(3599.9), at(3734), at(-5)]).toEqual(['00:00', '02:14', '59:59', '1:02:14', '00:00']);
});

describe('opt-outs on keys', () => {
  test('join, and are taken back one by one', () => {
    let staged = toggled([], 'marketing', ['email']);
    staged = toggled(staged, 'marketing', ['sms']);
    expect(staged).toEqual([{ scope: 'marketing', channels: ['email', 'sms'] }]);
    expect(toggled(staged, 'marketing', ['email'])).toEqual([{ scope: 'marketing', channels: ['sms'] }]);
    expect(toggled(toggled(staged, 'marketing', ['email']), 'marketing', ['sms'])).toEqual([]);
  });
  test('all marketing adds what is missing, and takes all back only where all was said', () => {
    const { channels } = OPT_OUT_KEYS.find(({ id }) => id === 'all')!;
    const all = toggled([{ scope: 'marketing', channels: ['email'] }], 'marketing', channels);
    expect(all[0]!.channels).toEqual([...channels]);
    expect(isStaged(all, 'marketing', ['voice'])).toBe(true);
    expect(toggled(all, 'marketing', channels)).toEqual([]);
  });
  test('one scope leaves the others alone', () => {
    const staged = toggled(toggled([], 'marketing', ['email']), 'any_contact', ['email', 'voice']);
    expect(toggled(staged, 'any_contact', ['email', 'voice'])).toEqual([{ scope: 'marketing', channels: ['email'] }]);
  });
});

describe('answers', () => {
  test('a no after a yes on the same call takes it back', () => {
    const answers = [{ purpose: 'quality', answer: 'granted' }] as const;
    const chosen = (['quality', 'training'] as const).map((purpose) => ({ purpose, yes: false }));
    expect(answersFor({ answers: [...answers] }, chosen)).toEqual({
      answers: [
        { purpose: 'quality', answer: 'withdrawn' },
        { purpose: 'training', answer: 'refused' },
      ],
      method: 'verbal_no',
    });
  });
  test('what was agreed to in part is said in part', () => {
    const granted = (...purposes: ConsentPurpose[]) => agreedOnly(purposes.map((purpose) => ({ purpose, answer: 'granted' as const })));
    expect(granted('quality', 'marketing_email')).toEqual(['quality']);
    expect(granted('quality', 'training', 'protection')).toEqual([]);
    expect(granted()).toEqual([]);
  });
  test('a pause stands above what was agreed', () => {
    expect(recordingSign({ pausedSince: '2026-09-03T14:00:00.000Z' as Instant, recording: 'allowed' })).toBe('paused');
    expect(recordingSign({ pausedSince: null, recording: 'refused' })).toBe('refused');
  });
});

describe('calls as they were heard last', () => {
  const call = (id: string, version: number, state: Call['state'] = 'open') => ({ id, version, state }) as Call;
  test('an answer that was overtaken takes nothing back', () => {
    expect(newestOf([call('a', 5)], [call('a', 4), call('b', 1)])).toEqual([call('a', 5), call('b', 1)]);
    expect(newestOf([call('a', 5)], [])).toEqual([]);
  });
  test('a closed one goes', () => {
    expect(withCall([call('b', 1)], call('a', 1))).toEqual([call('a', 1), call('b', 1)]);
    expect(withCall([call('a', 1)], call('a', 2, 'closed'))).toEqual([]);
  });
  test('blank is one on which nothing was said', () => {
    const blank = { number: { typed: '' }, person: null, callerName: '', note: '', verbatim: '', case: null, optOuts: [], answers: [] };
    expect(isBlank(blank as unknown as Call)).toBe(true);
    expect(isBlank({ ...blank, note: 'x' } as unknown as Call)).toBe(false);
  });
});

test('a number goes into a place and out of it again, whatever it is', () => {
  for (const number of ['+12125550142', '&token=x#y', '%', '"><b>', 'a b', '＋１']) {
    for (const place of ['/', '/queue?view=mine&kinds=access,deletion', '/case/DSR-7K3QX2FM?id=1', '/queue?call=old'])
      expect(splitHanded(withHanded(place, number))).toEqual({ place: place.replace('?call=old', ''), number });
  }
  expect(splitHanded('/queue?view=mine')).toBeNull();
  expect(splitHanded('token=x&call=1')).toBeNull();
});

describe('what is on file of who was chosen', () => {
  const nobody = { country: null, region: null, placeSource: 'unknown', language: 'en' } as const;
  const rosa = { country: 'US', region: 'FL', language: 'es' };
  test('is the place and the language of the call', () => {
    expect(onFilePatch(nobody, rosa, true)).toEqual({ country: 'US', region: 'FL', placeSource: 'on_file', language: 'es' });
    expect(onFilePatch({ ...nobody, country: 'MX', placeSource: 'number' }, rosa, true)).toMatchObject({ country: 'US', region: 'FL' });
    expect(onFilePatch(nobody, { country: 'CA', region: 'QC', language: null }, true)).toEqual({
      country: 'CA',
      region: null,
      placeSource: 'on_file',
    });
  });
  test('says nothing against what the caller said', () => {
    expect(onFilePatch({ country: 'US', region: 'NY', placeSource: 'said', language: 'en' }, rosa, false)).toEqual({});
  });
  test('goes with the person', () => {
    const there = { country: 'US', region: 'FL', placeSource: 'on_file', language: 'es' } as const;
    const gone = { country: null, region: null, placeSource: 'unknown' };
    expect(withoutPerson(there)).toEqual(gone);
    expect(withoutPerson({ placeSource: 'said' })).toEqual({});
    expect(onFilePatch(there, { country: null, region: null, language: null }, true)).toEqual({ ...gone, language: 'en' });
  });
});

test('a SHA-256 is taken however it was copied, and only whole', () => {
  const hash = '0123456789abcdef'.repeat(4);
  for (const typed of [hash, hash.toUpperCase(), ` SHA-256: ${hash} `, `sha256=${hash.match(/../g)?.join(' ')}`])
    expect(asSha256(typed)).toBe(hash);
  for (const typed of ['', hash.slice(1), `${hash}0`, hash.replace('a', 'g')]) expect(asSha256(typed)).toBeNull();
});

test('a consent to recording that was taken back is told from one that was never given', () => {
  expect(wasTakenBack([{ purpose: 'quality', answer: 'withdrawn' }])).toBe(true);
  expect(wasTakenBack([{ purpose: 'quality', answer: 'refused' }])).toBe(false);
  expect(wasTakenBack([{ purpose: 'marketing_email', answer: 'withdrawn' }])).toBe(false);
});
