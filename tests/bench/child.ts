import { RESOURCES, TestDesk } from '../support/desk.ts';
import { NOW } from './queues.ts';

/** A core in a process of its own, as the hosts start it: how long from its start to an open queue, and what it takes of memory. */
const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error('child takes a data folder');
const awake = setInterval(() => {}, 60_000); // in a host the ports keep the process; the reader worker does not
const loaded = performance.now(); // since the process began
await using desk = new TestDesk(dataFolder, { resourcesFolder: RESOURCES }, { now: NOW });
await desk.signIn();
const unlocked = performance.now();
const megabytes = () => Math.round(process.memoryUsage().rss / 1024 / 1024);
const rssUnlocked = megabytes();
let after: string | null = null;
for (let page = 0; page < 40; page += 1) after = (await desk.desk.cases.page({ view: 'closed', after })).next;
for (const text of ['please', 'pl', 'ros', 'data']) await desk.desk.search.find({ text });
await desk.desk.search.find({ text: 'data', order: 'relevance' });
const { rows } = await desk.desk.cases.page({ limit: 200 });
for (const row of rows) {
  await desk.desk.cases.get({ caseId: row.id });
  await desk.desk.cases.timeline({ caseId: row.id });
  await desk.desk.cases.messages({ caseId: row.id });
}
console.log(JSON.stringify({ loaded, unlocked, rssUnlocked, rssWorked: megabytes() }));
clearInterval(awake);
