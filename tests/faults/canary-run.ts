import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { type CorePort, openCore } from '../../src-main/core/index.ts';
import { realWorld } from '../../src-main/core/world.ts';
import type { contract } from '../../src-shared/contract/index.ts';
import { CHEAP, RESOURCES } from '../support/desk.ts';
import { eml, readIn, takeIn } from '../support/mail.ts';

// A whole run of the desk in which every word that is typed, sent in or chosen is a canary: `node canary-run.ts <folder> <word>`. It says
// `open` when all is done and `locked` when it has locked, and waits for a line after each.

const [folder = '', word = ''] = process.argv.slice(2);
let nth = 0;
/** A canary that tells where it was put in. */
const canary = (place: string) => `${word}${place}${nth++}`;

let newId = realWorld.newId;
const core = openCore({
  dataFolder: folder,
  resourcesFolder: RESOURCES,
  deviceSecret: new Uint8Array(32).fill(9),
  host: 'browser',
  appVersion: '0.0.0',
  passphraseCost: CHEAP,
  onEvent: (event) => writeSync(1, `${JSON.stringify(event)}\n`),
  world: { newId: () => newId() },
});
const { port1, port2 } = new MessageChannel();
core.connect(port1 as unknown as CorePort);
const desk: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port2 }));
port2.start();
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = async (line: string) => {
  writeSync(1, `${line}\n`);
  await lines.next();
};
/** What is provoked to fail must fail, or the run shows less than it says. */
const fails = async (asked: Promise<unknown>) => {
  const failed = await asked.then(
    () => false,
    () => true,
  );
  if (!failed) throw new Error('was not refused');
};

const passphrase = `${canary('passphrase')} unlikely walrus paints`;
const name = canary('staff');
await desk.session.firstRun({ organisation: canary('organisation'), timeZone: 'Europe/London', calendar: 'us-federal', name, passphrase });

const requester = {
  name: canary('name'),
  email: `${canary('email')}@post.example`,
  phone: canary('phone'),
  address: canary('address'),
  customerNumber: canary('customer'),
};
const { case: row } = await desk.cases.create({
  channel: 'phone',
  requester,
  requests: [{ kind: 'access', detail: canary('detail') }],
  note: canary('note'),
});
const caseId = row!.id;
const { requests } = await desk.cases.get({ caseId });
await desk.cases.setOutcome({
  caseId,
  version: 1,
  requestId: requests[0]!.id,
  outcome: 'denied',
  denialReason: 'other',
  note: canary('outcome'),
});
const changed = await desk.cases.changeRequester({ caseId, version: 2, requester: { name: canary('newname') } });
await desk.cases.undo({ undoId: changed.undoId! });
await desk.cases.addNote({ caseId, text: canary('secondnote') });
await desk.cases.reveal({ caseId, field: 'email', reason: canary('reason') });
await desk.cases.create({ channel: 'letter', requester, requests: [{ kind: 'legal_process', detail: canary('sealed') }] });
await desk.views.save({ name: canary('view'), view: 'all', filter: { text: canary('filter') }, sort: { by: 'due', direction: 'asc' } });
const staffPassphrase = `${canary('secondpassphrase')} eleven otters in a boat`;
const { id: staffId } = await desk.staff.add({ name: canary('secondstaff'), roles: ['support'], passphrase: staffPassphrase });
await desk.staff.resetPassphrase({ staffId, passphrase: `${staffPassphrase} again` });

const file = { name: `${canary('filename')}.txt`, text: canary('filecontent').repeat(40_000) };
const letters = [
  eml({
    from: `${canary('from')}@post.example`,
    name: canary('sender'),
    subject: canary('subject'),
    text: canary('body').repeat(500),
    file,
  }),
  eml({ subject: canary('waiting'), text: canary('waitingbody') }),
  Buffer.from(canary('unreadable').repeat(60_000)),
];
const batch = await readIn({ desk }, letters);
const { items } = await desk.intake.items({ batchId: batch.id });
await desk.intake.settle({ itemId: items[0]!.id, kind: 'access' });
await desk.intake.take({ batchId: batch.id, items: [items[0]!.id] });
const thrown = await readIn({ desk }, [eml({ subject: canary('thrown'), text: canary('thrownbody') })]);
await desk.intake.cancel({ batchId: thrown.id, discard: true });
const other = await readIn({ desk }, [eml({ subject: canary('taken'), text: canary('takenbody') })]);
await takeIn({ desk }, other.id);

for (const order of ['newest', 'relevance'] as const) {
  const { hits } = await desk.search.find({ text: word, order });
  if (hits.length < 3) throw new Error(`the words are not found: ${hits.length}`);
}
await desk.cases.page({ filter: { text: `${word}body`, kinds: ['access'] } });

await fails(desk.search.find({ text: canary('toolong').repeat(100) }));
await fails(desk.cases.create({ channel: canary('channel') as 'phone', requester: { name: canary('wrong') }, requests: [] }));
await fails(desk.cases.get({ caseId: canary('id') }));
await fails(desk.cases.move({ cases: [{ caseId, version: 99 }], to: 'closed', approvalReason: canary('approval') }));
await fails(desk.staff.add({ name: canary('thirdstaff'), roles: ['support'], passphrase: canary('weak').slice(0, 11) }));
await fails(desk.session.changePassphrase({ current: canary('current'), next: `${canary('next')} paints eleven doors` }));
newId = () => {
  throw new Error(`no room for ${canary('bug')}\n    at ${word}bugplace (file.ts:1:1)`);
};
await fails(desk.cases.addNote({ caseId, text: canary('lost') }));
newId = realWorld.newId;

await say('open');
await desk.session.lock();
await fails(desk.session.signIn({ name: canary('nobody'), passphrase: canary('guess') }));
await fails(desk.session.signIn({ name, passphrase: canary('wrongpassphrase') }));
await fails(desk.session.recover({ recoveryKey: canary('recovery') }));
await fails(desk.cases.get({ caseId: canary('locked') }));
await desk.session.passphraseQuality({ passphrase: canary('judged'), name: canary('judgedname') });
await say('locked');
process.exit(0);
