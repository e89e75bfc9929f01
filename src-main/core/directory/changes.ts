import { DeskError } from '../../../src-shared/errors.ts';
import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, sql } from '../database/query.ts';
import { refuseCards } from './cards.ts';
import { endFact, type FactRecord, insertFact, MOST_FACTS, noteSeen, type ReadFact, readFact, selectFacts } from './facts.ts';
import { findPerson } from './person.ts';
import { isHidden } from './sight.ts';
import { type PersonVersion, requireVersion } from './versions.ts';
import { writePersonWords } from './words.ts';

/** What staff enter comes from them. */
const STAFF = 'staff';

export interface FactInput {
  readonly kind: FactKind;
  readonly value: string;
}

export interface NewPerson {
  readonly name: string;
  readonly language: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly facts: readonly FactInput[];
}

export interface PersonPatch {
  readonly name?: string | undefined;
  readonly language?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly add: readonly FactInput[];
  /** Ids of facts that are so no longer. */
  readonly end: readonly string[];
}

const kindsOf = (facts: readonly FactInput[]) => facts.map(({ kind }) => kind);

/** Tells the pages, and what must learn of it. */
export function told({ outbox, touch }: Work, personId: string, version: number, operation: 'created' | 'changed' = 'changed'): void {
  outbox({ entity: 'person', entityId: personId, entityVersion: version, operation });
  touch('directory', personId);
}

/** Enters a person. `country`: the office's, which reads a number that was written without one. The ledger keeps kinds, not what was typed. */
export function createPerson(command: Command, actor: Actor, input: NewPerson, country: string | null): { id: string; name: string } {
  const { facts, ...row } = input;
  return command(actor, { action: 'person.create', subject: 'person', input: { facts: kindsOf(facts) } }, (work) => {
    const { db, newId, now, hlc } = work;
    refuseCards({ name: row.name });
    const read = readAll(facts, row.country ?? country, 'facts');
    const id = newId();
    work.about(id);
    const own = { id, source: STAFF, external_id: null, observed_at: now, merged_into: null, version: 1, hlc };
    change(db, sql.insertInto('person').values({ ...row, ...own }));
    writePersonWords(db, id, row.name);
    addFacts(work, id, [], read);
    told(work, id, 1, 'created');
    return { id, name: row.name };
  });
}

/** Changes name and place of the canonical entry, ends facts of any entry and adds others. */
export function changePerson(
  command: Command,
  actor: Actor,
  { personId, version }: PersonVersion,
  { add, end, ...given }: PersonPatch,
  country: string | null,
): { id: string; name: string } {
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Omit<NewPerson, 'facts'>>;
  const input = { fields: Object.keys(patch).sort(), add: kindsOf(add), end };
  return command(actor, { action: 'person.change', subject: personId, input }, (work) => {
    const { db, now, hlc } = work;
    const { record, members } = findPerson(db, personId);
    work.about(record.id);
    requireVersion(record, version, 'version');
    refuseCards({ name: patch.name });
    const next = { ...record, ...patch };
    const read = readAll(add, next.country ?? country, 'add');
    const left = endFacts(work, selectFacts(db, members), end);
    addFacts(work, record.id, left, read);
    // an older word of the source must not put back what was changed here
    const said = Object.keys(patch).length > 0 ? { observed_at: now } : {};
    change(
      db,
      sql
        .updateTable('person')
        .set({ ...patch, ...said, version: version + 1, hlc })
        .where('id', '=', record.id),
    );
    if (patch.name !== undefined) writePersonWords(db, record.id, patch.name);
    told(work, record.id, version + 1);
    return { id: record.id, name: next.name };
  });
}

/** Shows one fact, for a reason that the ledger keeps. What is only there to be compared is shown for none. */
export function revealFact(
  db: Connection,
  command: Command,
  actor: Actor,
  { personId, factId, reason }: { readonly personId: string; readonly factId: string; readonly reason: string },
): { value: string } {
  const { record, members } = findPerson(db, personId);
  const fact = selectFacts(db, members).find(({ id }) => id === factId);
  if (fact === undefined) throw noSuchFact('factId');
  const kind = fact.kind as FactKind;
  if (isHidden(kind))
    throw new DeskError('not_allowed', 'This is never shown: type what the caller says, and the desk compares.', { field: 'factId' });
  return command(actor, { action: 'contact.reveal', subject: record.id, input: { kind, reason } }, (work) => {
    noteSeen(work, fact.id);
    return { value: fact.shown };
  });
}

const noSuchFact = (field: string) =>
  new DeskError('not_found', 'This is not on file of this person any more. Look at them as they are now.', { field });

const readAll = (facts: readonly FactInput[], country: string | null, field: string): ReadFact[] =>
  facts.map(({ kind, value }, index) => readFact(kind, value, country, `${field}.${index}.value`));

/**
 * Ends facts by their ids, and the same as other entries of the person have it; but of what is never shown that one alone, or it would tell
 * whether two entries agree. Returns what is left.
 */
function endFacts({ db, now }: Work, facts: readonly FactRecord[], ids: readonly string[]): FactRecord[] {
  const ended = ids.map((id, index) => {
    const fact = facts.find((candidate) => candidate.id === id);
    if (fact === undefined) throw noSuchFact(`end.${index}`);
    return fact;
  });
  const same = (fact: FactRecord, { id, kind, value }: FactRecord) =>
    fact.id === id || (!isHidden(kind as FactKind) && fact.kind === kind && fact.value === value);
  const gone = facts.filter((fact) => ended.some((one) => same(fact, one)));
  for (const { id } of gone) endFact(db, id, now);
  return facts.filter((fact) => !gone.includes(fact));
}

/**
 * Adds what is not on file yet. Nobody has two dates of birth: a new one ends the old one, the same or not, so that adding tells nothing. A
 * ticket or product beside others is refused, the same or not, for the same reason: whether it was there already would show.
 */
function addFacts(work: Work, personId: string, kept: readonly FactRecord[], added: readonly ReadFact[]): void {
  const { db, now } = work;
  if (kept.filter((fact) => fact.person_id === personId).length + added.length > MOST_FACTS)
    throw new DeskError('not_allowed', `One person has at most ${MOST_FACTS} facts here. End some of them first.`, { field: 'add' });
  if (added.some(({ kind }) => kind !== 'date_of_birth' && isHidden(kind) && kept.some((fact) => fact.kind === kind)))
    throw new DeskError(
      'not_allowed',
      'There is one of this kind on file, which is never shown. End that one first, or let the customer system say both.',
      { field: 'add' },
    );
  let facts: readonly Pick<FactRecord, 'id' | 'kind' | 'value'>[] = kept;
  for (const fact of added) {
    const replaced = fact.kind === 'date_of_birth' ? facts.filter(({ kind }) => kind === 'date_of_birth') : [];
    for (const { id } of replaced) endFact(db, id, now);
    facts = facts.filter((one) => !replaced.includes(one));
    if (facts.some(({ kind, value }) => kind === fact.kind && value === fact.value)) continue;
    const id = insertFact(work, { ...fact, personId, source: STAFF, observedAt: now, since: now, byStaff: work.actor.staffId });
    facts = [...facts, { id, kind: fact.kind, value: fact.value }];
  }
}
