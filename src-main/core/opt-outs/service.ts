import type { OptOut, SuppressionEntry } from '../../../src-shared/contract/opt-outs.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { OptOutState } from '../../../src-shared/vocabulary/consent.ts';
import type { ContactChannel } from '../../../src-shared/vocabulary/directory.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { findCase } from '../cases/change.ts';
import { maySee, sight } from '../cases/sight.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { refuseCards } from '../directory/cards.ts';
import { countryOfCalendar } from '../directory/phones.ts';
import { membersOf } from '../directory/service.ts';
import { type CheckAnswer, check, type Question } from './check.ts';
import { LIST_HEADER, type Listed, listLine, readList } from './list-file.ts';
import { confirmByHand } from './settle.ts';
import {
  countSuppressions,
  isSuppressed,
  type OptOutFilter,
  selectOptOut,
  selectOptOuts,
  selectSuppressionPage,
  selectSuppressionsAfter,
  suppress,
} from './store.ts';
import { type OptOutDeps, type Taken, type Taking, takeOptOuts } from './take.ts';
import { entryView, optOutView } from './view.ts';

export { markConfirmed, markFailed, markSent } from './settle.ts';
/** What other areas may do with opt-outs; each inside a command of theirs. */
export type { OptOutDeps, Taken, Taking } from './take.ts';
export { takeOptOuts } from './take.ts';

export interface OptOutsOptions extends OptOutDeps {
  readonly db: Connection;
  readonly command: Command;
  readonly staffName: (staffId: string) => string;
}

export interface ListInput {
  readonly personId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly state?: OptOutState | undefined;
  readonly before: string | null;
  readonly limit: number;
}

/** What a list that was taken in added; of a trial, what it would add. */
export interface ListTaken {
  readonly added: number;
  readonly same: number;
  readonly refused: number;
  readonly problems: { line: number; problem: string }[];
}

/** So many entries go in by one command, and out in one piece. */
const CHUNK = 1000;

/**
 * Opt-outs and the suppression list. Both only ever grow: nothing in this area takes a contact off again, whatever is imported or said
 * later. Whether somebody agreed anew is told by their consents, and whoever sends asks both.
 */
export class OptOutsService {
  readonly #options: OptOutsOptions;

  constructor(options: OptOutsOptions) {
    this.#options = options;
  }

  /** In a command of its own. The ledger learns what was opted out of and by whom on file, not by which name or contact. */
  take(actor: Actor, taking: Taking): { optOuts: OptOut[]; confirmation: string; case: { id: string; reference: Reference } } {
    const { who, ...said } = taking;
    const input = { personId: who.personId, ...said };
    return this.#options.command(actor, { action: 'opt_out.take', subject: 'opt-out', input }, (work) => {
      const { ids, caseId, reference, confirmation } = this.takeWithin(work, taking);
      work.about(ids.join(' '));
      return { optOuts: this.shown(actor, ids), confirmation, case: { id: caseId, reference } };
    });
  }

  /** The same inside another command: of a call that closes. */
  takeWithin(work: Work, taking: Taking): Taken {
    return takeOptOuts(work, this.#options, taking);
  }

  /** These opt-outs as this reader may see them, in their order. */
  shown(actor: Actor, ids: readonly string[]): OptOut[] {
    const rows = selectOptOuts(this.#options.db, { ids, sealed: sight(actor).sealed }, null, Math.max(ids.length, 1));
    const views = new Map(rows.map((row) => [row.id, this.#view(actor, row)]));
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** Newest first. Those on cases that this reader may not know of are not there. */
  list(actor: Actor, { personId, caseId, state, before, limit }: ListInput): { optOuts: OptOut[]; more: boolean } {
    const { db } = this.#options;
    if (caseId !== undefined) findCase(db, actor, caseId);
    const filter: OptOutFilter = {
      sealed: sight(actor).sealed,
      ...(personId === undefined ? {} : { memberIds: this.#members(personId) }),
      ...(caseId === undefined ? {} : { caseId }),
      ...(state === undefined ? {} : { state }),
    };
    const rows = selectOptOuts(db, filter, before, limit + 1);
    return { optOuts: rows.slice(0, limit).map((row) => this.#view(actor, row)), more: rows.length > limit };
  }

  confirm(actor: Actor, optOutId: string, note: string): OptOut {
    const { db, command } = this.#options;
    refuseCards({ note });
    return command(actor, { action: 'opt_out.confirm', subject: optOutId, input: { note } }, (work) => {
      const row = selectOptOut(db, optOutId);
      const hidden = row?.sealed === 1 && !maySee(actor, { sealed: 1, billing: row.billing ?? 0 });
      if (row === undefined || hidden) throw new DeskError('not_found', 'There is no such opt-out on this desk.', { field: 'optOutId' });
      confirmByHand(work, row, note);
      return this.#view(actor, selectOptOut(db, optOutId)!);
    });
  }

  check(question: Question): CheckAnswer {
    const { db, book } = this.#options;
    const { timeZone } = book.office;
    return check(db, question, { today: book.today(), timeZone, country: this.#country() });
  }

  suppression({
    channel,
    before,
    limit,
  }: {
    readonly channel?: ContactChannel | undefined;
    readonly before: string | null;
    readonly limit: number;
  }): { entries: SuppressionEntry[]; more: boolean; total: number } {
    const { db } = this.#options;
    const rows = selectSuppressionPage(db, channel, before, limit + 1);
    return { entries: rows.slice(0, limit).map(entryView), more: rows.length > limit, total: countSuppressions(db, channel) };
  }

  /** A chunk at a time: stopped, what is in stays in, and the same list again adds the rest. */
  async importList(actor: Actor, { name, text, dryRun }: { name: string; text: string; dryRun: boolean }): Promise<ListTaken> {
    const { db, command } = this.#options;
    refuseCards({ name });
    const begun = command(actor, { action: 'suppression.import', subject: 'suppression', input: { name, dryRun } }, ({ now }) => now);
    const { entries, again, refused, problems } = await readList(text, begun, this.#country());
    let added = 0;
    for (let at = 0; at < entries.length; at += CHUNK) {
      const chunk = entries.slice(at, at + CHUNK);
      const fresh = (entry: Listed) => !isSuppressed(db, entry.channel, entry.value, entry.scope);
      added += chunk.filter(fresh).length;
      if (!dryRun) this.#put(actor, name, chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { added, same: entries.length - added + again, refused, problems };
  }

  /** The whole list, in the order in which it grew. Who asked, why and how much is on the ledger before the first line leaves. */
  exportList(actor: Actor, reason: string): AsyncGenerator<{ text: string; done: boolean }> {
    const { db, command } = this.#options;
    const input = { reason, entries: countSuppressions(db, undefined) };
    command(actor, { action: 'suppression.export', subject: 'suppression', input }, () => {});
    return this.#pieces();
  }

  /** Cut off by a lock it ends without its last piece, so nobody takes half a list for the whole. */
  async *#pieces(): AsyncGenerator<{ text: string; done: boolean }> {
    const { db } = this.#options;
    let text = LIST_HEADER;
    for (let after = ''; db.open; ) {
      const rows = selectSuppressionsAfter(db, after, CHUNK);
      text += rows.map(listLine).join('');
      const done = rows.length < CHUNK;
      yield { text, done };
      if (done) return;
      text = '';
      after = rows.at(-1)!.id;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #put(actor: Actor, name: string, chunk: readonly Listed[]): void {
    const input = { name, entries: chunk.length };
    this.#options.command(actor, { action: 'suppression.add', subject: 'suppression', input }, ({ db, newId, touch }) => {
      for (const entry of chunk) suppress(db, { ...entry, id: newId(), source: `list:${name}`, country: null, region: null });
      touch('consents');
    });
  }

  #view(actor: Actor, row: Parameters<typeof optOutView>[2]): OptOut {
    return optOutView(this.#options.db, actor, row, this.#options.staffName);
  }

  #members(personId: string): readonly string[] {
    const members = membersOf(this.#options.db, personId);
    if (members.length === 0) throw new DeskError('not_found', 'There is no such person on file.', { field: 'personId' });
    return members;
  }

  #country(): string | null {
    return countryOfCalendar(this.#options.book.office.calendar);
  }
}
