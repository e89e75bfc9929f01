import { describe, expect, test } from 'vitest';
import type { Role, StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { codeOf, foundedDesk, NAME, PASSPHRASE, TestDesk, testFolder } from '../../support/desk.ts';
import { call, procedures } from './procedures.ts';

const ID = '01920000-0000-7000-8000-000000000000';
const ONE = { caseId: ID, version: 1 };
const VIEW = { view: 'all', filter: {}, sort: { by: 'due', direction: 'asc' } };
/** Not a member of any input: strict parsing refuses it. */
const WRONG = { nonsense: true };

/** S support, B billing, M manager, A administrator, R recovery; `anyone` needs no sign-in. */
type Who = 'anyone' | readonly ('S' | 'B' | 'M' | 'A' | 'R')[];
const LETTER: Record<Role, 'S' | 'B' | 'M' | 'A' | 'R'> = { support: 'S', billing: 'B', manager: 'M', administrator: 'A', recovery: 'R' };

const EVERYONE: Who = ['S', 'B', 'M', 'A', 'R'];
const STAFF: Who = ['S', 'B', 'M', 'A'];
const CASES: Who = ['S', 'B', 'M'];
const ACCOUNTS: Who = ['B', 'M'];
const MAILBOXES: Who = ['S', 'M'];
const VERIFIERS: Who = ['S', 'M'];
const ADMINISTRATOR: Who = ['A'];
const IMPORTERS: Who = ['M', 'A'];
const PLAN = { importId: ID, kind: 'people', mapping: {} };

/** Written out by hand from the table of roles in the vocabulary, and on purpose not from `PERMISSIONS`. `no input` takes none. */
const TABLE: Record<string, { readonly who: Who; readonly input: unknown } | { readonly who: Who; readonly 'no input': true }> = {
  'session.state': { who: 'anyone', 'no input': true },
  'session.passphraseQuality': { who: 'anyone', input: { passphrase: 'x' } },
  'session.firstRun': {
    who: 'anyone',
    input: { organisation: 'X', timeZone: 'Europe/London', calendar: 'us-federal', name: 'X', passphrase: 'x' },
  },
  'session.signIn': { who: 'anyone', input: { name: NAME, passphrase: 'x' } },
  'session.recover': { who: 'anyone', input: { recoveryKey: '0000-0000' } },
  'session.setUpAdministrator': { who: ['R'], input: { name: 'X', passphrase: 'weak' } },
  'session.lock': { who: EVERYONE, 'no input': true },
  'session.touch': { who: EVERYONE, 'no input': true },
  'session.changePassphrase': { who: EVERYONE, input: { current: 'x', next: 'weak' } },
  'live.changes': { who: EVERYONE, 'no input': true },

  'organisation.read': { who: STAFF, 'no input': true },
  'organisation.change': { who: ADMINISTRATOR, input: { version: 99 } },
  'staff.list': { who: STAFF, 'no input': true },
  'staff.add': { who: ADMINISTRATOR, input: { name: 'X', roles: ['support'], passphrase: 'weak' } },
  'staff.changeRoles': { who: ADMINISTRATOR, input: { staffId: ID, roles: ['support'], version: 1 } },
  'staff.resetPassphrase': { who: ADMINISTRATOR, input: { staffId: ID, passphrase: 'weak' } },
  'staff.remove': { who: ADMINISTRATOR, input: { staffId: ID, version: 1 } },
  'staff.replaceRecoveryKey': { who: ADMINISTRATOR, 'no input': true },

  'cases.page': { who: CASES, input: {} },
  'cases.counts': { who: CASES, 'no input': true },
  'cases.count': { who: CASES, input: { view: 'all', filter: {} } },
  'cases.get': { who: CASES, input: { caseId: ID } },
  'cases.opened': { who: CASES, input: { caseId: ID } },
  'cases.timeline': { who: CASES, input: { caseId: ID } },
  'cases.messages': { who: CASES, input: { caseId: ID } },
  'cases.filePiece': { who: CASES, input: { fileId: ID, offset: 0 } },
  'cases.create': { who: CASES, input: { channel: 'phone', requester: {}, requests: [{ kind: 'opt_out' }] } },
  'cases.assign': { who: CASES, input: { cases: [ONE], assignee: null } },
  'cases.move': { who: CASES, input: { cases: [ONE], to: 'triaged' } },
  'cases.reopen': { who: CASES, input: { ...ONE, reason: 'x' } },
  'cases.addRequest': { who: CASES, input: { ...ONE, kind: 'opt_out' } },
  'cases.changeRequest': { who: CASES, input: { ...ONE, requestId: ID, kind: 'opt_out' } },
  'cases.removeRequest': { who: CASES, input: { ...ONE, requestId: ID } },
  'cases.setOutcome': { who: CASES, input: { ...ONE, requestId: ID, outcome: null } },
  'cases.changeRequester': { who: CASES, input: { ...ONE, requester: {} } },
  'cases.addNote': { who: CASES, input: { caseId: ID, text: 'x' } },
  'cases.linkDuplicate': { who: CASES, input: { ...ONE, of: ID } },
  'cases.unlinkDuplicate': { who: CASES, input: ONE },
  'cases.reveal': { who: CASES, input: { caseId: ID, field: 'email', reason: 'because' } },
  'cases.undo': { who: CASES, input: { undoId: ID } },
  'search.find': { who: CASES, input: { text: 'x' } },
  'views.list': { who: CASES, 'no input': true },
  'views.save': { who: CASES, input: { name: 'x', ...VIEW } },
  'views.remove': { who: CASES, input: { viewId: ID } },

  'deadlines.ofCase': { who: CASES, input: { caseId: ID } },
  'deadlines.record': { who: CASES, input: { ...ONE, type: 'acknowledged', on: '2026-09-03' } },
  'deadlines.withdraw': { who: CASES, input: { ...ONE, eventId: ID, reason: 'because' } },
  'deadlines.proposeExtension': { who: CASES, input: { ...ONE, requestId: ID, noticeOn: '2026-09-03', reason: 'because' } },
  'deadlines.decideExtension': { who: ['M'], input: { ...ONE, proposalId: ID, approve: true } },
  'deadlines.changeRegimes': { who: CASES, input: { ...ONE, requestId: ID, regimes: ['house'], reason: 'because' } },
  'deadlines.changeReceipt': { who: CASES, input: { ...ONE, receivedAt: '2026-09-03T00:00:00Z', reason: 'because' } },
  'deadlines.regimes': { who: STAFF, 'no input': true },
  'deadlines.calendars': { who: STAFF, 'no input': true },
  'deadlines.calendar': { who: STAFF, input: { id: 'nowhere' } },
  'deadlines.policy': { who: STAFF, 'no input': true },
  'deadlines.previewChange': { who: ADMINISTRATOR, input: {} },
  'deadlines.applyChange': { who: ADMINISTRATOR, input: {} },
  'deadlines.calendarFile': { who: CASES, 'no input': true },

  'access.check': { who: CASES, input: { personId: ID, accountId: ID, dataClass: 'invoices' } },
  'access.attach': { who: CASES, input: { checkId: ID, caseId: ID } },
  'access.checks': { who: CASES, input: {} },
  'access.tree': { who: ACCOUNTS, input: { accountId: ID } },
  'access.ofPerson': { who: ACCOUNTS, input: { personId: ID } },

  'files.list': { who: CASES, input: { caseId: ID } },
  'files.begin': { who: CASES, input: { caseId: ID, name: 'x', bytes: 1 } },
  'files.piece': { who: CASES, input: { fileId: ID, offset: 0, data: '' } },

  'identity.ofCase': { who: CASES, input: { caseId: ID } },
  'identity.linkSubject': { who: VERIFIERS, input: { caseId: ID, personId: null } },
  'identity.setScope': { who: VERIFIERS, input: { caseId: ID, requestId: ID, scope: null } },
  'identity.compare': { who: VERIFIERS, input: { caseId: ID, factor: 'email', typed: 'x' } },
  'identity.sendCode': { who: VERIFIERS, input: { caseId: ID, factId: ID } },
  'identity.checkCode': { who: VERIFIERS, input: { caseId: ID, codeId: ID, typed: 'x' } },
  'identity.startCallBack': { who: VERIFIERS, input: { caseId: ID, factId: ID } },
  'identity.finishCallBack': { who: VERIFIERS, input: { caseId: ID, factId: ID, result: 'no_answer' } },
  'identity.record': { who: VERIFIERS, input: { caseId: ID, type: 'agent_identity' } },
  'identity.approveIssuer': { who: ['M'], input: { caseId: ID, note: 'genuine' } },
  'identity.withdraw': { who: VERIFIERS, input: { caseId: ID, proofId: ID, reason: 'because' } },
  'identity.discardFile': { who: VERIFIERS, input: { caseId: ID, proofId: ID } },
  'identity.unlock': { who: ['M'], input: { pauseId: ID, reason: 'because' } },
  'identity.paused': { who: ['M'], input: {} },

  'directory.find': { who: CASES, input: { text: 'x' } },
  'directory.get': { who: CASES, input: { personId: ID } },
  'directory.create': { who: ['S', 'M'], input: { name: 'X' } },
  'directory.change': { who: ['S', 'M'], input: { personId: ID, version: 1 } },
  'directory.reveal': { who: CASES, input: { personId: ID, factId: ID, reason: 'because' } },
  'directory.lookAlikes': { who: ['S', 'M'], input: { personId: ID } },
  'directory.merge': {
    who: ['S', 'M'],
    input: { keep: { personId: ID, version: 1 }, drop: { personId: ID, version: 1 }, reason: 'because' },
  },
  'directory.unmerge': { who: ['S', 'M'], input: { mergeId: ID, reason: 'because' } },
  'directory.findAccounts': { who: CASES, input: { text: 'x' } },

  'scripts.list': { who: STAFF, 'no input': true },
  'scripts.write': {
    who: ADMINISTRATOR,
    input: { purpose: 'recording_consent', language: 'en', text: 'May I record this call?', effectiveFrom: '2026-09-03' },
  },
  'scripts.preview': { who: STAFF, input: { text: 'x', language: 'en' } },
  'scripts.approve': { who: ['M'], input: { scriptId: ID } },
  'scripts.withdraw': { who: ADMINISTRATOR, input: { scriptId: ID } },

  'calls.open': { who: CASES, input: {} },
  'calls.mine': { who: CASES, 'no input': true },
  'calls.save': { who: CASES, input: { callId: ID, seq: 1 } },
  'calls.lookUp': { who: CASES, input: { number: 'x' } },
  'calls.park': { who: CASES, input: { callId: ID } },
  'calls.resume': { who: CASES, input: { callId: ID } },
  'calls.read': { who: CASES, input: { callId: ID, purpose: 'recording_consent' } },
  'calls.answer': { who: CASES, input: { callId: ID, answers: [{ purpose: 'quality', answer: 'refused' }], method: 'verbal_no' } },
  'calls.pause': { who: CASES, input: { callId: ID } },
  'calls.unpause': { who: CASES, input: { callId: ID } },
  'calls.attachRecording': { who: CASES, input: { callId: ID, system: 'x', externalId: 'x', sha256: 'a'.repeat(64) } },
  'calls.openCase': { who: CASES, input: { callId: ID, requests: [{ kind: 'opt_out' }] } },
  'calls.attachCase': { who: CASES, input: { callId: ID, caseId: ID } },
  'calls.close': { who: CASES, input: { callId: ID } },
  'calls.list': { who: CASES, input: { personId: ID } },

  'consents.standing': { who: CASES, input: { personId: ID } },
  'consents.history': { who: CASES, input: { personId: ID } },
  'consents.record': {
    who: CASES,
    input: { personId: ID, answers: [{ purpose: 'marketing_email', answer: 'refused' }], method: 'written' },
  },
  'consents.vcon': { who: ['S', 'M'], input: { callId: ID } },
  'consents.receipt': { who: ['S', 'M'], input: { recordId: ID, format: 'json' } },
  'consents.wholeHistory': { who: ['S', 'M'], input: { personId: ID, format: 'text' } },
  'consents.retentionPreview': { who: ['M'], 'no input': true },
  'consents.retentionApply': { who: ['M'], input: { reason: 'because' } },

  'optOuts.take': {
    who: CASES,
    input: { who: { email: 'a@post.example' }, optOuts: [{ scope: 'marketing', channels: ['email'] }], channel: 'phone' },
  },
  'optOuts.list': { who: CASES, input: {} },
  'optOuts.confirm': { who: CASES, input: { optOutId: ID, note: 'because' } },
  'optOuts.check': { who: CASES, input: { channel: 'email', value: 'a@post.example', scope: 'marketing' } },
  'optOuts.suppression': { who: ['M'], input: {} },
  'optOuts.importList': { who: ['M'], input: { name: 'a.csv', text: '', dryRun: true } },
  'optOuts.exportList': { who: ['M'], input: { reason: 'because' } },

  'intake.open': { who: MAILBOXES, input: { files: [{ name: 'a.eml', bytes: 0 }] } },
  'intake.piece': { who: MAILBOXES, input: { batchId: ID, file: 0, offset: 0, data: '', last: true } },
  'intake.watch': { who: MAILBOXES, input: { batchId: ID } },
  'intake.list': { who: MAILBOXES, input: {} },
  'intake.items': { who: MAILBOXES, input: { batchId: ID } },
  'intake.settle': { who: MAILBOXES, input: { itemId: ID } },
  'intake.take': { who: MAILBOXES, input: { batchId: ID } },
  'intake.cancel': { who: MAILBOXES, input: { batchId: ID } },
  'intake.unreadablePiece': { who: MAILBOXES, input: { itemId: ID, offset: 0 } },

  'imports.open': { who: IMPORTERS, input: { name: 'people.csv', bytes: 1 } },
  'imports.piece': { who: IMPORTERS, input: { importId: ID, offset: 0, data: '' } },
  'imports.look': { who: IMPORTERS, input: { importId: ID } },
  'imports.dryRun': { who: IMPORTERS, input: PLAN },
  'imports.apply': { who: IMPORTERS, input: PLAN },
  'imports.discard': { who: IMPORTERS, input: { importId: ID } },

  'demo.fillQueue': { who: ADMINISTRATOR, 'no input': true },
  'demo.openMailbox': { who: MAILBOXES, 'no input': true },
};

/** Nothing that the contract does not foresee. */
const BUGS = ['INTERNAL', 'INTERNAL_SERVER_ERROR'];

/** The code of what came back, or `answered`. */
async function tried(desk: TestDesk, path: string, input: unknown): Promise<string> {
  const answer = await call(desk, path, input).then(
    () => 'answered',
    (error: unknown) => codeOf(Promise.reject(error)),
  );
  return answer;
}

async function tryAll(desk: TestDesk, roles: readonly Role[]): Promise<void> {
  for (const [path, row] of Object.entries(TABLE)) {
    if (path === 'session.lock') continue; // tried at the end of all tests, for it ends them
    const allowed = row.who === 'anyone' || roles.some((role) => row.who.includes(LETTER[role]));
    const label = `${path} as ${roles.join(' and ')}`;
    // wrong input first: who may not ask learns nothing from how it is parsed
    if ('input' in row) expect(await tried(desk, path, WRONG), `${label}, wrong input`).toBe(allowed ? 'BAD_REQUEST' : 'FORBIDDEN');
    const answer = await tried(desk, path, 'input' in row ? row.input : undefined);
    if (allowed) expect(['FORBIDDEN', 'LOCKED', 'BAD_REQUEST', ...BUGS], label).not.toContain(answer);
    else expect(answer, label).toBe('FORBIDDEN');
  }
  expect(await tried(desk, 'session.lock', undefined)).toBe('answered');
  expect(desk.session.open).toBeNull();
}

test('the table names every procedure of the contract, and no other', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...procedures().keys()].sort());
});

describe('unlocked', () => {
  const SETS: readonly (readonly StaffRole[])[] = [
    ['support'],
    ['billing'],
    ['manager'],
    ['administrator'],
    ['support', 'billing'],
    ['billing', 'administrator'],
    ['manager', 'administrator'],
    ['support', 'billing', 'manager', 'administrator'],
  ];

  test.each(SETS.map((roles) => ({ roles })))('as $roles', async ({ roles }) => {
    await using desk = await foundedDesk();
    await desk.take(); // so that the invented queue is refused
    await desk.become(...roles);
    await tryAll(desk, roles);
  });

  test('as recovery', async () => {
    await using desk = await foundedDesk();
    const { recoveryKey } = await desk.desk.staff.replaceRecoveryKey();
    await desk.session.close();
    await desk.desk.session.recover({ recoveryKey });
    await tryAll(desk, ['recovery']);
  });
});

describe('locked', () => {
  test('every procedure but those for anyone answers locked, whatever is asked', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    for (const [path, row] of Object.entries(TABLE)) {
      if (row.who === 'anyone') continue;
      expect(await tried(desk, path, WRONG), path).toBe('LOCKED');
      expect(await tried(desk, path, 'input' in row ? row.input : undefined), path).toBe('LOCKED');
    }
    expect(await desk.desk.session.state()).toMatchObject({ phase: 'locked', me: null, organisation: null });
  });

  test('and so before the first run', async () => {
    using place = testFolder();
    await using desk = new TestDesk(place.folder);
    for (const [path, row] of Object.entries(TABLE)) {
      if (row.who === 'anyone') continue;
      expect(await tried(desk, path, 'input' in row ? row.input : undefined), path).toBe('LOCKED');
    }
    expect(await desk.desk.session.state()).toMatchObject({ phase: 'first_run' });
    expect(await codeOf(desk.desk.session.signIn({ name: NAME, passphrase: PASSPHRASE }))).not.toMatch(/INTERNAL/);
  });
});
