import { expect, test } from 'vitest';
import { verifyConsents } from '../../../src-main/core/calls/consent-ledger.ts';
import type { RetentionProgress } from '../../../src-shared/contract/consents.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { TestDesk } from '../../support/desk.ts';
import { caseOf, close, deskWithMara, fulfil, HOUR, later, MINUTE } from '../../support/on-file.ts';
import { ledgerOf } from '../../support/work.ts';

const DAY = 24 * HOUR;
type Purpose = 'marketing_email' | 'marketing_phone' | 'marketing_post';

const letter = async (
  desk: TestDesk & { personId: string },
  purpose: Purpose,
  answer: 'granted' | 'withdrawn',
  caseId: string | null = null,
) => {
  later(desk, MINUTE);
  const answers = [{ purpose, answer }];
  return desk.desk.consents.record({ personId: desk.personId, caseId, answers, method: 'written', verbatim: 'as I wrote' });
};

async function last(run: AsyncIterable<RetentionProgress>): Promise<RetentionProgress> {
  let progress: RetentionProgress | undefined;
  for await (progress of run);
  return progress!;
}
const preview = async ({ desk }: TestDesk) => last(await desk.consents.retentionPreview());
const apply = async ({ desk }: TestDesk) => last(await desk.consents.retentionApply({ reason: 'the yearly run' }));
const years = (desk: TestDesk, count: number) => {
  desk.clock.now = `${2026 + count}${desk.clock.now.slice(4)}` as Instant;
};

test('what need not be kept goes, what must be kept stays, and the chain holds', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'concern');
  const plain = await letter(desk, 'marketing_post', 'granted');
  await letter(desk, 'marketing_phone', 'granted');
  await letter(desk, 'marketing_email', 'granted', caseId);
  expect(await preview(desk)).toMatchObject({ looked: 3, deleted: 0, kept: { telemarketing: 1, case: 2, legalHold: 0 }, done: true });
  years(desk, 3);
  await desk.signOutAndIn();
  const told = await preview(desk);
  expect(told).toEqual({
    looked: 3,
    deleted: 1,
    kept: { telemarketing: 1, case: 1, legalHold: 0 },
    oldest: plain.at,
    newest: plain.at,
    done: true,
  });
  expect(await apply(desk)).toEqual(told);
  expect(await preview(desk)).toMatchObject({ looked: 2, deleted: 0 });
  expect(verifyConsents(desk.db)).toEqual({ records: 3, badPosition: null });
  const { records } = await desk.desk.consents.history({ personId: desk.personId });
  expect(records.map(({ position }) => position)).toEqual([3, 2]);
  const row = desk.db.prepare('SELECT * FROM consent_record WHERE position = 1').get();
  expect(row).toMatchObject({ verbatim: '', person_id: null, salt: null, hash: plain.hash, erased_at: desk.clock.now });
  const line = ledgerOf(desk.db).findLast(({ action }) => action === 'consent.retention');
  expect(JSON.parse(line!.payload!)).toEqual({ positions: [1], reason: 'the yearly run' });
});

test('a case that was closed keeps its consents for 24 months more', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'concern');
  await letter(desk, 'marketing_post', 'granted', caseId);
  years(desk, 1);
  await desk.signOutAndIn();
  await fulfil(desk, caseId);
  await close(desk, caseId);
  years(desk, 2);
  await desk.signOutAndIn();
  expect(await preview(desk)).toMatchObject({ deleted: 0, kept: { case: 1 } });
  years(desk, 3);
  later(desk, DAY);
  await desk.signOutAndIn();
  expect(await preview(desk)).toMatchObject({ deleted: 1 });
});

test('a no stays as long as the yes that it takes back, so that no yes comes to life again', async () => {
  await using desk = await deskWithMara();
  later(desk, MINUTE);
  const answers = (['marketing_phone', 'marketing_email'] as const).map((purpose) => ({ purpose, answer: 'granted' as const }));
  await desk.desk.consents.record({ personId: desk.personId, answers, method: 'written' });
  await letter(desk, 'marketing_email', 'withdrawn');
  const email = async () => {
    const { standings } = await desk.desk.consents.standing({ personId: desk.personId });
    return standings.find(({ purpose }) => purpose === 'marketing_email')?.standing;
  };
  years(desk, 4);
  await desk.signOutAndIn();
  expect(await preview(desk)).toMatchObject({ deleted: 0, kept: { telemarketing: 2 } });
  await apply(desk);
  expect(await email()).toBe('withdrawn');
  years(desk, 6);
  await desk.signOutAndIn();
  expect(await apply(desk)).toMatchObject({ deleted: 2 });
  expect(await email()).toBe('none');
});

test('it goes piece by piece and can be left: what was taken stays taken, and the next run goes on', async () => {
  await using desk = await deskWithMara();
  const { consents } = desk.session.open!.desk;
  const { actor } = desk.session.open!;
  for (let n = 0; n < 450; n += 1) {
    const answers = [{ purpose: 'marketing_post' as const, answer: 'granted' as const }];
    consents.record(actor, { personId: desk.personId, caseId: null, answers, method: 'written', verbatim: '', expiresAt: null });
  }
  years(desk, 3);
  await desk.signOutAndIn();
  const stop = new AbortController();
  const seen: RetentionProgress[] = [];
  for await (const progress of await desk.desk.consents.retentionApply({ reason: 'because' }, { signal: stop.signal })) {
    seen.push(progress);
    stop.abort();
    break;
  }
  expect(seen).toMatchObject([{ looked: 200, deleted: 200, done: false }]);
  expect(await preview(desk)).toMatchObject({ looked: 250, deleted: 250 });
  expect(await apply(desk)).toMatchObject({ looked: 250, deleted: 250, done: true });
  expect(verifyConsents(desk.db)).toEqual({ records: 450, badPosition: null });
});
