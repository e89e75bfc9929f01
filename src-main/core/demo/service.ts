import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Batch } from '../../../src-shared/contract/intake.ts';
import { localDate } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { CaseChanges } from '../cases/changes.ts';
import { ClockActs } from '../cases/clock-acts.ts';
import { caseDeadlines } from '../cases/clock-view.ts';
import type { IdentityGate } from '../cases/identity-gate.ts';
import { openCase } from '../cases/open-case.ts';
import { receiveMessage } from '../cases/receive.ts';
import { CasesService } from '../cases/service.ts';
import { type Actor, type Command, SYSTEM, type Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';
import type { Reader } from '../database/reader.ts';
import type { ClockBook } from '../deadlines/book.ts';
import type { IntakeService } from '../intake/service.ts';
import { rolesOf, type StaffDirectory } from '../staff/directory.ts';
import { type Colleague, inventHistory, type Step, workersFor } from './history.ts';
import { moveDates } from './mailbox.ts';
import { loadMaterial, type Material } from './material.ts';
import { fillIn } from './person.ts';
import { Random } from './random.ts';
import { inventSamples, isSpoken, isWritten, newCaseOf, type Sample } from './sample.ts';

export interface DemoOptions {
  readonly db: Connection;
  readonly reader: Reader;
  readonly command: Command;
  readonly book: ClockBook;
  readonly staff: StaffDirectory;
  readonly gate: IdentityGate;
  readonly intake: IntakeService;
  readonly resourcesFolder: string;
  readonly now: () => Instant;
}

/** For trying the desk out. Everybody in it is invented; how they are dealt with is not: every step goes through the cases' own rules. */
export class DemoService {
  readonly #options: DemoOptions;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /**
   * Puts invented cases into an empty queue, in every state, over the last four months. One command: all of them or none. The same seed at
   * the same moment, with the same people on the desk, invents the same cases.
   */
  fillQueue(actor: Actor, seed = '1'): { cases: number } {
    const { db, command, resourcesFolder } = this.#options;
    if (first(db, sql.selectFrom('dsr_case').select('seq').limit(1))) {
      throw new DeskError(
        'not_allowed',
        'This queue holds cases already. The sample goes into an empty queue only, so that nothing invented mixes with what is real.',
      );
    }
    const material = loadMaterial(resourcesFolder);
    return command(actor, { action: 'demo.fill', subject: 'demo', input: { seed } }, (work) => {
      const filling = new Filling(work, this.#options, material, new Random(`${seed} ${work.now}`));
      const cases = filling.run();
      work.touch('all');
      return { cases };
    });
  }

  /** Opens a batch with the sample mailbox, its messages as fresh as if they had come in these days. */
  openMailbox(actor: Actor): Promise<Batch> {
    const { intake, resourcesFolder, now } = this.#options;
    const name = 'mailbox.mbox';
    const bytes = Buffer.from(moveDates(readFileSync(path.join(resourcesFolder, 'demo', name), 'utf8'), Date.parse(now())));
    async function* chunks() {
      yield bytes;
    }
    return intake.readFiles(actor, 'demo', name, bytes.length, [{ name, chunks: chunks() }]);
  }
}

interface Made {
  readonly id: string;
  readonly kinds: Sample['kinds'];
}

/** One filling of the queue, inside its command. */
class Filling {
  readonly #work: Work;
  readonly #book: ClockBook;
  readonly #material: Material;
  readonly #random: Random;
  readonly #staff: readonly Colleague[];
  readonly #directory: StaffDirectory;
  readonly #made: Made[] = [];
  /** When the step that is being taken happened, and who takes it. */
  #at = 0;
  readonly #cases: CasesService;
  readonly #changes: CaseChanges;
  readonly #acts: ClockActs;

  constructor(work: Work, options: DemoOptions, material: Material, random: Random) {
    this.#work = work;
    this.#book = options.book;
    this.#directory = options.staff;
    this.#material = material;
    this.#random = random;
    this.#staff = options.staff
      .all()
      .filter((record) => record.slot_id !== null)
      .map((record) => ({ id: record.id, name: record.name, roles: rolesOf(record) }));
    // a command within the command that is open: the same rules, at the time at which the step is said to have happened
    const past: Command = (actor, _act, body) => body(this.#past(actor));
    this.#cases = new CasesService(options.db, options.reader, past, options.book, options.staff, options.gate);
    this.#changes = new CaseChanges(past, options.book, options.staff, options.gate);
    this.#acts = new ClockActs(past, options.book, options.staff);
  }

  /** Returns how many cases were made. */
  run(): number {
    const samples = inventSamples(this.#random, this.#material, Date.parse(this.#work.now));
    for (const sample of samples) this.#make(sample);
    return samples.length;
  }

  #past(actor: Actor): Work {
    const at = this.#at;
    return { ...this.#work, actor, now: instantOf(at), newId: () => this.#random.uuidAt(at), touch: () => {} };
  }

  #make(sample: Sample): void {
    const { kinds, channel, status, receivedAt, until } = sample;
    const random = this.#random;
    const workers = workersFor(this.#staff, kinds);
    this.#at = receivedAt;
    const taker = isWritten(channel) || channel === 'gpc_signal' || workers.length === 0 ? SYSTEM : actorOf(random.pick(workers));
    const input = { ...newCaseOf(random, this.#material, sample), receivedAt: instantOf(receivedAt) };
    const work = this.#past(taker);
    const { id } = openCase(work, this.#book, input, (caseId) => {
      if (isWritten(channel)) receiveMessage(work, caseId, this.#message(sample));
    });
    this.#made.push({ id, kinds });
    const assigned = status !== 'new' && (status !== 'triaged' || random.chance(0.4));
    const steps = inventHistory(random, {
      status,
      kinds,
      from: receivedAt,
      until,
      staff: this.#staff,
      assigned,
      spoken: isSpoken(channel),
      notes: random.below(3),
    });
    const state = { id, version: 1 };
    this.#link(sample, state, steps[0]);
    for (const step of steps) this.#take(state, step);
  }

  /** Somebody noticed that this person has written before. */
  #link({ repeats }: Sample, state: { id: string; version: number }, step: Step | undefined): void {
    const earlier = repeats === null ? undefined : this.#made[repeats];
    if (!earlier || !step) return;
    this.#at = step.at;
    const { cases } = this.#changes.linkDuplicate(actorOf(step.by), { caseId: state.id, version: state.version }, earlier.id);
    state.version = cases[0]?.version ?? state.version;
  }

  #take(state: { id: string; version: number }, step: Step): void {
    this.#at = step.at;
    const actor = actorOf(step.by);
    const one = { caseId: state.id, version: state.version };
    switch (step.does) {
      case 'opened':
        this.#cases.opened(actor, state.id);
        return;
      case 'note':
        this.#changes.addNote(actor, state.id, this.#random.pick(this.#material.letters.notes));
        return;
      case 'assigned':
        state.version = versionOf(this.#changes.assign(actor, [one], step.to.id));
        return;
      case 'moved': {
        const reason = step.approval['reason'];
        state.version = versionOf(this.#changes.move(actor, [one], step.to, typeof reason === 'string' ? reason : undefined));
        return;
      }
      case 'dated': {
        // some rules forbid asking who it is, by place too: then nobody asked
        const { acts } = caseDeadlines(this.#work.db, this.#book, this.#directory, actor, state.id);
        if (!acts.some(({ type }) => type === step.event)) return;
        const act = {
          type: step.event,
          requestId: null,
          on: localDate(instantOf(step.at), this.#book.office.timeZone, this.#book.catalogue(this.#work.db).zones),
          note: '',
        };
        state.version = versionOf(this.#acts.record(actor, one, act));
        return;
      }
      case 'outcome': {
        const request = this.#cases.get(actor, state.id).requests[step.request]!;
        const { outcome, denialReason } = step;
        const decision = { outcome, denialReason, note: this.#material.letters.outcomes[outcome] };
        state.version = versionOf(this.#changes.setOutcome(actor, { ...one, requestId: request.id }, decision));
      }
    }
  }

  #message({ person, letter, receivedAt }: Sample) {
    const file = this.#random.chance(0.2) ? [this.#random.pick(this.#material.letters.files)] : [];
    return {
      fromName: person.requester.name,
      fromEmail: person.requester.email,
      subject: fillIn(letter.subject, person),
      receivedAt: instantOf(receivedAt),
      text: fillIn(letter.text, person),
      language: letter.language,
      files: file.map(({ name, type, text }) => ({ name, type, data: Buffer.from(fillIn(text, person)) })),
    };
  }
}

const actorOf = ({ id, name, roles }: Colleague): Actor => ({ staffId: id, name, roles });

function versionOf({ cases }: { readonly cases: readonly { readonly version: number }[] }): number {
  const version = cases[0]?.version;
  if (version === undefined) throw new Error('a step on a case that its actor may not see');
  return version;
}
