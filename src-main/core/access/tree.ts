import { classesFor, climb, isStale, STALE_AFTER_DAYS } from '../../../src-shared/access/index.ts';
import type { TreeAccount } from '../../../src-shared/contract/access.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { accountFact, gatherFacts } from './facts.ts';
import { nameFor } from './kept.ts';
import {
  countTree,
  selectAccounts,
  selectInvoices,
  selectLine,
  selectMerged,
  selectPeople,
  selectPeopleAbove,
  selectTree,
} from './store.ts';

/** People and invoices of one account in a tree; the account's own page has the rest. */
const MOST_PEOPLE = 20;
const MOST_INVOICES = 5;

export interface TreePage {
  readonly accounts: TreeAccount[];
  readonly total: number;
  readonly more: boolean;
  readonly staleAfterDays: number;
}

/** The tree that an account stands in, from its top: of a circle, from where the way up enters it. */
export function treePage(
  db: Connection,
  actor: Actor,
  { accountId, after, limit }: { readonly accountId: string; readonly after: number; readonly limit: number },
  today: CalendarDate,
): TreePage {
  const top = topOf(db, accountId);
  const lines = selectTree(db, top, after, limit);
  const total = countTree(db, top);
  const records = new Map(
    selectAccounts(
      db,
      lines.map((one) => one.id),
    ).map((one) => [one.id, one]),
  );
  const accounts = lines.map(({ id, depth }): TreeAccount => {
    const record = records.get(id)!;
    const fact = accountFact(record);
    return {
      account: { id, number: record.number, name: record.name, parentId: fact.parentId, status: fact.status, depth },
      source: fact.source,
      observedAt: fact.observedAt,
      stale: isStale(fact, { at: today, staleAfterDays: STALE_AFTER_DAYS }),
      ...peopleOf(db, actor, id, today),
      invoices: selectInvoices(db, id, MOST_INVOICES).map((one) => ({
        number: one.number,
        issuedOn: one.issued_on as CalendarDate,
        amount: one.amount,
        currency: one.currency,
        status: one.status,
      })),
    };
  });
  return { accounts, total, more: after + accounts.length < total, staleAfterDays: STALE_AFTER_DAYS };
}

function topOf(db: Connection, accountId: string): string {
  const line = selectLine(db, accountId).map(accountFact);
  const [account] = line;
  if (account === undefined) throw new DeskError('not_found', 'There is no such account on this desk.', { field: 'accountId' });
  const { met, brokenAt } = climb(account, new Map(line.map((one) => [one.id, one])));
  return brokenAt ?? met.at(-1)!.id;
}

function peopleOf(db: Connection, actor: Actor, accountId: string, today: CalendarDate): Pick<TreeAccount, 'people' | 'morePeople'> {
  const own = selectPeople(db, accountId, MOST_PEOPLE + 1).map((one) => ({ ...one, by: 'relation' as const }));
  const above = selectPeopleAbove(db, accountId, today, MOST_PEOPLE + 1).map((one) => ({ ...one, by: 'grant' as const, kind: null }));
  const found = [...own, ...above];
  const shown = found.slice(0, MOST_PEOPLE);
  const ids = [...new Set(shown.map((one) => one.canonical_id))];
  const facts = gatherFacts(db, [...ids, ...selectMerged(db, ids)], accountId);
  const relations = Map.groupBy(facts.relations, (one) => one.personId);
  const classesOf = (id: string) =>
    classesFor(id, accountId, { ...facts, relations: relations.get(id) ?? [] }, today, today, STALE_AFTER_DAYS);
  const classes = new Map(ids.map((id) => [id, classesOf(id)]));
  type Person = TreeAccount['people'][number];
  const people = shown.map(
    (one): Person => ({
      person: { id: one.canonical_id, name: nameFor(actor, one.name) },
      by: one.by,
      kind: one.kind as Person['kind'],
      permissions: JSON.parse(one.permissions) as Person['permissions'],
      from: one.from_on as Person['from'],
      until: one.until_on as Person['until'],
      grantedBy: one.granted_by,
      state: one.state as Person['state'],
      classes: classes.get(one.canonical_id)!,
    }),
  );
  return { people, morePeople: found.length > MOST_PEOPLE };
}
