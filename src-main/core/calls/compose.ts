import { render, ruleFor } from '../../../src-shared/consent/index.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { countryOfCalendar } from '../directory/phones.ts';
import { type DirectoryService, matchOf } from '../directory/service.ts';
import { linkSubject } from '../identity/subject.ts';
import type { OptOutsService } from '../opt-outs/service.ts';
import type { World } from '../options.ts';
import { scriptById, scriptInForce } from '../scripts/service.ts';
import type { Names } from './consent-view.ts';
import { ConsentsService } from './consents.ts';
import { ConsentExports } from './exports.ts';
import { hidingOf, mayKnowCase } from './hiding.ts';
import { loadRecordingRules } from './recording-rules.ts';
import { CallsService } from './service.ts';

export interface CallAreaOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly book: ClockBook;
  readonly world: World;
  readonly resourcesFolder: string;
  readonly organisation: () => { readonly name: string; readonly calendar: string };
  readonly staffName: (staffId: string) => string;
  readonly directory: DirectoryService;
  readonly optOuts: OptOutsService;
}

/** Calls, consents and what leaves the desk of them: one area, put together. */
export function composeCalls(options: CallAreaOptions): { calls: CallsService; consents: ConsentsService; consentExports: ConsentExports } {
  const { db, command, book, world, resourcesFolder, organisation, staffName, directory, optOuts } = options;
  const rules = loadRecordingRules(resourcesFolder);
  const country = () => countryOfCalendar(organisation().calendar);
  const now = (): Instant => world.now();
  const names = (actor: Actor): Names => ({
    staff: staffName,
    person: (personId) => {
      const person = matchOf(db, actor, personId, []);
      return person === null ? null : { id: person.id, name: person.name };
    },
    mayKnowCase: (caseId) => mayKnowCase(db, actor, caseId),
    hiding: hidingOf(actor),
  });
  const scriptText = (scriptId: string, staff: string) => {
    const { version, language, text } = scriptById(db, scriptId);
    return { version, language, text: render(text, { organisation: organisation().name, staff }) };
  };
  const calls = new CallsService({
    db,
    command,
    book,
    now,
    country,
    names,
    staffName,
    scriptText,
    randomBytes: world.randomBytes,
    find: (actor, text, limit) => directory.find(actor, text, limit),
    ruleOf: (of, region, direction) => ruleFor(rules, of, region, direction),
    scriptFor: (purpose, language) => scriptInForce(db, purpose, language, book.today()),
    optOuts: {
      take: (work, taking) => optOuts.takeWithin(work, taking),
      shown: (actor, ids) => optOuts.shown(actor, ids),
    },
    linkPerson: linkSubject,
  });
  const consents = new ConsentsService({
    db,
    command,
    now,
    names,
    today: () => book.today(),
    randomBytes: world.randomBytes,
    stop: (work, personId, caseId, stops, channel) => {
      const who = { personId, name: '', email: '', phone: '', address: '' };
      optOuts.takeWithin(work, { who, optOuts: stops, channel, callId: null, caseId, country: null, region: null, language: 'en' });
    },
  });
  const consentExports = new ConsentExports({
    db,
    command,
    resourcesFolder,
    now,
    names,
    consents,
    controller: () => ({ name: organisation().name, country: country() }),
    call: (actor, callId) => calls.whole(actor, callId),
    scriptText: (scriptId, staff) => scriptText(scriptId, staff).text,
  });
  return { calls, consents, consentExports };
}
