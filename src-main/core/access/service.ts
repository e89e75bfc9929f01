import { classesFor, mayDisclose, STALE_AFTER_DAYS } from '../../../src-shared/access/index.ts';
import type { AccessCheck, Answer } from '../../../src-shared/contract/access.ts';
import type { AccountName } from '../../../src-shared/contract/directory.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { AccountStatus, DataClass } from '../../../src-shared/vocabulary/directory.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { membersOf } from '../directory/service.ts';
import { gatherFacts } from './facts.ts';
import { caseOf, isWithheldFrom, keep, shownCheck } from './kept.ts';
import {
  attachCheck,
  type CheckRow,
  insertCheck,
  selectAccounts,
  selectCheck,
  selectChecks,
  selectPersonNames,
  selectReach,
} from './store.ts';
import { type TreePage, treePage } from './tree.ts';

export interface AccessOptions {
  readonly db: Connection;
  readonly command: Command;
  /** The office's day. */
  readonly today: () => CalendarDate;
  readonly staffName: (staffId: string) => string;
}

export interface CheckInput {
  readonly personId: string;
  readonly accountId: string;
  readonly dataClass: DataClass;
  readonly on: CalendarDate | null;
  readonly caseId: string | null;
}

export interface ChecksInput {
  readonly personId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly before: string | null;
  readonly limit: number;
}

export interface Reach {
  readonly account: AccountName & { readonly status: AccountStatus };
  readonly by: 'relation' | 'grant';
  readonly classes: Record<DataClass, Answer>;
}

/** May this person see that? Asked, answered from the directory as it stands, and kept; and the same as a tree and for one person. */
export class AccessService {
  readonly #db: Connection;
  readonly #command: Command;
  readonly #today: () => CalendarDate;
  readonly #staffName: (staffId: string) => string;

  constructor({ db, command, today, staffName }: AccessOptions) {
    this.#db = db;
    this.#command = command;
    this.#today = today;
    this.#staffName = staffName;
  }

  /** Decides and keeps the answer with the facts behind it, a denial too. The ledger has ids and the answer, no names. */
  check(actor: Actor, { personId, accountId, dataClass, on, caseId }: CheckInput): AccessCheck {
    const today = this.#today();
    const at = on ?? today;
    if (at > today) throw new DeskError('invalid', 'Access is checked for today or a day before. Choose an earlier day.', { field: 'on' });
    const members = requireMembers(this.#db, personId);
    const [person] = selectPersonNames(this.#db, members.slice(0, 1));
    if (selectAccounts(this.#db, [accountId]).length === 0)
      throw new DeskError('not_found', 'There is no such account on this desk.', { field: 'accountId' });
    const facts = gatherFacts(this.#db, members, accountId);
    const question = { personId: members[0]!, accountId, dataClass, at, today, staleAfterDays: STALE_AFTER_DAYS };
    // read before the command, because the ledger keeps the answer: nothing else runs in between
    const decision = mayDisclose(question, facts);
    const kept = keep(this.#db, person!, accountId, decision, facts, STALE_AFTER_DAYS);
    const { answer, evidence } = decision;
    const input = { personId, accountId, dataClass, on: at, caseId, answer, because: decision.because.map(({ code }) => code), evidence };
    return this.#command(actor, { action: 'access.check', subject: accountId, input }, (work) => {
      if (caseId !== null) findCase(work.db, actor, caseId);
      const id = work.newId();
      insertCheck(work.db, {
        id,
        at: work.now,
        by_staff: actor.staffId,
        person_id: personId,
        account_id: accountId,
        data_class: dataClass,
        on_date: at,
        answer,
        record: JSON.stringify(kept),
        case_id: caseId,
      });
      work.about(id);
      work.touch('checks', id);
      const row = selectCheck(work.db, id)!;
      if (caseId !== null) tell(work, row, kept.account.number, caseId);
      return shownCheck(actor, row, this.#staffName);
    });
  }

  /** Puts a check on a case. It stays on the first one: what it proves there must not go away. */
  attach(actor: Actor, checkId: string, caseId: string): AccessCheck {
    return this.#command(actor, { action: 'access.attach', subject: checkId, input: { checkId, caseId } }, (work) => {
      const row = selectCheck(work.db, checkId);
      if (row === undefined || !isTheirs(actor, row))
        throw new DeskError('not_found', 'There is no such access check on this desk.', { field: 'checkId' });
      if (row.case_id !== null)
        throw new DeskError('not_allowed', 'This check lies on a case already. Check again from the case that you need it on.', {
          field: 'checkId',
        });
      findCase(work.db, actor, caseId);
      attachCheck(work.db, checkId, caseId);
      tell(work, row, shownCheck(actor, row, this.#staffName).account.number, caseId);
      work.touch('checks', checkId);
      return shownCheck(actor, selectCheck(work.db, checkId)!, this.#staffName);
    });
  }

  /** Checks as they were answered, newest first. Who gets the answer alone sees their own and those of a case. */
  checks(actor: Actor, { personId, accountId, caseId, before, limit }: ChecksInput): { checks: AccessCheck[]; more: boolean } {
    if (caseId !== undefined) findCase(this.#db, actor, caseId);
    const filter = {
      memberIds: personId === undefined ? null : requireMembers(this.#db, personId),
      accountId: accountId ?? null,
      caseId: caseId ?? null,
      byStaff: isWithheldFrom(actor) && caseId === undefined ? actor.staffId : null,
    };
    const rows = selectChecks(this.#db, filter, before, limit + 1);
    return { checks: rows.slice(0, limit).map((row) => shownCheck(actor, row, this.#staffName)), more: rows.length > limit };
  }

  tree(actor: Actor, input: { readonly accountId: string; readonly after: number; readonly limit: number }): TreePage {
    return treePage(this.#db, actor, input, this.#today());
  }

  /** What a person may see today, account by account. */
  ofPerson(personId: string, after: string | null, limit: number): { accounts: Reach[]; more: boolean } {
    const members = requireMembers(this.#db, personId);
    const today = this.#today();
    const rows = selectReach(this.#db, members, after, limit + 1);
    const accounts = rows.slice(0, limit).map(({ id, number, name, status, own }): Reach => {
      const facts = gatherFacts(this.#db, members, id);
      return {
        account: { id, number, name, status: status as AccountStatus },
        by: own === 1 ? 'relation' : 'grant',
        classes: classesFor(members[0]!, id, facts, today, today, STALE_AFTER_DAYS),
      };
    });
    return { accounts, more: rows.length > limit };
  }
}

function requireMembers(db: Connection, personId: string): readonly string[] {
  const members = membersOf(db, personId);
  if (members.length === 0) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
  return members;
}

/** Checks that this reader may see: all, or their own and those on a case that they may see. */
const isTheirs = (actor: Actor, row: CheckRow): boolean =>
  !isWithheldFrom(actor) || row.by_staff === actor.staffId || caseOf(actor, row) !== null;

function tell(work: Work, row: CheckRow, account: string, caseId: string): void {
  tellOnCase(work, caseId, 'access_checked', { checkId: row.id, dataClass: row.data_class, answer: row.answer, account });
}
