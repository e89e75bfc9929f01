import type { ConsentAnswer, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { composeCalls } from '../calls/compose.ts';
import type { ConsentsService } from '../calls/consents.ts';
import type { CallsService } from '../calls/service.ts';
import type { Actor, Command, Work } from '../command.ts';
import { markConfirmed, OptOutsService } from '../opt-outs/service.ts';
import type { DemoOptions } from './demo-options.ts';
import type { Entry } from './entries.ts';
import type { Random } from './random.ts';
import type { Sample } from './sample.ts';

const SECOND = 1000;
const DAY = 86_400_000;
/** Customers who rang about something else in the last fourteen months, and were asked whether the call may be recorded. */
const EARLIER = 40;
const [NEWEST_DAYS, OLDEST_DAYS] = [20, 420];
/** Who once agreed to marketing and takes it back in the case that they write. */
const TAKING_BACK = 6;

export interface CallsMaterial {
  readonly work: Work;
  readonly random: Random;
  readonly options: DemoOptions;
  readonly personOf: (entry: Entry) => string;
  /** Who may take calls. */
  readonly takers: readonly Actor[];
}

/** Calls of the past with what was agreed to on them, each through the rules of a real one, at the time at which it is said to have been. */
export class InventedCalls {
  readonly #material: CallsMaterial;
  readonly #calls: CallsService;
  readonly #consents: ConsentsService;
  readonly #takingBack = new Set<Sample>();
  #at = 0;
  #seq = 0;

  constructor(material: CallsMaterial) {
    this.#material = material;
    const { options, random } = material;
    const { db, book, staff, scripts, directory, organisation, resourcesFolder } = options;
    const command: Command = (actor, _act, body) => body(this.#past(actor));
    const staffName = staff.nameOf;
    const optOuts = new OptOutsService({ db, command, book, scripts, organisation: () => organisation().name, staffName });
    const world = {
      now: () => instantOf(this.#at),
      newId: () => random.uuidAt(this.#at),
      randomBytes: (count: number) => Uint8Array.from({ length: count }, () => random.below(256)),
    };
    const area = composeCalls({ db, command, book, world, resourcesFolder, organisation, staffName, directory, optOuts });
    this.#calls = area.calls;
    this.#consents = area.consents;
  }

  /** Before the first case: customers who rang, some of whom took back a month later what they had agreed to. */
  earlier(entries: readonly Entry[], samples: readonly Sample[], of: ReadonlyMap<Sample['person'], Entry>): void {
    const { random, work, takers } = this.#material;
    if (takers.length === 0) return;
    const now = Date.parse(work.now);
    const events: { readonly at: number; readonly happens: (at: number) => void }[] = [];
    const ringing = entries.filter(({ facts }) => facts.some(({ kind }) => kind === 'phone'));
    for (let n = 0; n < EARLIER; n += 1) {
      const entry = random.pick(ringing);
      const at = now - Math.floor((NEWEST_DAYS + random.next() * (OLDEST_DAYS - NEWEST_DAYS)) * DAY);
      const yes = random.chance(0.7);
      const marketing: ConsentPurpose[] = random.chance(0.4) ? ['marketing_email'] : [];
      events.push({ at, happens: (moment) => this.#ring(moment, entry, yes, marketing) });
      const month = at + 30 * DAY;
      if (yes && n % 3 === 0 && month < now)
        events.push({ at: month, happens: (moment) => this.#withdraw(moment, entry, 'quality', null) });
    }
    const writing = samples.filter(({ channel, kinds, person }) => channel === 'email' && kinds.includes('opt_out') && of.has(person));
    for (const sample of writing.slice(0, TAKING_BACK)) {
      this.#takingBack.add(sample);
      const at = sample.receivedAt - Math.floor((30 + random.next() * 90) * DAY);
      events.push({ at, happens: (moment) => this.#ring(moment, of.get(sample.person)!, true, ['marketing_email']) });
    }
    for (const { at, happens } of events.sort((a, b) => a.at - b.at)) happens(at);
  }

  /**
   * What was said as a case came in: on the call that it came by, or in the letter. All within its first minute, so before anybody goes on
   * with it. Returns the opt-outs that were taken.
   */
  asItCameIn(sample: Sample, caseId: string, actor: Actor, entry: Entry | undefined): string[] {
    const { random } = this.#material;
    const { person, channel, kinds, receivedAt } = sample;
    if (kinds.includes('legal_process')) return [];
    if (this.#takingBack.has(sample) && entry) this.#withdraw(receivedAt + 30 * SECOND, entry, 'marketing_email', caseId);
    if (channel !== 'phone' || !this.#material.takers.some(({ staffId }) => staffId === actor.staffId)) return [];
    const { requester } = person;
    const { id } = this.#open(receivedAt, actor, requester.phone || phoneOf(entry));
    this.#save(receivedAt + 15 * SECOND, actor, id, {
      callerName: requester.name,
      country: requester.country,
      region: requester.region,
      placeSource: 'said',
      language: person.language,
      personId: entry === undefined ? null : this.#material.personOf(entry),
      ...(kinds.includes('opt_out')
        ? { optOuts: [{ scope: 'marketing', channels: random.chance(0.5) ? ['email'] : ['email', 'voice'] }] }
        : {}),
    });
    this.#askToRecord(receivedAt + 20 * SECOND, actor, id, random.chance(0.7));
    this.#calls.attachCase(actor, id, caseId);
    this.#at = receivedAt + 40 * SECOND;
    return this.#calls.close(actor, id).optOuts.map((optOut) => optOut.id);
  }

  /** The customer system says that they are done. */
  confirm(optOuts: readonly string[], at: number, actor: Actor): void {
    this.#at = at;
    for (const id of optOuts) markConfirmed(this.#past(actor), id);
  }

  #past(actor: Actor): Work {
    const { work, random } = this.#material;
    const at = this.#at;
    return { ...work, actor, now: instantOf(at), newId: () => random.uuidAt(at), touch: () => {} };
  }

  #ring(at: number, entry: Entry, yes: boolean, marketing: readonly ConsentPurpose[]): void {
    const { random, takers, personOf } = this.#material;
    const actor = random.pick(takers);
    const { id } = this.#open(at, actor, phoneOf(entry));
    const { country, region, language } = entry;
    const place = { country, region, placeSource: country === null ? ('unknown' as const) : ('on_file' as const), language };
    this.#save(at + 15 * SECOND, actor, id, { personId: personOf(entry), ...place, note: random.pick(NOTES) });
    this.#askToRecord(at + 20 * SECOND, actor, id, yes);
    if (marketing.length > 0) this.#answer(at + 100 * SECOND, actor, id, marketing, 'granted');
    this.#at = at + (120 + random.below(600)) * SECOND;
    this.#calls.close(actor, id);
  }

  #open(at: number, actor: Actor, number: string) {
    this.#at = at;
    return this.#calls.open(actor, 'inbound', number);
  }

  #save(at: number, actor: Actor, callId: string, patch: Parameters<CallsService['save']>[3]): void {
    this.#at = at;
    this.#seq += 1;
    this.#calls.save(actor, callId, this.#seq, patch);
  }

  #askToRecord(at: number, actor: Actor, callId: string, yes: boolean): void {
    this.#at = at;
    this.#calls.read(actor, callId, 'recording_consent');
    this.#answer(at + 10 * SECOND, actor, callId, ['quality', 'training', 'protection'], yes ? 'granted' : 'refused');
  }

  #answer(at: number, actor: Actor, callId: string, purposes: readonly ConsentPurpose[], answer: ConsentAnswer): void {
    this.#at = at;
    const answers = purposes.map((purpose) => ({ purpose, answer }));
    this.#calls.answer(actor, callId, { answers, method: answer === 'granted' ? 'verbal_yes' : 'verbal_no', verbatim: '' });
  }

  #withdraw(at: number, entry: Entry, purpose: ConsentPurpose, caseId: string | null): void {
    const { random, takers, personOf } = this.#material;
    // of a case that holds more than an opt-out billing does not know
    const readers = caseId === null ? takers : takers.filter(({ roles }) => roles.includes('support') || roles.includes('manager'));
    if (readers.length === 0) return;
    this.#at = at;
    const answers = [{ purpose, answer: 'withdrawn' as const }];
    const letter = { answers, method: 'written' as const, verbatim: 'I take back what I agreed to.', expiresAt: null };
    this.#consents.record(random.pick(readers), { ...letter, personId: personOf(entry), caseId });
  }
}

const NOTES = [
  'Asked about the last invoice; it was explained.',
  'Could not sign in to mail; the password was reset by the portal.',
  'Wanted to know when the domain runs out.',
  'Reported a slow site; a ticket was opened.',
  'Asked for a larger mailbox.',
];

const phoneOf = (entry: Entry | undefined): string => entry?.facts.find(({ kind }) => kind === 'phone')?.value ?? '';
