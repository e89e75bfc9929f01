import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesOfPerson } from '../../../src-main/core/cases/cases-of.ts';
import { type Actor, createCommand } from '../../../src-main/core/command.ts';
import { DirectoryService } from '../../../src-main/core/directory/service.ts';
import { realWorld } from '../../../src-main/core/world.ts';
import { foundedDesk } from '../../support/desk.ts';
import { Recorder } from '../../support/recorder.ts';
import { account, load, owns, person } from './people.ts';

/** Tables of a handful of rows, what another step has read and bounded, and the ids that were handed in. */
const ALLOWED = /SCAN (?:desk|organisation|staff|hit|some|json_each VIRTUAL TABLE)\b|SCAN (?:CONSTANT ROW|\d+-ROW VALUES CLAUSE)/;

let desk: Awaited<ReturnType<typeof foundedDesk>>;
let recorder: Recorder;
let directory: DirectoryService;
let ids: string[];
const actor = (roles: Actor['roles']): Actor => ({ staffId: 'x', name: 'x', roles });

beforeAll(async () => {
  desk = await foundedDesk();
  ids = load(desk, (work) =>
    Array.from({ length: 300 }, (_, n) => {
      const id = person(work, `Person${n} Mara`, { email: `p${n}@post.example`, phone: `+1202555${1000 + n}`, customer_number: `C-${n}` });
      if (n % 3 === 0) owns(work, id, account(work, `A-${n}`, `Account ${n}`));
      return id;
    }),
  );
  recorder = new Recorder(desk.db);
  const { db } = recorder;
  directory = new DirectoryService({
    db,
    command: createCommand(db, desk.device, { ...realWorld, now: () => desk.clock.now }, () => {}),
    calendar: () => 'us-federal',
    casesOf: (who, personIds) => casesOfPerson(db, who, personIds),
    staffName: (id) => id,
  });
});
afterAll(() => desk[Symbol.asyncDispose]());

async function expectIndexes(work: () => unknown): Promise<void> {
  const recorded = await recorder.record(work);
  expect(recorded.length).toBeGreaterThan(0);
  for (const { text, parameters } of recorded) {
    const plan = (desk.db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail);
    expect(
      plan.filter((step) => /^SCAN/.test(step) && !ALLOWED.test(step)),
      `${text}\n${plan.join('\n')}`,
    ).toEqual([]);
  }
}

test('finding reads indexes only, and what it reads is bounded', async () => {
  for (const roles of [['support'], ['billing'], ['manager']] as const) {
    for (const text of ['m', 'mara', 'mara person', 'p1@post.example', 'p1', '+1202', '2025551001', 'C-1', '12 Elm Street', '王'])
      await expectIndexes(() => directory.find(actor(roles), text, 20));
  }
  for (const text of ['a', 'A-1', 'account 12']) await expectIndexes(() => directory.findAccounts(actor(['billing']), text, 20));
  expect(directory.find(actor(['support']), 'mara', 8)).toMatchObject({ more: true });
});

test('one person, look-alikes and every change read indexes only', async () => {
  const [keep, drop] = ids as [string, string];
  for (const roles of [['support'], ['billing'], ['manager']] as const) await expectIndexes(() => directory.get(actor(roles), keep));
  await expectIndexes(() => directory.lookAlikes(actor(['manager']), keep));
  const manager = actor(['manager']);
  const [fact] = directory.get(manager, keep).facts;
  await expectIndexes(() => directory.reveal(manager, keep, fact!.id, 'to call back'));
  await expectIndexes(() =>
    directory.change(
      manager,
      { personId: keep, version: 1 },
      { name: 'New Name', add: [{ kind: 'email', value: 'n@post.example' }], end: [fact!.id] },
    ),
  );
  await expectIndexes(() => directory.merge(manager, { personId: keep, version: 2 }, { personId: drop, version: 1 }, 'the same'));
  const { merges } = directory.get(manager, keep);
  await expectIndexes(() => directory.unmerge(manager, merges[0]!.id, 'not the same'));
  await expectIndexes(() => load(desk, (work) => person({ ...work, db: recorder.db }, 'Person5 Mara', { email: 'other@post.example' })));
});
