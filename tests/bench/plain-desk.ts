import { CaseChanges } from '../../src-main/core/cases/changes.ts';
import { MessagesService } from '../../src-main/core/cases/messages.ts';
import { SearchService } from '../../src-main/core/cases/search.ts';
import { CasesService } from '../../src-main/core/cases/service.ts';
import { type Actor, createCommand } from '../../src-main/core/command.ts';
import type { Connection } from '../../src-main/core/database/open.ts';
import { all, first, sql } from '../../src-main/core/database/query.ts';
import type { Reader } from '../../src-main/core/database/reader.ts';
import { ClockBook } from '../../src-main/core/deadlines/book.ts';
import { loadCatalogue } from '../../src-main/core/deadlines/catalogue.ts';
import { rolesOf, StaffDirectory } from '../../src-main/core/staff/directory.ts';
import { realWorld } from '../../src-main/core/world.ts';
import { NAME, RESOURCES } from '../support/desk.ts';
import { OPEN_GATE } from '../support/open-gate.ts';
import { Recorder, Replayer } from '../support/recorder.ts';
import { NOW, openPlain } from './queues.ts';

/**
 * The desk's own services on the unencrypted queue, so that their SQL can be noted and then be run by the driver alone. Everything is read
 * on one thread here: the limit of a ranked search is the query, not the way to the reader worker.
 */
export class PlainDesk implements Disposable {
  readonly db: Connection;
  readonly device: string;
  readonly actor: Actor;
  readonly recorder: Recorder;
  readonly replayer: Replayer;
  readonly cases: CasesService;
  readonly messages: MessagesService;
  readonly search: SearchService;
  readonly changes: CaseChanges;

  constructor(file: string) {
    this.db = openPlain(file);
    this.recorder = new Recorder(this.db);
    this.replayer = new Replayer(this.db);
    const { db } = this.recorder;
    this.device = first(db, sql.selectFrom('desk').select('device'))!.device;
    const staff = new StaffDirectory(db);
    const record = staff.all().find((one) => one.name === NAME)!;
    this.actor = { staffId: record.id, name: record.name, roles: rolesOf(record) };
    const office = first(db, sql.selectFrom('organisation').select(['time_zone', 'calendar']))!;
    const now = () => NOW;
    const book = new ClockBook(loadCatalogue(RESOURCES), () => ({ timeZone: office.time_zone, calendar: office.calendar }), now);
    const reader = { all: async (query: Parameters<typeof all>[1]) => all(db, query) } as unknown as Reader;
    const command = createCommand(db, this.device, { ...realWorld, now }, () => {});
    this.cases = new CasesService(db, reader, command, book, staff, OPEN_GATE);
    this.messages = new MessagesService(db, command);
    this.search = new SearchService(db, reader);
    this.changes = new CaseChanges(command, book, staff, OPEN_GATE);
  }

  [Symbol.dispose](): void {
    this.db.close();
  }
}
