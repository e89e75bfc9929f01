import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InferRouterInputs } from '@orpc/server';
import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server';
import type { Connection } from '../../src-main/core/database/open.ts';
import type { CoreEvent, CoreOptions, World } from '../../src-main/core/options.ts';
import { router } from '../../src-main/core/router.ts';
import { Session } from '../../src-main/core/session/session.ts';
import { realWorld } from '../../src-main/core/world.ts';
import type { CaseRow } from '../../src-shared/contract/cases.ts';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import type { StaffRole } from '../../src-shared/vocabulary/permissions.ts';

export const RESOURCES = path.resolve(import.meta.dirname, '../../resources');
const READER = new URL('../../src-main/core/database/reader-worker.ts', import.meta.url);

/** Cheap on purpose: what Argon2id costs is tested once, in the vault's own tests. */
export const CHEAP = { memoryKiB: 1024, passes: 1, lanes: 1 };

export const NAME = 'Ana Prieto';
export const PASSPHRASE = 'unlikely walrus paints seven doors';

/** A folder of its own, gone at the end of the test. */
export function testFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'dsr-desk-test-'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a procedure was refused with. Fails where it was not refused, or failed in another way than by the contract. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ code: string; message: string; data: unknown }> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code, message: error.message, data: error.data };
    throw error;
  }
  throw new Error('was not refused');
}

export const codeOf = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

export type NewCase = InferRouterInputs<typeof router>['cases']['create'];

export interface TestClock {
  now: Instant;
}

/** A desk on a real encrypted file, spoken to through the contract, with a clock that stands still until it is moved. */
export class TestDesk {
  readonly folder: string;
  readonly clock: TestClock;
  readonly events: CoreEvent[] = [];
  readonly session: Session;
  /** The contract, as whoever is signed in. */
  readonly desk: RouterClient<typeof router>;

  constructor(folder: string, options: Partial<CoreOptions> = {}, clock: TestClock = { now: '2026-09-03T14:00:00.000Z' as Instant }) {
    this.folder = folder;
    this.clock = clock;
    const world: World = { ...realWorld, now: () => this.clock.now, ...options.world };
    const whole: CoreOptions = {
      dataFolder: folder,
      resourcesFolder: RESOURCES,
      deviceSecret: null,
      host: 'browser',
      appVersion: '0.0.0',
      passphraseCost: CHEAP,
      onEvent: (event) => this.events.push(event),
      ...options,
    };
    this.session = new Session(whole, world, READER);
    this.desk = createRouterClient(router, { context: { session: this.session } });
  }

  /** The first run, as Ana: administrator, manager and support. Returns the recovery key. */
  async found(): Promise<string> {
    const { recoveryKey } = await this.desk.session.firstRun({
      organisation: 'Example Hosting',
      timeZone: 'America/New_York',
      calendar: 'us-federal',
      name: NAME,
      passphrase: PASSPHRASE,
    });
    return recoveryKey;
  }

  /** Adds somebody with these roles, locks, and signs them in. The name is the roles. */
  async become(...roles: StaffRole[]): Promise<void> {
    const name = roles.join(' ');
    if (!this.session.open?.actor.roles.includes('administrator')) await this.signOutAndIn();
    const { staff } = await this.desk.staff.list();
    if (!staff.some((member) => member.name === name)) await this.desk.staff.add({ name, roles, passphrase: PASSPHRASE });
    await this.session.close();
    await this.signIn(name);
  }

  /** Locks, and signs in as Ana, or as whom. */
  async signOutAndIn(name: string = NAME): Promise<void> {
    await this.session.close();
    await this.signIn(name);
  }

  async signIn(name: string = NAME): Promise<void> {
    await this.desk.session.signIn({ name, passphrase: PASSPHRASE });
  }

  /** The queue beneath: for what no procedure shows. */
  get db(): Connection {
    return this.#opened.db;
  }

  get device(): string {
    return this.#opened.device;
  }

  get key(): Uint8Array {
    if (!this.session.open) throw new Error('the desk is locked');
    return this.session.open.key;
  }

  /** A case by the form, seen by whoever takes it in. */
  async take(given: Partial<NewCase> = {}): Promise<CaseRow> {
    const { case: row } = await this.desk.cases.create({ channel: 'phone', requester: {}, requests: [{ kind: 'access' }], ...given });
    if (!row) throw new Error('the case was handed over');
    return row;
  }

  /** The one request of a case. */
  async requestOf({ id }: Pick<CaseRow, 'id'>): Promise<string> {
    const { requests } = await this.desk.cases.get({ caseId: id });
    if (requests.length !== 1 || !requests[0]) throw new Error(`the case has ${requests.length} requests`);
    return requests[0].id;
  }

  async staffId(name: string): Promise<string> {
    const { staff } = await this.desk.staff.list();
    const member = staff.find((candidate) => candidate.name === name);
    if (!member) throw new Error(`nobody is called ${name}`);
    return member.id;
  }

  get #opened() {
    if (!this.session.open) throw new Error('the desk is locked');
    return this.session.open.desk;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.close();
  }
}

/** A founded desk in a folder of its own, with Ana signed in. */
export async function foundedDesk(options: Partial<CoreOptions> = {}) {
  const place = testFolder();
  const desk = new TestDesk(place.folder, options);
  await desk.found();
  return Object.assign(desk, {
    async [Symbol.asyncDispose]() {
      await desk.session.close();
      place[Symbol.dispose]();
    },
  });
}
