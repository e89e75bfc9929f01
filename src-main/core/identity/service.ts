import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';
import type { IdentityGate } from '../cases/identity-gate.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { World } from '../options.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { type CallResult, finishCallBack, startCallBack } from './call-back.ts';
import { codeLetter } from './code-letter.ts';
import { type CodeResult, checkCode, makeCode } from './codes.ts';
import { compare } from './compare.ts';
import { Comparer } from './comparer.ts';
import { identityGate } from './gate.ts';
import { pausedNow, unlock } from './pauses.ts';
import { approveIssuer, discardFile, record, type Seen, withdraw } from './record.ts';
import { linkSubject, type Said, setScope } from './subject.ts';
import { identityOf } from './view.ts';

export { identityGate } from './gate.ts';

export interface IdentityOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly staff: StaffDirectory;
  readonly world: World;
  /** What the house calls itself, for what it writes. */
  readonly organisation: () => string;
  /** The office's, by which numbers are read that have none. */
  readonly country: () => string | null;
}

/**
 * Finding out who asks. Each act is one command and answers the case's identity as it is then. What is typed to be compared, and codes, go
 * into no command's input: the ledger keeps inputs.
 */
export class IdentityService {
  readonly gate: IdentityGate;
  readonly #options: IdentityOptions;

  constructor(options: IdentityOptions) {
    this.#options = options;
    this.gate = identityGate(options.world.now);
  }

  ofCase(actor: Actor, caseId: string): CaseIdentity {
    const { db, world, staff, country } = this.#options;
    return identityOf(db, actor, caseId, { now: world.now(), nameOf: staff.nameOf, country: country() });
  }

  linkSubject(actor: Actor, caseId: string, personId: string | null): CaseIdentity {
    this.#act(actor, 'identity.link_subject', caseId, { personId }, (work) => linkSubject(work, caseId, personId));
    return this.ofCase(actor, caseId);
  }

  setScope(actor: Actor, caseId: string, { requestId, scope, accountId, disputed }: Said): CaseIdentity {
    const said = { requestId, scope, accountId, disputed };
    this.#act(actor, 'identity.set_scope', caseId, said, (work) => setScope(work, caseId, said));
    return this.ofCase(actor, caseId);
  }

  compare(actor: Actor, caseId: string, factor: Factor, typed: string): { result: 'match' | 'no_match'; identity: CaseIdentity } {
    const { world, country } = this.#options;
    const how = { comparer: new Comparer(world.randomBytes(32)), country: country() };
    const result = this.#act(actor, 'identity.compare', caseId, { factor }, (work) => compare(work, how, caseId, factor, typed));
    return { result, identity: this.ofCase(actor, caseId) };
  }

  async sendCode(actor: Actor, caseId: string, factId: string): Promise<{ draft: { name: string; text: string }; identity: CaseIdentity }> {
    const { world, organisation } = this.#options;
    const made = this.#act(actor, 'identity.send_code', caseId, { factId }, (work) => makeCode(work, world.randomBytes, caseId, factId));
    const draft = await codeLetter({ ...made, organisation: organisation(), at: world.now() });
    return { draft, identity: this.ofCase(actor, caseId) };
  }

  checkCode(actor: Actor, caseId: string, codeId: string, typed: string): { result: CodeResult; identity: CaseIdentity } {
    const result = this.#act(actor, 'identity.check_code', caseId, { codeId }, (work) => checkCode(work, caseId, codeId, typed));
    // said only now: the failed try must stay
    if (result === null)
      throw new DeskError('not_found', 'No such code was sent for this case. It counts as a failed try.', { field: 'codeId' });
    return { result, identity: this.ofCase(actor, caseId) };
  }

  startCallBack(actor: Actor, caseId: string, factId: string): { number: string; identity: CaseIdentity } {
    const seen = { factId, reason: 'call_back' }; // a reveal like any other: whoever looks for those finds it
    const number = this.#act(actor, 'contact.reveal', caseId, seen, (work) => startCallBack(work, caseId, factId));
    return { number, identity: this.ofCase(actor, caseId) };
  }

  finishCallBack(actor: Actor, caseId: string, factId: string, result: CallResult, note: string): CaseIdentity {
    this.#act(actor, 'identity.finish_call_back', caseId, { factId, result, note }, (work) =>
      finishCallBack(work, caseId, factId, result, note),
    );
    return this.ofCase(actor, caseId);
  }

  record(actor: Actor, caseId: string, { type, at, fileId, note }: Seen): CaseIdentity {
    const seen = { type, at, fileId, note };
    this.#act(actor, 'identity.record', caseId, seen, (work) => record(work, caseId, seen));
    return this.ofCase(actor, caseId);
  }

  approveIssuer(actor: Actor, caseId: string, note: string): CaseIdentity {
    this.#act(actor, 'identity.approve_issuer', caseId, { note }, (work) => approveIssuer(work, this.#options.staff, caseId, note));
    return this.ofCase(actor, caseId);
  }

  withdraw(actor: Actor, caseId: string, proofId: string, reason: string): CaseIdentity {
    this.#act(actor, 'identity.withdraw', caseId, { proofId, reason }, (work) => withdraw(work, caseId, proofId, reason));
    return this.ofCase(actor, caseId);
  }

  discardFile(actor: Actor, caseId: string, proofId: string): CaseIdentity {
    this.#act(actor, 'identity.discard_file', caseId, { proofId }, (work) => discardFile(work, caseId, proofId));
    return this.ofCase(actor, caseId);
  }

  unlock(actor: Actor, pauseId: string, reason: string): void {
    const { command, staff } = this.#options;
    command(actor, { action: 'identity.unlock', subject: pauseId, input: { reason } }, (work) => unlock(work, staff, pauseId, reason));
  }

  paused(actor: Actor, before: string | null, limit: number) {
    const { db, world, staff } = this.#options;
    return pausedNow(db, actor, { before, limit, now: world.now(), nameOf: staff.nameOf });
  }

  #act<T>(actor: Actor, action: string, caseId: string, input: Readonly<Record<string, unknown>>, body: (work: Work) => T): T {
    return this.#options.command(actor, { action, subject: caseId, input: { caseId, ...input } }, body);
  }
}
