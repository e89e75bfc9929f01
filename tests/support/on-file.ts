import { SYSTEM, type Work } from '../../src-main/core/command.ts';
import { type PersonSaid, putPerson } from '../../src-main/core/directory/service.ts';
import type { CaseIdentity } from '../../src-shared/contract/identity.ts';
import type { RequesterRole, RequestKind } from '../../src-shared/vocabulary/case.ts';
import { type Instant, instantOf } from '../../src-shared/vocabulary/dates.ts';
import type { FactKind } from '../../src-shared/vocabulary/directory.ts';
import { foundedDesk, type TestDesk } from './desk.ts';

/** What is on file of Mara, and what her invoices say. */
export const MARA = {
  name: 'Mara Doe',
  email: 'mara.doe@post.example',
  phone: '+1 701 555 0142',
  customer_number: 'C-778812',
  address: '12 Elm Street, Springfield',
  ticket: 'T-4711',
  product: 'Business Cloud',
} as const;
export const FACTS_OF_MARA = (['email', 'phone', 'customer_number', 'address', 'ticket', 'product'] as const).map((kind) => ({
  kind,
  value: MARA[kind],
}));

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Moves the desk's clock on. */
export function later(desk: Pick<TestDesk, 'clock'>, milliseconds: number): Instant {
  desk.clock.now = instantOf(Date.parse(desk.clock.now) + milliseconds);
  return desk.clock.now;
}

/** A desk that knew Mara a day before anything came in. */
export async function deskWithMara() {
  const desk = await foundedDesk();
  const personId = await onFile(desk, MARA.name, FACTS_OF_MARA);
  later(desk, 24 * HOUR);
  return Object.assign(desk, { personId });
}

/** Puts somebody on file now, as their source says. */
export async function onFile(
  { session, clock }: Pick<TestDesk, 'session' | 'clock'>,
  name: string,
  facts: readonly { readonly kind: FactKind; readonly value: string }[] = [],
  more: Partial<PersonSaid> = {},
): Promise<string> {
  if (!session.open) throw new Error('the desk is locked');
  const { desk } = session.open;
  const put = (work: Work) => putPerson(work, { source: 'test', externalId: work.newId(), observedAt: clock.now, name, facts, ...more }).id;
  return desk.command(SYSTEM, { action: 'test.put', subject: 'person', input: {} }, put);
}

/** A case of one request that came in now, linked to a person where one is named. */
export async function caseOf(
  desk: TestDesk,
  kind: RequestKind,
  { personId, role = 'subject' }: { readonly personId?: string; readonly role?: RequesterRole } = {},
): Promise<{ caseId: string; requestId: string }> {
  const row = await desk.take({ requester: { name: 'Somebody', role }, requests: [{ kind }] });
  later(desk, MINUTE);
  if (personId !== undefined) await desk.desk.identity.linkSubject({ caseId: row.id, personId });
  return { caseId: row.id, requestId: await desk.requestOf(row) };
}

/** Says that the one request of a case is fulfilled, in the version that it has now. */
export async function fulfil({ desk }: Pick<TestDesk, 'desk'>, caseId: string): Promise<void> {
  const { row, requests } = await desk.cases.get({ caseId });
  await desk.cases.setOutcome({ caseId, version: row.version, requestId: requests[0]!.id, outcome: 'fulfilled' });
}

/** Closes a case, over whichever way its status leads there. */
export async function close({ desk }: Pick<TestDesk, 'desk'>, caseId: string): Promise<void> {
  const move = async (to: 'triaged' | 'in_progress' | 'in_review' | 'closed', approvalReason?: string) => {
    const { row } = await desk.cases.get({ caseId });
    await desk.cases.move({ cases: [{ caseId, version: row.version }], to, approvalReason });
  };
  for (const to of ['triaged', 'in_progress', 'in_review'] as const) {
    const { row, moves } = await desk.cases.get({ caseId });
    if (row.status !== to && moves.some((candidate) => candidate.to === to && candidate.allowed)) await move(to);
  }
  await move('closed', 'nobody else is there');
}

export const part = (identity: CaseIdentity, who: string) => identity.requests[0]?.parts.find((candidate) => candidate.who === who);

/** The lines of a timeline of these types, oldest first. */
export async function linesOf({ desk }: Pick<TestDesk, 'desk'>, caseId: string, prefix = 'identity') {
  const { entries } = await desk.cases.timeline({ caseId });
  return entries
    .filter(({ type }) => type.startsWith(prefix))
    .map(({ type, facts }) => ({ type, facts }))
    .reverse();
}
