import path from 'node:path';
import { AccessService } from './access/service.ts';
import { composeCalls } from './calls/compose.ts';
import type { ConsentsService } from './calls/consents.ts';
import type { ConsentExports } from './calls/exports.ts';
import type { CallsService } from './calls/service.ts';
import { CaseFiles } from './cases/case-files.ts';
import { casesOfPerson } from './cases/cases-of.ts';
import { CaseChanges } from './cases/changes.ts';
import { ClockActs } from './cases/clock-acts.ts';
import { MessagesService } from './cases/messages.ts';
import { dailySummary, remind } from './cases/reminders.ts';
import { rollBands } from './cases/rollover.ts';
import { RuleChanges } from './cases/rule-change.ts';
import { SearchService } from './cases/search.ts';
import { CasesService } from './cases/service.ts';
import { type Actor, type Command, createCommand, SYSTEM, type Touched } from './command.ts';
import { migrate } from './database/migrate.ts';
import { type Connection, openDatabase } from './database/open.ts';
import { first, sql } from './database/query.ts';
import { Reader } from './database/reader.ts';
import { DayWatch } from './day-watch.ts';
import { ClockBook } from './deadlines/book.ts';
import { loadCatalogue } from './deadlines/catalogue.ts';
import { requireCalendar } from './deadlines/require-calendar.ts';
import { DemoService } from './demo/service.ts';
import { countryOfCalendar } from './directory/phones.ts';
import { DirectoryService } from './directory/service.ts';
import { IdentityService } from './identity/service.ts';
import { ImportsService } from './imports/service.ts';
import { IntakeService } from './intake/service.ts';
import { lazySuggest } from './intake/suggestion.ts';
import { requireWatchable, WatchedFolder } from './intake/watched-folder.ts';
import { OptOutsService } from './opt-outs/service.ts';
import type { CoreEvent, World } from './options.ts';
import { OrganisationService } from './organisation/service.ts';
import { ScriptsService } from './scripts/service.ts';
import { loadShipped } from './scripts/shipped.ts';
import { StaffService } from './staff/service.ts';
import type { Vault } from './vault/vault.ts';
import { ViewsService } from './views/service.ts';

/** The queue while it is open, with everything that works on it. Closed as a whole when the desk locks. */
export interface Desk {
  readonly db: Connection;
  readonly device: string;
  readonly command: Command;
  readonly book: ClockBook;
  readonly organisation: OrganisationService;
  readonly staff: StaffService;
  readonly cases: CasesService;
  readonly changes: CaseChanges;
  readonly clockActs: ClockActs;
  readonly ruleChanges: RuleChanges;
  readonly messages: MessagesService;
  readonly caseFiles: CaseFiles;
  readonly identity: IdentityService;
  readonly scripts: ScriptsService;
  readonly optOuts: OptOutsService;
  readonly calls: CallsService;
  readonly consents: ConsentsService;
  readonly consentExports: ConsentExports;
  readonly search: SearchService;
  readonly directory: DirectoryService;
  readonly access: AccessService;
  readonly views: ViewsService;
  readonly imports: ImportsService;
  readonly intake: IntakeService;
  readonly demo: DemoService;
  readonly watchedFolder: WatchedFolder;
  readonly resourcesFolder: string;
  /** What somebody who signs in is told by the system. */
  readonly greet: (actor: Actor) => void;
  readonly close: () => Promise<void>;
}

export interface DeskOptions {
  /** The folder that holds vault and queue. */
  readonly folder: string;
  readonly resourcesFolder: string;
  readonly vault: Vault;
  /** Asked for when it is needed; the session keeps and wipes it. */
  readonly key: () => Uint8Array;
  readonly world: World;
  readonly readerScript: URL;
  readonly publish: (touched: readonly Touched[]) => void;
  /** Told of a failure in the background that no page waits for. */
  readonly onProblem: (problem: unknown) => void;
  /** Reminders, for the host to show. */
  readonly tell: (event: CoreEvent) => void;
}

export const QUEUE_FILE = 'queue.db';

/** Opens an existing queue with its services: the composition of everything below the router. */
export function openDesk({ folder, resourcesFolder, vault, key, world, readerScript, publish, onProblem, tell }: DeskOptions): Desk {
  const file = path.join(folder, QUEUE_FILE);
  const db = openDatabase(file, key());
  try {
    migrate(db);
    const device = first(db, sql.selectFrom('desk').select('device'))?.device;
    if (!device) throw new Error('a queue without its desk row');
    const command = createCommand(db, device, world, publish);
    const catalogue = loadCatalogue(resourcesFolder);
    const reader = new Reader(file, key, readerScript);
    const organisation: OrganisationService = new OrganisationService(db, command, {
      check: async ({ calendar, watchedFolder: watched }) => {
        if (calendar !== undefined) requireCalendar(catalogue, calendar);
        if (typeof watched === 'string') await requireWatchable(watched, folder);
      },
      changed: (now) => watchedFolder.set(now.watchedFolder),
    });
    const staff = new StaffService(db, command, vault, key);
    const book = new ClockBook(catalogue, () => organisation.read(), world.now);
    rollBands(db, command, book.today());
    const shipped = loadShipped(resourcesFolder);
    const scripts = new ScriptsService({ db, command, staff: staff.directory, today: () => book.today(), shipped });
    scripts.ship();
    let present: Actor | null = null;
    const greet = (actor: Actor) => {
      remind({ db, command, actor, tell });
      if (organisation.read().dailySummary) dailySummary({ db, command, cases, actor, today: book.today(), tell });
    };
    const turnDay = () => {
      rollBands(db, command, book.today());
      if (present) greet(present);
    };
    const intake = new IntakeService({ db, command, book, suggest: lazySuggest(resourcesFolder), newId: world.newId, onProblem });
    const watchedFolder: WatchedFolder = new WatchedFolder(intake, onProblem);
    const identity = new IdentityService({
      db,
      command,
      staff: staff.directory,
      world,
      organisation: () => organisation.read().name,
      country: () => countryOfCalendar(organisation.read().calendar),
    });
    const { gate } = identity;
    const caseFiles = new CaseFiles(db, command);
    caseFiles.removeUnfinished();
    const cases = new CasesService(db, reader, command, book, staff.directory, gate);
    const openReader = () => openDatabase(file, key(), { readonly: true });
    const imports = new ImportsService({ db, command, openReader, newId: world.newId, now: world.now });
    imports.removeAbandoned();
    intake.resume(SYSTEM);
    watchedFolder.set(organisation.read().watchedFolder);
    const optOuts = new OptOutsService({
      db,
      command,
      book,
      scripts,
      organisation: () => organisation.read().name,
      staffName: staff.directory.nameOf,
    });
    const directory = new DirectoryService({
      db,
      command,
      calendar: () => organisation.read().calendar,
      casesOf: (actor, personIds) => casesOfPerson(db, actor, personIds),
      staffName: staff.directory.nameOf,
    });
    const days = new DayWatch(() => book.today(), turnDay, onProblem); // last: of a desk that does not open nothing goes on
    return {
      db,
      device,
      command,
      book,
      organisation,
      staff,
      cases,
      changes: new CaseChanges(command, book, staff.directory, gate),
      clockActs: new ClockActs(command, book, staff.directory),
      ruleChanges: new RuleChanges(db, command, book, (actor, office) => organisation.change(actor, organisation.read().version, office)),
      messages: new MessagesService(db, command),
      caseFiles,
      identity,
      scripts,
      optOuts,
      ...composeCalls({
        db,
        command,
        book,
        world,
        resourcesFolder,
        directory,
        optOuts,
        organisation: () => organisation.read(),
        staffName: staff.directory.nameOf,
      }),
      search: new SearchService(db, reader),
      directory,
      access: new AccessService({ db, command, today: () => book.today(), staffName: staff.directory.nameOf }),
      views: new ViewsService(db, command, cases),
      imports,
      intake,
      demo: new DemoService({
        db,
        reader,
        command,
        book,
        gate,
        staff: staff.directory,
        intake,
        scripts,
        directory,
        organisation: () => organisation.read(),
        resourcesFolder,
        now: world.now,
      }),
      watchedFolder,
      resourcesFolder,
      greet: (actor) => {
        present = actor;
        try {
          greet(actor);
        } catch (problem) {
          onProblem(problem); // the desk is open: a reminder that could not be kept does not undo that
        }
      },
      close: async () => {
        days.stop();
        watchedFolder.close();
        imports.close();
        intake.close();
        const stopped = reader.close();
        db.close();
        await stopped;
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
