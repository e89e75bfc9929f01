import { expect, test } from 'vitest';
import { codeOf, NAME, refusalOf, type TestDesk } from '../../support/desk.ts';
import { caseOf, deskWithMara, FACTS_OF_MARA, HOUR, later, linesOf, MARA, MINUTE, onFile } from '../../support/on-file.ts';

const guess = ({ desk }: Pick<TestDesk, 'desk'>, caseId: string) =>
  desk.identity.compare({ caseId, factor: 'email', typed: 'somebody@else.example' });

test('three failures stop a case for a day: nothing is compared, sent or called, and a manager is told', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const { codeTo, callTo } = await desk.desk.identity.ofCase({ caseId });
  await desk.desk.identity.startCallBack({ caseId, factId: callTo[0]!.factId });
  for (const failures of [1, 2]) {
    const { result, identity } = await guess(desk, caseId);
    expect({ result, failures: identity.failures, left: identity.triesLeft }).toEqual({ result: 'no_match', failures, left: 3 - failures });
    expect(identity.pause).toBeNull();
  }
  const { identity } = await guess(desk, caseId);
  const until = new Date(Date.parse(desk.clock.now) + 24 * HOUR).toISOString();
  expect(identity).toMatchObject({ failures: 3, triesLeft: 0, pause: { because: 'case', since: desk.clock.now, until } });
  expect((await desk.desk.cases.get({ caseId })).identity).toBe('paused');
  const tries = [
    () => desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }),
    () => desk.desk.identity.sendCode({ caseId, factId: codeTo[0]!.factId }),
    () => desk.desk.identity.checkCode({ caseId, codeId: caseId, typed: '123456' }),
    () => desk.desk.identity.startCallBack({ caseId, factId: callTo[0]!.factId }),
    () => desk.desk.identity.finishCallBack({ caseId, factId: callTo[0]!.factId, result: 'confirmed' }),
  ];
  for (const tried of tries) {
    const refused = await refusalOf(tried());
    expect(refused).toMatchObject({ code: 'TOO_SOON', data: { detail: { until, because: 'case' } } });
    expect(refused.message).toContain('manager');
  }
  const { row } = await desk.desk.cases.get({ caseId });
  expect(await desk.desk.identity.paused({})).toMatchObject({
    pauses: [{ because: 'case', case: { id: caseId, reference: row.reference }, person: MARA.name, staff: NAME }],
    more: false,
  });
  const lines = await linesOf(desk, caseId);
  expect(lines.filter(({ type }) => type === 'identity_failed')).toHaveLength(3);
  expect(lines.at(-1)).toEqual({ type: 'identity_paused', facts: { because: 'case', until } });

  later(desk, 24 * HOUR);
  expect(await desk.desk.identity.ofCase({ caseId })).toMatchObject({ pause: null, failures: 0, triesLeft: 3 });
  expect((await desk.desk.identity.paused({})).pauses).toEqual([]);
  expect((await desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email })).result).toBe('match');
});

test('a manager unlocks it with a reason, and the count starts anew', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  await desk.become('support');
  for (let n = 0; n < 3; n += 1) await guess(desk, caseId);
  const pauseId = (await desk.desk.identity.ofCase({ caseId })).pause!.id;
  expect(await codeOf(desk.desk.identity.unlock({ pauseId, reason: 'I know her' }))).toBe('FORBIDDEN');
  await desk.become('manager');
  later(desk, MINUTE);
  await desk.desk.identity.unlock({ pauseId, reason: 'her e-mail was misspelled' });
  expect(await codeOf(desk.desk.identity.unlock({ pauseId, reason: 'once more' }))).toBe('NOT_ALLOWED');
  expect(await desk.desk.identity.ofCase({ caseId })).toMatchObject({ pause: null, failures: 0, triesLeft: 3 });
  expect((await linesOf(desk, caseId)).at(-1)).toEqual({
    type: 'identity_unlocked',
    facts: { because: 'case', reason: 'her e-mail was misspelled' },
  });
  later(desk, MINUTE);
  expect((await guess(desk, caseId)).identity).toMatchObject({ failures: 1, pause: null });
  // of the person it does not: that was not unlocked, and this is the fifth
  expect((await guess(desk, caseId)).identity).toMatchObject({ failures: 2, pause: { because: 'person' } });
});

test('who failed does not unlock it while there is another manager', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  for (let n = 0; n < 3; n += 1) await guess(desk, caseId);
  const pauseId = (await desk.desk.identity.ofCase({ caseId })).pause!.id;
  await desk.become('manager');
  await desk.signOutAndIn();
  expect((await refusalOf(desk.desk.identity.unlock({ pauseId, reason: 'it was me' }))).message).toContain('another manager');
  await desk.become('manager');
  await desk.desk.identity.unlock({ pauseId, reason: 'it was a typo' });
});

test('who failed before the last try does not unlock it either', async () => {
  await using desk = await deskWithMara();
  await desk.become('manager');
  const { caseId } = await caseOf(desk, 'access', desk);
  await guess(desk, caseId);
  await desk.become('support');
  for (let n = 0; n < 2; n += 1) await guess(desk, caseId);
  const pauseId = (await desk.desk.identity.ofCase({ caseId })).pause!.id;
  await desk.become('manager');
  expect((await refusalOf(desk.desk.identity.unlock({ pauseId, reason: 'it was not me' }))).message).toContain('another manager');
  await desk.signOutAndIn();
  await desk.desk.identity.unlock({ pauseId, reason: 'it was a typo' });
});

test('five failures about one person stop every case about them, whichever entry it names', async () => {
  await using desk = await deskWithMara();
  const other = await onFile(desk, 'M. Doe', FACTS_OF_MARA.slice(0, 2));
  const versionOf = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
  await desk.desk.directory.merge({ keep: await versionOf(desk.personId), drop: await versionOf(other), reason: 'the same' });
  later(desk, MINUTE);
  const cases = [];
  for (const personId of [desk.personId, other, desk.personId]) cases.push(await caseOf(desk, 'access', { personId }));
  for (const { caseId } of cases.slice(0, 2)) for (let n = 0; n < 2; n += 1) await guess(desk, caseId);
  const last = cases[2]!.caseId;
  expect((await guess(desk, last)).identity).toMatchObject({ failures: 1, pause: { because: 'person' } });
  for (const { caseId } of cases) {
    expect(await refusalOf(guess(desk, caseId))).toMatchObject({ code: 'TOO_SOON', data: { detail: { because: 'person' } } });
    expect((await desk.desk.cases.get({ caseId })).identity).toBe('paused');
  }
  const stranger = await onFile(desk, 'Quincy Roe', [{ kind: 'email', value: 'q@roe.example' }]);
  later(desk, MINUTE);
  const free = await caseOf(desk, 'access', { personId: stranger });
  expect((await desk.desk.identity.ofCase({ caseId: free.caseId })).pause).toBeNull();
});

test('failures about a person stay theirs after an entry that they stood behind for a time was taken out again', async () => {
  await using desk = await deskWithMara();
  const versionOf = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
  const behind = async (keep: string, tries: number) => {
    await desk.desk.directory.merge({ keep: await versionOf(keep), drop: await versionOf(desk.personId), reason: 'the same' });
    later(desk, MINUTE);
    const { caseId } = await caseOf(desk, 'access', { personId: keep });
    for (let n = 0; n < tries; n += 1) await guess(desk, caseId);
    later(desk, MINUTE);
    const [merge] = (await desk.desk.directory.get({ personId: keep })).merges;
    await desk.desk.directory.unmerge({ mergeId: merge!.id, reason: 'they are two' });
    later(desk, MINUTE);
    return caseId;
  };
  const decoys = [await onFile(desk, 'Somebody Else'), await onFile(desk, 'Another Else')];
  await behind(decoys[0]!, 2);
  await behind(decoys[1]!, 2);
  const { caseId } = await caseOf(desk, 'access', desk);
  expect((await guess(desk, caseId)).identity).toMatchObject({ failures: 1, pause: { because: 'person' } });
  // what was tried about the other entry alone is not hers, nor hers theirs
  later(desk, MINUTE);
  const apart = await caseOf(desk, 'access', { personId: decoys[0]! });
  expect((await desk.desk.identity.ofCase({ caseId: apart.caseId })).pause).toBeNull();
});

test('a pause about a person stays theirs, too', async () => {
  await using desk = await deskWithMara();
  const versionOf = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
  const decoy = await onFile(desk, 'Somebody Else');
  await desk.desk.directory.merge({ keep: await versionOf(decoy), drop: await versionOf(desk.personId), reason: 'the same' });
  later(desk, MINUTE);
  for (const tries of [3, 2]) {
    const { caseId } = await caseOf(desk, 'access', desk);
    for (let n = 0; n < tries; n += 1) await guess(desk, caseId);
  }
  later(desk, MINUTE);
  const [merge] = (await desk.desk.directory.get({ personId: decoy })).merges;
  await desk.desk.directory.unmerge({ mergeId: merge!.id, reason: 'they are two' });
  later(desk, MINUTE);
  const { caseId } = await caseOf(desk, 'access', desk);
  expect(await refusalOf(guess(desk, caseId))).toMatchObject({ code: 'TOO_SOON', data: { detail: { because: 'person' } } });
});

test('ten failures at the hands of one member of staff stop them, and nobody else', async () => {
  await using desk = await deskWithMara();
  await desk.become('support');
  const people: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const facts = [
      { kind: 'email' as const, value: `p${n}@post.example` },
      { kind: 'ticket' as const, value: `T-${n}` },
      { kind: 'product' as const, value: `Product ${n}` },
    ];
    people.push(await onFile(desk, `Person Number${n}`, facts));
  }
  later(desk, MINUTE);
  const cases: string[] = [];
  for (const personId of people) cases.push((await caseOf(desk, 'access', { personId })).caseId);
  for (const caseId of cases.slice(0, 5)) for (let n = 0; n < 2; n += 1) await guess(desk, caseId);
  const fresh = cases[5]!;
  expect((await desk.desk.identity.ofCase({ caseId: fresh })).pause).toMatchObject({ because: 'staff' });
  expect(await refusalOf(guess(desk, fresh))).toMatchObject({ code: 'TOO_SOON', data: { detail: { because: 'staff' } } });
  expect((await desk.desk.cases.get({ caseId: fresh })).identity).toBe('open');
  await desk.signOutAndIn();
  expect((await desk.desk.identity.ofCase({ caseId: fresh })).pause).toBeNull();
  expect((await guess(desk, fresh)).result).toBe('no_match');
  expect((await desk.desk.identity.paused({ limit: 1 })).pauses).toMatchObject([{ because: 'staff', staff: 'support' }]);
});

test('the list of pauses is read page by page', async () => {
  await using desk = await deskWithMara();
  for (let n = 0; n < 2; n += 1) {
    const personId = await onFile(desk, `Person Number${n}`, FACTS_OF_MARA.slice(0, 2));
    later(desk, MINUTE);
    const { caseId } = await caseOf(desk, 'restriction', { personId });
    for (let tries = 0; tries < 3; tries += 1) await guess(desk, caseId);
  }
  const first = await desk.desk.identity.paused({ limit: 1 });
  expect(first).toMatchObject({ pauses: [{ person: 'Person Number1' }], more: true });
  const second = await desk.desk.identity.paused({ limit: 1, before: first.pauses[0]!.id });
  expect(second).toMatchObject({ pauses: [{ person: 'Person Number0' }], more: false });
});
