import type { InferRouterInputs } from '@orpc/server';
import type { Connection } from '../../../src-main/core/database/open.ts';
import { type PersonSaid, putPerson } from '../../../src-main/core/directory/service.ts';
import type { router } from '../../../src-main/core/router.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { TestDesk } from '../../support/desk.ts';

export type OptOutInput = InferRouterInputs<typeof router>['optOuts']['take'];

/** An opt-out of marketing by e-mail, said on the phone, with what a test is about. */
export const said = (more: Partial<OptOutInput> = {}): OptOutInput => ({
  who: { email: 'mara@post.example' },
  optOuts: [{ scope: 'marketing', channels: ['email'] }],
  channel: 'phone',
  ...more,
});

let nth = 0;

/** A person whom a source has told of. */
export function personOnFile(desk: TestDesk, name: string, facts: PersonSaid['facts'], more: Partial<PersonSaid> = {}): string {
  const open = desk.session.open;
  if (!open) throw new Error('the desk is locked');
  nth += 1;
  const observedAt = '2026-08-01T00:00:00.000Z' as Instant;
  const input = { source: 'csv:test', externalId: `P-${nth}`, observedAt, name, facts, ...more };
  return open.desk.command(open.actor, { action: 'test.put', subject: 'person', input: {} }, (work) => putPerson(work, input)).id;
}

export interface SuppressionRow {
  readonly channel: string;
  readonly value: string;
  readonly scope: string;
  readonly since: string;
  readonly source: string;
}

export const suppressed = (db: Connection): SuppressionRow[] =>
  db.prepare('SELECT channel, value, scope, since, source FROM suppression ORDER BY channel, value, scope').all() as SuppressionRow[];

export const contactsSuppressed = (db: Connection): string[] =>
  suppressed(db).map(({ channel, value, scope }) => `${channel} ${value} ${scope}`);

export const count = (db: Connection, table: 'opt_out' | 'suppression' | 'dsr_case' | 'outbox' | 'preference' | 'timeline_entry'): number =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

/** The rules that hold for the requests of a case. */
export const regimesOf = (db: Connection, caseId: string): string[] =>
  db.prepare('SELECT regime FROM request_regime WHERE case_id = ? ORDER BY request_id, position').pluck().all(caseId) as string[];
