import { SYSTEM, type Work } from '../../../src-main/core/command.ts';
import { type PersonSaid, putAccount, putPerson, putRelation } from '../../../src-main/core/directory/service.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { TestDesk } from '../../support/desk.ts';

export const AT = '2026-09-01T00:00:00.000Z' as Instant;

/** Runs `work` as a loader does. */
export function load<T>(desk: TestDesk, work: (work: Work) => T): T {
  if (!desk.session.open) throw new Error('the desk is locked');
  return desk.session.open.desk.command(SYSTEM, { action: 'test.load', subject: 'test', input: {} }, work);
}

type Facts = Partial<Record<FactKind, string>>;
const factsOf = (facts: Facts): PersonSaid['facts'] => Object.entries(facts).map(([kind, value]) => ({ kind: kind as FactKind, value }));

/** A person of the source `test`, whose own id for them is the name. Returns our id. */
export function person(work: Work, name: string, facts: Facts = {}, more: Partial<PersonSaid> = {}): string {
  return putPerson(work, { source: 'test', externalId: name, observedAt: AT, name, country: 'US', facts: factsOf(facts), ...more }).id;
}

export function account(work: Work, number: string, name: string, parentId: string | null = null): string {
  return putAccount(work, { source: 'test', externalId: number, observedAt: AT, number, name, parentId, status: 'active' }).id;
}

export function owns(work: Work, personId: string, accountId: string): string {
  const open = { permissions: [], from: null, until: null, grantedBy: null, state: 'active' } as const;
  return putRelation(work, { source: 'test', observedAt: AT, personId, accountId, kind: 'owner', ...open }).id;
}
