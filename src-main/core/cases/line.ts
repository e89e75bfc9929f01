import type { Work } from '../command.ts';
import { findCase } from './change.ts';
import type { CaseRecord } from './rows.ts';
import { insertTimeline, updateCase } from './store.ts';

/**
 * Something was done about a case elsewhere (identity, access checks): a line on its timeline, for those who may see the case. It makes no
 * new version, because it clashes with nothing. Called inside a command. `DeskError not_found` where the actor may not know of the case.
 */
export function tellOnCase(work: Work, caseId: string, type: string, facts: Readonly<Record<string, unknown>> = {}): CaseRecord {
  const record = findCase(work.db, work.actor, caseId);
  writeLine(work, caseId, type, facts);
  return record;
}

/** The same, of what the desk itself does: the system acts on cases that nobody shows it. */
export function writeLine(
  { db, actor, now, newId, touch }: Work,
  caseId: string,
  type: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  insertTimeline(db, { id: newId(), caseId, at: now, actor: actor.staffId, type, facts });
  updateCase(db, caseId, { updated_at: now });
  touch('case', caseId);
}
