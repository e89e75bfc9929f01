import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { FACT_KINDS, type FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Work } from '../command.ts';
import { change, first, sql } from '../database/query.ts';
import { refuseCards } from './cards.ts';
import { endFact, type FactRecord, insertFact, MOST_FACTS, type ReadFact, readFact, selectFacts } from './facts.ts';
import { personBySourceQuery } from './put-known.ts';
import { type Put, requireOneOf, requireText, type Said, saidAt } from './put-said.ts';
import { writePersonWords } from './words.ts';

/** What a source may say of a person or leave out; the name it always says. */
type PersonField = FactKind | 'language' | 'country' | 'region';

/** A person as a source has them. A fact of this source that is not among `facts` any more is ended. */
export interface PersonSaid extends Said {
  /**
   * All that the source says anything of; by default everything. Of an entry that is there already the rest stays as it was: a file without
   * e-mail addresses does not say that nobody has one.
   */
  readonly speaksOf?: readonly PersonField[];
  readonly name: string;
  readonly language?: string | null;
  /** Two capital letters. It also reads national phone numbers and dates of birth; where it is not said, the one on file does. */
  readonly country?: string | null;
  readonly region?: string | null;
  readonly facts: readonly {
    readonly kind: FactKind;
    readonly value: string;
    /** Since when the source has had it; by default since it said so. What came on file after a request proves nothing for it. */
    readonly since?: Instant;
  }[];
}

/** Takes in what a source says of a person. Facts of other sources and of staff stay. */
export function putPerson(work: Work, said: PersonSaid): Put {
  const { db, now, hlc } = work;
  const observedAt = saidAt(said.observedAt, now);
  const speaksOf = (field: PersonField) => said.speaksOf?.includes(field) ?? true;
  const own = rowOf(said);
  const before = first(db, personBySourceQuery(said.source, said.externalId));
  const row = before === undefined ? own : { ...own, ...keptOf(before, speaksOf) };
  const facts = factsOf(said.facts, row.country, observedAt);
  if (before === undefined) {
    const id = work.newId();
    const source = { id, source: said.source, external_id: said.externalId, merged_into: null };
    change(db, sql.insertInto('person').values({ ...row, ...source, observed_at: observedAt, version: 1, hlc }));
    writePersonWords(db, id, row.name);
    for (const fact of facts) insertFact(work, { ...fact, personId: id, source: said.source, observedAt, byStaff: null });
    return told(work, { id, answer: 'created' }, 1);
  }
  const { id } = before;
  if (before.observed_at > observedAt) return { id, answer: 'older' };
  const renamed = before.name !== row.name;
  const moved = before.language !== row.language || before.country !== row.country || before.region !== row.region;
  const changed = [settleFacts(work, { personId: id, source: said.source, observedAt, speaksOf }, facts), renamed, moved].includes(true);
  const version = before.version + (changed ? 1 : 0);
  change(
    db,
    sql
      .updateTable('person')
      .set({ ...row, observed_at: observedAt, ...(changed ? { version, hlc } : {}) })
      .where('id', '=', id),
  );
  if (renamed) writePersonWords(db, id, row.name);
  return changed ? told(work, { id, answer: 'changed' }, version) : { id, answer: 'same' };
}

function told({ outbox, touch }: Work, put: Put, version: number): Put {
  outbox({ entity: 'person', entityId: put.id, entityVersion: version, operation: put.answer === 'created' ? 'created' : 'changed' });
  touch('directory', put.id);
  return put;
}

type Speaks = (field: PersonField) => boolean;
type Place = Record<'language' | 'country' | 'region', string | null>;

/** What stays as it is on file, because the source does not speak of it. */
const keptOf = (before: Place, speaksOf: Speaks): Partial<Place> =>
  Object.fromEntries(
    (['language', 'country', 'region'] as const).filter((field) => !speaksOf(field)).map((field) => [field, before[field]]),
  );

function rowOf({ source, externalId, name, language = null, country = null, region = null }: PersonSaid) {
  const row = { name: requireText('name', name), language, country, region };
  requireText('source', source);
  refuseCards({ id: requireText('id', externalId), name, language, country, region });
  if (language !== null && !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language))
    throw new DeskError('invalid', 'This is no language code. Write it like en or pt-BR.', { field: 'language' });
  if (country !== null && !/^[A-Z]{2}$/.test(country))
    throw new DeskError('invalid', 'This is no country code. Write it in two capital letters: US.', { field: 'country' });
  if (region !== null && !/^[A-Z]{2,3}$/.test(region))
    throw new DeskError('invalid', 'This is no state code. Write it in capital letters: CA.', { field: 'region' });
  return row;
}

type DatedFact = ReadFact & { readonly since: Instant };

/** The facts in their stored form, each value once. `country` reads them. */
function factsOf(facts: PersonSaid['facts'], country: string | null, observedAt: Instant): DatedFact[] {
  requireFew(facts.length);
  const read = facts.map(({ kind, value, since = observedAt }) => ({
    ...readFact(requireOneOf('kind', kind, FACT_KINDS), value, country, kind),
    since: saidAt(since, observedAt),
  }));
  return [...new Map(read.map((fact) => [keyOf(fact), fact])).values()];
}

const keyOf = ({ kind, value }: Pick<ReadFact, 'value'> & { readonly kind: string }): string => `${kind} ${value}`;

function requireFew(facts: number): void {
  if (facts > MOST_FACTS) throw new DeskError('invalid', `One person has at most ${MOST_FACTS} facts here.`, { field: 'facts' });
}

interface Speaker extends Pick<Said, 'source' | 'observedAt'> {
  readonly personId: string;
  readonly speaksOf: Speaks;
}

/** Adds what this source says anew and ends what it says no longer, of the kinds it speaks of; whether anything is different now. */
function settleFacts(work: Work, { personId, source, observedAt, speaksOf }: Speaker, said: readonly DatedFact[]): boolean {
  const kept = new Map<string, FactRecord>(selectFacts(work.db, [personId]).map((fact) => [keyOf(fact), fact]));
  const own = [...kept.values()].filter((fact) => fact.source === source && !said.some((one) => keyOf(one) === keyOf(fact)));
  const gone = own.filter(({ kind }) => speaksOf(kind as FactKind));
  requireFew(said.length + own.length - gone.length);
  let changed = gone.length > 0;
  for (const fact of said) {
    const before = kept.get(keyOf(fact));
    if (before === undefined) insertFact(work, { ...fact, personId, source, observedAt, byStaff: null });
    else if (before.source === source) {
      const patch = { observed_at: observedAt, shown: fact.shown };
      change(work.db, sql.updateTable('person_fact').set(patch).where('id', '=', before.id));
    }
    changed ||= before === undefined || (before.source === source && before.shown !== fact.shown);
  }
  for (const { id } of gone) endFact(work.db, id, work.now);
  return changed;
}
