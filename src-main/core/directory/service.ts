import type { Person, PersonMatch, PersonName } from '../../../src-shared/contract/directory.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { changePerson, createPerson, type NewPerson, type PersonPatch, revealFact } from './changes.ts';
import { findAccounts, findPersons } from './find.ts';
import { lookAlikes } from './look-alikes.ts';
import { mergePersons, unmergePersons } from './merge.ts';
import { findPerson, personFor, type Readers } from './person.ts';
import { countryOfCalendar } from './phones.ts';
import { seesClear, shownName, sight } from './sight.ts';
import type { PersonVersion } from './versions.ts';

/** What other areas may know of persons and accounts, and how loaders fill them in. */
export { noteSeen, readFact, selectFacts } from './facts.ts';
export { matchOf, personQuery } from './match.ts';
export { canonicalId, membersOf, stoodBehind } from './members.ts';
export { maskedName } from './names.ts';
export type { CasesOf } from './person.ts';
export * from './put.ts';

export interface DirectoryOptions extends Readers {
  readonly db: Connection;
  readonly command: Command;
  /** The id of the office's calendar: it tells the country in which numbers are typed without one. */
  readonly calendar: () => string;
}

/** Persons and accounts as their sources last said: finding them, one of them, changing them, and what is one person after all. */
export class DirectoryService {
  readonly #db: Connection;
  readonly #command: Command;
  readonly #readers: Readers;
  readonly #calendar: () => string;

  constructor({ db, command, calendar, casesOf, staffName }: DirectoryOptions) {
    this.#db = db;
    this.#command = command;
    this.#readers = { casesOf, staffName };
    this.#calendar = calendar;
  }

  find(actor: Actor, text: string, limit: number): { persons: PersonMatch[]; more: boolean } {
    return findPersons(this.#db, actor, text, limit, this.#country());
  }

  findAccounts(actor: Actor, text: string, limit: number): ReturnType<typeof findAccounts> {
    return findAccounts(this.#db, actor, text, limit);
  }

  get(actor: Actor, personId: string): Person {
    return personFor(this.#db, actor, personId, this.#readers);
  }

  create(actor: Actor, input: NewPerson): PersonName {
    return this.#named(actor, createPerson(this.#command, actor, input, this.#country()).id);
  }

  change(actor: Actor, person: PersonVersion, patch: PersonPatch): PersonName {
    return this.#named(actor, changePerson(this.#command, actor, person, patch, this.#country()).id);
  }

  reveal(actor: Actor, personId: string, factId: string, reason: string): { value: string } {
    return revealFact(this.#db, this.#command, actor, { personId, factId, reason });
  }

  lookAlikes(actor: Actor, personId: string): PersonMatch[] {
    return lookAlikes(this.#db, actor, personId);
  }

  merge(actor: Actor, keep: PersonVersion, drop: PersonVersion, reason: string): PersonName {
    return this.#named(actor, mergePersons(this.#command, actor, keep, drop, reason));
  }

  unmerge(actor: Actor, mergeId: string, reason: string): PersonName {
    return this.#named(actor, unmergePersons(this.#db, this.#command, actor, mergeId, reason));
  }

  #country(): string | null {
    return countryOfCalendar(this.#calendar());
  }

  #named(actor: Actor, personId: string): PersonName {
    const { record, members } = findPerson(this.#db, personId);
    return { id: record.id, name: shownName(record.name, seesClear(this.#db, sight(actor), members)) };
  }
}
