import type { BuiltInView, CaseFilter, Sort } from '../../../src-shared/contract/cases.ts';
import type { SavedView } from '../../../src-shared/contract/views.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CasesService } from '../cases/service.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { deleteView, insertView, selectView, selectViews, type ViewRecord } from './store.ts';

/** A person keeps this many views of their own: more would not fit beside the queue. */
const MOST_VIEWS = 50;

export interface NewView {
  readonly name: string;
  readonly view: BuiltInView;
  readonly filter: CaseFilter;
  readonly sort: Sort;
}

/** Views of one's own: a name for a view with a filter and an order. */
export class ViewsService {
  readonly #db: Connection;
  readonly #command: Command;
  readonly #cases: CasesService;

  constructor(db: Connection, command: Command, cases: CasesService) {
    this.#db = db;
    this.#command = command;
    this.#cases = cases;
  }

  async list(actor: Actor): Promise<SavedView[]> {
    const views: SavedView[] = [];
    for (const record of selectViews(this.#db, actor.staffId, MOST_VIEWS)) views.push(await this.#counted(actor, record));
    return views;
  }

  async save(actor: Actor, { name, view, filter, sort }: NewView): Promise<SavedView> {
    const record = this.#command(
      actor,
      { action: 'view.save', subject: actor.staffId, input: { name, view, filter, sort } },
      ({ db, newId, touch }) => {
        if (selectViews(db, actor.staffId, MOST_VIEWS).length >= MOST_VIEWS) {
          throw new DeskError('not_allowed', `You have ${MOST_VIEWS} views of your own. Remove one first.`);
        }
        const row: ViewRecord = {
          id: newId(),
          staff_id: actor.staffId,
          name,
          view,
          filter: JSON.stringify(filter),
          sort: JSON.stringify(sort),
        };
        insertView(db, row);
        touch('views');
        return row;
      },
    );
    return this.#counted(actor, record);
  }

  remove(actor: Actor, viewId: string): void {
    this.#command(actor, { action: 'view.remove', subject: viewId, input: {} }, ({ db, touch }) => {
      if (!selectView(db, viewId, actor.staffId)) throw new DeskError('not_found', 'There is no such view of yours.', { field: 'viewId' });
      deleteView(db, viewId);
      touch('views');
    });
  }

  async #counted(actor: Actor, record: ViewRecord): Promise<SavedView> {
    const view = record.view as BuiltInView;
    const filter = JSON.parse(record.filter) as CaseFilter;
    return {
      id: record.id,
      name: record.name,
      view,
      filter,
      sort: JSON.parse(record.sort) as Sort,
      ...(await this.#cases.count(actor, view, filter)),
    };
  }
}
