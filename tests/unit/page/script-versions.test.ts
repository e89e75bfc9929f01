import { expect, test } from 'vitest';
import { inserted, lacking, languagesOf, versionsIn } from '../../../src-renderer/features/scripts/versions.ts';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';

const TODAY = '2026-10-02';

const script = (version: number, more: Partial<Script> = {}): Script => ({
  id: `0197${version}`,
  purpose: 'recording_consent',
  language: 'en',
  version,
  text: 'May I record this call?',
  sha256: '',
  state: 'approved',
  effectiveFrom: '2026-01-01' as CalendarDate,
  writtenBy: 'Ana',
  writtenAt: '2026-01-01T00:00:00.000Z' as Instant,
  approvedBy: 'Max',
  approvedAt: null,
  used: false,
  ...more,
});

const recording = (scripts: readonly Script[]) => versionsIn(scripts, 'en', TODAY)[0]!;
const versions = (scripts: readonly Script[]) => scripts.map(({ version }) => version);

test('versions stand in force, as drafts, to come, or behind', () => {
  const all = [
    script(1, { state: 'superseded' }),
    script(2, { state: 'withdrawn' }),
    script(3),
    script(4, { effectiveFrom: '2026-10-03' as CalendarDate }),
    script(5, { effectiveFrom: '2026-12-01' as CalendarDate }),
    script(6, { state: 'draft' }),
  ];
  const { inForce, drafts, coming, older } = recording(all);
  expect(inForce?.version).toBe(3);
  expect(versions(drafts)).toEqual([6]);
  expect(versions(coming)).toEqual([4, 5]);
  expect(versions(older)).toEqual([2, 1]);
});

test('of two approved versions whose day has come the newer holds', () => {
  const { inForce, older } = recording([script(1), script(2, { effectiveFrom: TODAY as CalendarDate })]);
  expect(inForce?.version).toBe(2);
  expect(versions(older)).toEqual([1]);
});

test('a language that lacks what English has in force is told; a draft is not enough', () => {
  const all = [
    script(1),
    script(1, { purpose: 'service_mail' }),
    script(1, { language: 'es' }),
    script(1, { language: 'es', purpose: 'service_mail', state: 'draft' }),
    script(1, { language: 'fr', purpose: 'identity_needed' }),
  ];
  expect(languagesOf(all)).toEqual(['en', 'es', 'fr']);
  expect(lacking(all, TODAY)).toEqual([
    { language: 'es', purposes: ['service_mail'] },
    { language: 'fr', purposes: ['recording_consent', 'service_mail'] },
  ]);
});

test('what is put in stands where the cursor is, or in place of what is selected', () => {
  expect(inserted('Hello , there', '{staff}', 6, 6)).toEqual({ text: 'Hello {staff}, there', cursor: 13 });
  expect(inserted('Hello X', '{staff}', 6, 7)).toEqual({ text: 'Hello {staff}', cursor: 13 });
});
