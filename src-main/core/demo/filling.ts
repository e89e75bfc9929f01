import { localDate } from '../../../src-shared/deadlines/index.ts';
import { CASE_FAILURES } from '../../../src-shared/identity/index.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import { AccessService } from '../access/service.ts';
import { CaseChanges } from '../cases/changes.ts';
import { ClockActs } from '../cases/clock-acts.ts';
import { caseDeadlines } from '../cases/clock-view.ts';
import { gives } from '../cases/identity-gate.ts';
import { openCase } from '../cases/open-case.ts';
import { receiveMessage } from '../cases/receive.ts';
import { CasesService } from '../cases/service.ts';
import { type Actor, type Command, SYSTEM, type Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { underWay } from '../identity/acts.ts';
import { setScope } from '../identity/subject.ts';
import { rolesOf, type StaffDirectory } from '../staff/directory.ts';
import { InventedCalls } from './calls.ts';
import type { DemoOptions } from './demo-options.ts';
import { type InventedDirectory, inventDirectory, type OnFile, writeDirectory } from './directory.ts';
import type { Entry } from './entries.ts';
import { type Colleague, inventHistory, type Step, workersFor } from './history.ts';
import type { Material } from './material.ts';
import { fillIn } from './person.ts';
import { Random } from './random.ts';
import { inventSamples, isSpoken, isWritten, newCaseOf, type Sample } from './sample.ts';
import { link, type Moment, takePermission, tryRightly, tryWrongly, verify } from './verification.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How many open cases come from an agent with a signed permission, and on how many something was tried. */
const AGENTS = 2;
const TRIED = 8;

/** A case as it was made: where it stands, and who would go on with it. */
interface Made {
  readonly id: string;
  readonly sample: Sample;
  /** Whom it is about, where they are on file. */
  readonly entry: Entry | undefined;
  readonly last: Step | undefined;
}

/** One filling of the queue and its directory, inside its command. */
export class Filling {
  readonly #work: Work;
  readonly #book: ClockBook;
  readonly #material: Material;
  readonly #random: Random;
  readonly #invented: InventedDirectory;
  readonly #onFile: OnFile;
  readonly #samples: readonly Sample[];
  readonly #staff: readonly Colleague[];
  readonly #directory: StaffDirectory;
  readonly #made: Made[] = [];
  /** When the step that is being taken happened, and who takes it. */
  #at = 0;
  readonly #cases: CasesService;
  readonly #changes: CaseChanges;
  readonly #acts: ClockActs;
  readonly #access: AccessService;
  readonly #calls: InventedCalls;

  constructor(work: Work, options: DemoOptions, material: Material, seed: string) {
    this.#work = work;
    this.#book = options.book;
    this.#directory = options.staff;
    this.#material = material;
    this.#random = new Random(seed);
    this.#staff = options.staff
      .all()
      .filter((record) => record.slot_id !== null)
      .map((record) => ({ id: record.id, name: record.name, roles: rolesOf(record) }));
    // a command within the command that is open: the same rules, at the time at which the step is said to have happened
    const past: Command = (actor, _act, body) => body(this.#past(actor));
    this.#cases = new CasesService(options.db, options.reader, past, options.book, options.staff, options.gate);
    this.#changes = new CaseChanges(past, options.book, options.staff, options.gate);
    this.#acts = new ClockActs(past, options.book, options.staff);
    this.#access = new AccessService({
      db: work.db,
      command: past,
      today: () => options.book.today(),
      staffName: options.staff.nameOf,
    });
    const now = Date.parse(work.now);
    const samples = inventSamples(this.#random, material, now);
    const people = samples.map(({ person }) => person);
    this.#invented = inventDirectory(new Random(`${seed} directory`), material, people, now);
    this.#samples = withAgents(samples, this.#invented);
    this.#at = now;
    this.#onFile = writeDirectory(this.#past(work.actor), this.#invented);
    this.#calls = new InventedCalls({
      work,
      random: new Random(`${seed} calls`),
      options,
      personOf: this.#onFile.personOf,
      takers: canAsk(options) ? this.#staff.filter(({ roles }) => may(roles, 'call.take')).map(actorOf) : [],
    });
  }

  /** Returns how many cases were made. */
  run(): number {
    this.#calls.earlier(this.#invented.entries, this.#samples, this.#invented.of);
    for (const sample of this.#samples) this.#make(sample);
    this.#leaveTraces();
    return this.#made.length;
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
    const entry = this.#invented.of.get(sample.person);
    const optOuts = this.#calls.asItCameIn(sample, id, taker, entry);
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
      onFile: entry !== undefined,
    });
    const state = { id, version: 1 };
    this.#linkEarlier(sample, state, steps[0]);
    this.#made.push({ id, sample, entry, last: steps.at(-1) });
    const proven = !steps.some((step) => step.does === 'outcome' && step.denialReason === 'insufficient_verification');
    for (const [index, step] of steps.entries()) {
      const asks = step.does === 'moved' && step.to === 'awaiting_identity';
      const answered = step.does === 'moved' && step.from === 'awaiting_identity';
      const from = steps[index - 1]?.at ?? receivedAt;
      if (entry && asks) this.#linkSubject(this.#moment(sample, id, step.by, from, step.at), entry);
      if ((answered && proven) || (step.does === 'outcome' && gives(step.outcome)))
        this.#verify(this.#moment(sample, id, step.by, from, step.at), entry);
      this.#take(state, step);
    }
    const end = steps.at(-1);
    if (status === 'closed' && end) this.#calls.confirm(optOuts, end.at, actorOf(end.by));
  }

  /** A stretch between two steps, in which somebody works on a case. */
  #moment({ channel }: Sample, caseId: string, by: Colleague, from: number, until: number): Moment {
    const actor = actorOf(by);
    const start = from + Math.floor((until - from) * this.#random.next());
    const managers = this.#staff.filter(({ roles }) => roles.includes('manager'));
    const approver = actorOf(managers.find(({ id }) => id !== by.id) ?? by);
    const after = (minutes: number, who = actor) => {
      this.#at = Math.min(until, start + minutes * MINUTE);
      return this.#past(who);
    };
    return { caseId, actor, approver, staff: this.#directory, channel, after };
  }

  #linkSubject(moment: Moment, entry: Entry): void {
    link(moment, this.#onFile.personOf(entry));
  }

  /** Who asks is settled before anything is given; of somebody who is not on file nothing can be. */
  #verify(moment: Moment, entry: Entry | undefined): void {
    const { state } = underWay(moment.after(0), moment.caseId);
    if (state.settled) return;
    if (entry) this.#linkSubject(moment, entry);
    verify(this.#random, moment);
  }

  /** What open cases show of verification that goes on, and one check of who may see an account. */
  #leaveTraces(): void {
    const now = Date.parse(this.#work.now);
    const open = this.#made.filter(({ entry, last }) => entry && last);
    const waiting = open.filter(({ sample }) => sample.status === 'awaiting_identity' && !sample.kinds.includes('legal_process'));
    const between = ({ sample, id, last }: Made) => this.#moment(sample, id, last!.by, last!.at, now - MINUTE);
    const agents = waiting.filter(({ sample }) => sample.channel === 'agent');
    for (const made of agents.slice(-AGENTS)) takePermission(between(made));
    const asking = waiting.filter(({ sample }) => sample.channel !== 'agent');
    const paused = asking.findLast((made) => this.#pause(made, now));
    for (const [index, made] of asking.slice(-TRIED).entries()) {
      if (made === paused) continue;
      const moment = between(made);
      if (index % 2 === 0) tryRightly(this.#random, moment, 1);
      if (index % 3 !== 1) tryWrongly(this.#random, moment, 3);
    }
    this.#checkAccess(
      open.filter(({ sample }) => sample.status === 'in_progress' && sample.kinds.includes('access')),
      now,
    );
  }

  /** Lets all tries fail, within the last day, so that verification stands still now. False where there is nothing to try. */
  #pause({ sample, id, last }: Made, now: number): boolean {
    const moment = this.#moment(sample, id, last!.by, Math.max(last!.at, now - 3 * HOUR), now - 10 * MINUTE);
    return Array.from({ length: CASE_FAILURES }, (_, nth) => tryWrongly(this.#random, moment, 1 + nth * 2)).includes(true);
  }

  /** One asks for the invoices of a subaccount: whether they may see them was checked, and lies on the case. */
  #checkAccess(made: readonly Made[], now: number): void {
    const { accounts, grants } = this.#invented;
    const granted = (entry: Entry) =>
      grants.find(({ account, to, state }) => to.owner === entry && account.status === 'active' && state === 'active')?.account;
    const own = (entry: Entry) => accounts.find(({ owner, parent }) => owner === entry && parent !== null);
    const found = made.map((one) => ({ one, account: granted(one.entry!) ?? own(one.entry!) })).find(({ account }) => account);
    if (!found?.account) return;
    const { one, account } = found;
    const moment = this.#moment(one.sample, one.id, one.last!.by, one.last!.at, now - MINUTE);
    const accountId = this.#onFile.accountOf(account);
    const { state } = underWay(moment.after(0), one.id);
    const request = state.requests.find(({ request: { kind } }) => kind === 'access')!.request;
    if (state.subjectId === null) this.#linkSubject(moment, one.entry!);
    setScope(moment.after(1), one.id, { requestId: request.id, scope: 'specific_pieces', accountId, disputed: [] });
    moment.after(3);
    const personId = this.#onFile.personOf(one.entry!);
    this.#access.check(moment.actor, { personId, accountId, dataClass: 'invoices', on: null, caseId: one.id });
  }

  /** Somebody noticed that this person has written before. */
  #linkEarlier({ repeats }: Sample, state: { id: string; version: number }, step: Step | undefined): void {
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

/** Two that came by mail come from an agent instead: agents are rare, and should be seen. */
function withAgents(samples: readonly Sample[], { of }: InventedDirectory): Sample[] {
  const fit = samples.filter(
    ({ status, channel, person, repeats, kinds }) =>
      status === 'awaiting_identity' && channel === 'email' && repeats === null && of.has(person) && !kinds.includes('legal_process'),
  );
  const agents = new Set(fit.slice(-AGENTS));
  return samples.map((sample) => (agents.has(sample) ? { ...sample, channel: 'agent' } : sample));
}

/** Whether there are words to ask by: a desk whose clock stands before its scripts' first day has none yet. */
const canAsk = ({ scripts, book }: DemoOptions): boolean =>
  (['recording_consent', 'opt_out_confirmed'] as const).every((purpose) =>
    scripts
      .list()
      .some((one) => one.purpose === purpose && one.language === 'en' && one.approvedAt !== null && one.effectiveFrom <= book.today()),
  );

const actorOf = ({ id, name, roles }: Colleague): Actor => ({ staffId: id, name, roles });

function versionOf({ cases }: { readonly cases: readonly { readonly version: number }[] }): number {
  const version = cases[0]?.version;
  if (version === undefined) throw new Error('a step on a case that its actor may not see');
  return version;
}
