import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { may, type Permission } from '../../../src-shared/vocabulary/permissions.ts';
import { logBug } from '../bug.ts';
import { type Actor, SYSTEM } from '../command.ts';
import { fileFailure } from '../database/failure.ts';
import { loadCatalogue } from '../deadlines/catalogue.ts';
import { requireCalendar } from '../deadlines/require-calendar.ts';
import { type Desk, openDesk, QUEUE_FILE } from '../desk.ts';
import { newestPayload } from '../ledger/ledger.ts';
import { LiveHub } from '../live.ts';
import type { CoreOptions, World } from '../options.ts';
import { refusal } from '../refusal.ts';
import { rolesOf } from '../staff/directory.ts';
import { requireGoodPassphrase } from '../vault/passphrase.ts';
import { type FailedAttempt, type OpenedVault, Vault } from '../vault/vault.ts';
import { Badge } from './badge.ts';
import { deskFolder, type Founding, foundDesk } from './found.ts';
import { IdleLock } from './idle-lock.ts';

/** What is there between sign-in and lock. */
interface Open {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly hub: LiveHub;
  readonly key: Buffer;
}

/** Who is at the desk, and whether the queue is open. One person at a time, shared by all windows. */
export class Session {
  readonly #options: CoreOptions;
  readonly #world: World;
  readonly #readerScript: URL;
  readonly #idle: IdleLock;
  readonly #badge: Badge;
  #open: Open | null = null;
  #loaded: Vault | null = null;
  /** Sign-in, recovery and first run take a moment; a second one meanwhile waits for none of them. */
  #busy = false;
  /** Somebody locked while a sign-in was being checked: it opens nothing then. */
  #lockAsked = false;

  constructor(options: CoreOptions, world: World, readerScript: URL) {
    this.#options = options;
    this.#world = world;
    this.#readerScript = readerScript;
    this.#idle = new IdleLock(() => this.lock('idle'));
    this.#badge = new Badge((due) => options.onEvent({ type: 'badge', due }), logBug);
  }

  get open(): Open | null {
    return this.#open;
  }

  state(): SessionState {
    const { deviceSecret, host, appVersion } = this.#options;
    const common = { keystore: deviceSecret !== null, host, appVersion };
    if (this.#open) {
      const { actor, desk } = this.#open;
      const me = { staffId: actor.staffId, name: actor.name, roles: [...actor.roles] };
      return { ...common, phase: 'unlocked', me, problem: null, organisation: desk.organisation.read().name };
    }
    const problem = this.#problem();
    const phase = problem !== null ? 'damaged' : Vault.exists(this.#folder) ? 'locked' : 'first_run';
    return { ...common, phase, me: null, problem, organisation: null };
  }

  async firstRun(founding: Founding): Promise<{ recoveryKey: string; state: SessionState }> {
    return this.#alone(async () => {
      if (Vault.exists(this.#folder) || existsSync(this.#folder))
        throw new DeskError('not_allowed', 'There is a desk here already. Sign in to it.');
      requireCalendar(loadCatalogue(this.#options.resourcesFolder), founding.calendar);
      await requireGoodPassphrase(founding.passphrase, founding.name);
      const { recoveryKey, key, slotId } = await foundDesk(this.#options.dataFolder, founding, this.#vaultOptions);
      this.#enter({ slotId, slotKind: 'staff', key }, this.#vault());
      return { recoveryKey, state: this.state() };
    });
  }

  async signIn(name: string, passphrase: string): Promise<SessionState> {
    return this.#alone(async () => {
      const vault = this.#vault();
      this.#enter(await vault.signIn(name, passphrase), vault);
      return this.state();
    });
  }

  async recover(recoveryKey: string): Promise<SessionState> {
    return this.#alone(async () => {
      const vault = this.#vault();
      this.#enter(await vault.recover(recoveryKey), vault);
      return this.state();
    });
  }

  /** Ends the recovery: the person named is an administrator now and signed in, and the key on paper is replaced by a new one. */
  async setUpAdministrator(name: string, passphrase: string): Promise<{ recoveryKey: string; state: SessionState }> {
    const open = this.#open;
    if (!open) throw new DeskError('locked', 'The desk was locked meanwhile. Use the recovery key again.');
    const { desk, actor, key, hub } = open;
    const { staffId } = await desk.staff.setUpAdministrator(actor, name, passphrase);
    const recoveryKey = await desk.staff.replaceRecoveryKey(actor);
    if (this.#open !== open) throw new DeskError('locked', 'The desk was locked meanwhile. Sign in with the new passphrase.');
    const record = desk.staff.directory.find(staffId);
    this.#open = { desk, key, hub, actor: { staffId, name: record.name, roles: rolesOf(record) } };
    hub.publish([{ entity: 'session', id: null }]);
    return { recoveryKey, state: this.state() };
  }

  /** Whoever is signed in may have been given other roles: they hold from now on. */
  rolesChanged(): void {
    const open = this.#open;
    if (!open || open.actor === RECOVERY) return;
    const roles = rolesOf(open.desk.staff.directory.find(open.actor.staffId));
    this.#open = { ...open, actor: { ...open.actor, roles } };
    open.hub.publish([{ entity: 'session', id: null }]);
  }

  /** Somebody is there: the idle lock starts over. */
  touch(): { lockAfterSeconds: number } {
    const minutes = this.#open?.desk.organisation.read().idleLockMinutes ?? 1;
    return { lockAfterSeconds: this.#idle.start(minutes) };
  }

  /** Closes the queue, wipes the key, and tells the host, which ends this process. Nothing that was acknowledged is lost. */
  lock(reason: 'key' | 'idle' | 'host'): void {
    this.#lockAsked = true;
    if (!this.#open) return;
    const closed = this.#leave();
    void closed.finally(() => this.#options.onEvent({ type: 'locked', reason }));
  }

  async close(): Promise<void> {
    if (this.#open) await this.#leave();
  }

  /** What a failure is to the page, and where it is written down: on the ledger while open, in the vault's journal while locked. */
  refused(procedure: string, permission: Permission | 'anyone', error: unknown): unknown {
    try {
      if (!(error instanceof DeskError)) throw error;
      if (error.code === 'locked') this.#noteWhileLocked();
      else this.#noteOnLedger(procedure, permission, error);
      return refusal(error);
    } catch (cause) {
      const failure = fileFailure(cause);
      if (!failure) return cause;
      logBug(cause); // and not on the ledger, which lies in the file that fails
      return refusal(failure);
    }
  }

  get #folder(): string {
    return deskFolder(this.#options.dataFolder);
  }

  get #vaultOptions() {
    const { deviceSecret, passphraseCost } = this.#options;
    return { deviceSecret, world: this.#world, ...(passphraseCost ? { cost: passphraseCost } : {}) };
  }

  /** One vault for as long as the core lives: it lets attempts wait for each other. */
  #vault(): Vault {
    this.#loaded ??= Vault.load({ folder: this.#folder, ...this.#vaultOptions });
    return this.#loaded;
  }

  /** Why the desk cannot even be asked for a passphrase, in words; null where it can. */
  #problem(): string | null {
    if (!existsSync(this.#folder)) return null;
    try {
      this.#vault();
    } catch (error) {
      if (error instanceof DeskError) return error.message;
      throw error;
    }
    return existsSync(path.join(this.#folder, QUEUE_FILE)) ? null : 'The queue file is missing from the data folder. Restore a backup.';
  }

  #enter(opened: OpenedVault, vault: Vault): void {
    const { key, slotId, slotKind } = opened;
    const hub = new LiveHub();
    try {
      if (this.#lockAsked) throw new DeskError('cancelled', 'The desk was locked while this was being checked. Sign in again.');
      const desk = openDesk({
        folder: this.#folder,
        resourcesFolder: this.#options.resourcesFolder,
        vault,
        key: () => key,
        world: this.#world,
        readerScript: this.#readerScript,
        publish: (touched) => {
          hub.publish(touched);
          this.#badge.touched(touched);
        },
        onProblem: logBug,
        tell: (event) => {
          this.#options.onEvent(event);
          // a browser has no notifications of ours: its page says them
          if (event.type === 'notify' && this.#options.host === 'browser') hub.notice({ title: event.title, body: event.body });
        },
      });
      try {
        const actor = slotKind === 'recovery' ? RECOVERY : actorOf(desk, slotId);
        foldJournal(desk, vault);
        desk.staff.finishInterrupted();
        desk.command(actor, { action: 'session.sign_in', subject: actor.staffId, input: { slotKind } }, () => {});
        this.#open = { desk, actor, hub, key };
      } catch (error) {
        void desk.close();
        throw error;
      }
    } catch (error) {
      key.fill(0);
      throw error;
    }
    this.#idle.start(this.#open.desk.organisation.read().idleLockMinutes);
    this.#options.onEvent({ type: 'unlocked' });
    this.#badge.start(() => this.#due());
    this.#open.desk.greet(this.#open.actor);
  }

  /** What the person who is signed in has due: overdue and due soon. */
  #due(): number | null {
    const open = this.#open;
    if (!open || !may(open.actor.roles, 'case.read')) return null;
    const counts = open.desk.cases.counts(open.actor);
    return counts.overdue + counts.due_soon;
  }

  async #leave(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    this.#idle.stop();
    this.#badge.stop();
    open.hub.close();
    try {
      await open.desk.close();
    } finally {
      open.key.fill(0);
    }
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#open) throw new DeskError('not_allowed', 'Somebody is signed in already. Lock the desk first.');
    if (this.#busy) throw new DeskError('too_soon', 'A sign-in is being checked. Wait for its answer.', { detail: { waitSeconds: 1 } });
    this.#busy = true;
    this.#lockAsked = false;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  #noteWhileLocked(): void {
    if (Vault.exists(this.#folder) && this.#problem() === null) this.#vault().noteRefusal();
  }

  /** A refused look is no act; a refused command is, and so is everything that a role forbids. */
  #noteOnLedger(procedure: string, permission: Permission | 'anyone', error: DeskError): void {
    const open = this.#open;
    if (!open || permission === 'anyone') return;
    if (error.code !== 'forbidden' && (permission.endsWith('.read') || permission === 'session.own')) return;
    open.desk.command(open.actor, { action: 'refused', subject: procedure, input: { code: error.code } }, () => {});
  }
}

const RECOVERY: Actor = { staffId: 'recovery', name: 'recovery', roles: ['recovery'] };

function actorOf(desk: Desk, slotId: string): Actor {
  const record = desk.staff.directory.bySlot(slotId);
  // a slot without a person: the desk died between making the two, and nobody was told that it was there
  if (!record) throw new DeskError('forbidden', 'This key slot belongs to nobody on the desk. Ask an administrator to add you again.');
  return { staffId: record.id, name: record.name, roles: rolesOf(record) };
}

const FAILED_ATTEMPTS = 'session.failed_attempts';

/** What happened at the locked door goes on the ledger, and out of the journal only once it is there. */
function foldJournal(desk: Desk, vault: Vault): void {
  const attempts = vault.takeJournal();
  const last = attempts.at(-1);
  if (!last) return;
  // the desk may have died after the fold and before the journal was cleared
  const folded = newestPayload(desk.db, desk.device, FAILED_ATTEMPTS) as { attempts: readonly FailedAttempt[] } | null;
  const fresh = attempts.filter(({ id }) => !folded?.attempts.some((attempt) => attempt.id === id));
  if (fresh.length > 0) desk.command(SYSTEM, { action: FAILED_ATTEMPTS, subject: 'vault', input: { attempts: fresh } }, () => {});
  vault.clearJournal(last.id);
}
