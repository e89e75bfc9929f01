import { createHash } from 'node:crypto';
import type { Channel } from '../../../src-shared/vocabulary/case.ts';
import type { Factor, ProofType } from '../../../src-shared/vocabulary/identity.ts';
import type { Actor, Work } from '../command.ts';
import { addPiece, beginFile, finishFile } from '../files/service.ts';
import { underWay } from '../identity/acts.ts';
import { finishCallBack, startCallBack } from '../identity/call-back.ts';
import { checkCode, makeCode } from '../identity/codes.ts';
import { compare } from '../identity/compare.ts';
import { Comparer } from '../identity/comparer.ts';
import type { PersonOnFile } from '../identity/on-file.ts';
import { approveIssuer, record } from '../identity/record.ts';
import { linkSubject } from '../identity/subject.ts';
import { offeredIn } from '../identity/view.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import type { Random } from './random.ts';

/** What groups of facts are asked for on the phone, the usual ones first. */
const ASKED: readonly Factor[] = ['email', 'phone', 'customer_number', 'ticket', 'product', 'address'];

const HOW: Readonly<Partial<Record<ProofType, string>>> = {
  agent_identity: 'Showed an identity card; the name is that on the permission.',
  subject_confirmed: 'Called at the number on file.',
  issuer_contacted: 'Through the switchboard on the official site.',
};

/** A stretch of the past in which somebody works on a case. */
export interface Moment {
  readonly caseId: string;
  readonly actor: Actor;
  /** Who may say yes to an authority: another manager where there is one. */
  readonly approver: Actor;
  readonly staff: StaffDirectory;
  readonly channel: Channel;
  /** A command's work some minutes after the stretch began, and never after its end. */
  readonly after: (minutes: number, actor?: Actor) => Work;
}

/** Whom somebody on the desk found on file for this case. */
export const link = (moment: Moment, personId: string): void => linkSubject(moment.after(0), moment.caseId, personId);

/** Settles who asks, in one of the ways that the rules offer for what is asked, and leaves the traces that it leaves. */
export function verify(random: Random, moment: Moment): void {
  let minutes = 1;
  const later = (count: number) => {
    minutes += count;
    return minutes;
  };
  const offered = () => {
    const { state, person } = underWay(moment.after(minutes), moment.caseId);
    return { ...offeredIn(state, person), person };
  };
  const see = (type: ProofType, paper?: string) => {
    if (offered().methods.includes(type)) seeAt(moment, later(2), type, paper);
  };
  see('issuer_contacted');
  if (offered().methods.includes('manager_approved'))
    approveIssuer(moment.after(later(30), moment.approver), moment.staff, moment.caseId, 'Genuine: the court has confirmed it.');
  see('agent_identity');
  see('authority_document', 'letters-testamentary.txt');
  if (offered().methods.includes('signed_permission')) {
    see('signed_permission', 'signed-permission.txt');
    see('subject_confirmed');
  }
  const { methods, factors, person } = offered();
  const online = moment.channel === 'portal';
  const spoken = moment.channel === 'phone' || moment.channel === 'in_person';
  const reachable = methods.includes('call_back') && methods.includes('code');
  if (!online && reachable && random.chance(spoken ? 0.7 : 0.3)) callAndCode(random, moment, later, person);
  else if (!online && factors.length > 0 && random.chance(0.5)) {
    if (random.chance(0.2)) tryWrongly(random, moment, later(1));
    for (const factor of ASKED.filter((one) => factors.includes(one)).slice(0, 3))
      if (offered().factors.includes(factor)) match(random, moment, later(1), factor, person);
    see('declaration', 'declaration.txt');
  }
  see('portal_sign_in');
}

/** A try that fails: the caller says something that is not on file. False where nothing may be compared. */
export function tryWrongly(random: Random, moment: Moment, minutes: number): boolean {
  const work = moment.after(minutes);
  const { state, person } = underWay(work, moment.caseId);
  const { factors } = offeredIn(state, person);
  const factor = ASKED.find((one) => factors.includes(one));
  if (factor === undefined) return false;
  const typed =
    factor === 'email' ? random.digits('not.mine###@example.net') : factor === 'phone' ? '+1 701 555 0100' : random.digits('X-#######');
  compare(work, by(random), moment.caseId, factor, typed);
  return true;
}

/** A try that does not. False where nothing may be compared. */
export function tryRightly(random: Random, moment: Moment, minutes: number): boolean {
  const { state, person } = underWay(moment.after(minutes), moment.caseId);
  const { factors } = offeredIn(state, person);
  const factor = ASKED.find((one) => factors.includes(one));
  if (factor === undefined) return false;
  match(random, moment, minutes, factor, person);
  return true;
}

/** An agent has shown who they are and brought a signed permission; the person whom it is about has not confirmed it yet. */
export function takePermission(moment: Moment): void {
  seeAt(moment, 1, 'agent_identity');
  seeAt(moment, 2, 'signed_permission', 'signed-permission.txt');
}

function match(random: Random, moment: Moment, minutes: number, factor: Factor, person: PersonOnFile): void {
  const known = person.known.find((one) => one.factor === factor);
  if (known) compare(moment.after(minutes), by(random), moment.caseId, factor, known.value);
}

function callAndCode(random: Random, moment: Moment, later: (minutes: number) => number, { contacts }: PersonOnFile): void {
  const { caseId } = moment;
  const of = (kind: 'email' | 'phone') => contacts.find((contact) => contact.kind === kind)!.id;
  startCallBack(moment.after(later(1)), caseId, of('phone'));
  finishCallBack(moment.after(later(3)), caseId, of('phone'), 'confirmed', '');
  const { codeId, code } = makeCode(moment.after(later(1)), (count) => bytes(random, count), caseId, of('email'));
  checkCode(moment.after(later(2)), caseId, codeId, code);
}

function seeAt(moment: Moment, minutes: number, type: ProofType, paper?: string): void {
  const work = moment.after(minutes);
  const fileId = paper === undefined ? null : putPaper(work, moment.caseId, paper);
  record(work, moment.caseId, { type, at: work.now, fileId, note: HOW[type] ?? '' });
}

/** A paper that is only there to be looked at. */
function putPaper({ db, newId, now }: Work, caseId: string, name: string): string {
  const id = newId();
  const data = Buffer.from(`Invented, and signed by nobody: ${name}\n`);
  beginFile(db, { id, messageId: null, name, type: 'text/plain', addedAt: now }, { caseId, purpose: 'verification', bytes: data.length });
  addPiece(db, id, 0, data);
  finishFile(db, id, data.length, createHash('sha256').update(data).digest('hex'));
  return id;
}

const bytes = (random: Random, count: number): Uint8Array => Uint8Array.from({ length: count }, () => random.below(256));
const by = (random: Random) => ({ comparer: new Comparer(bytes(random, 32)), country: null });
