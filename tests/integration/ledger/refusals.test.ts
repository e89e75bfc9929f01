import { expect, test } from 'vitest';
import { verify } from '../../../src-main/core/ledger/ledger.ts';
import { codeOf, foundedDesk } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';

test('a refused command is an entry of its own, a refused look is none, and what a role forbids always is one', async () => {
  await using desk = await foundedDesk();
  const row = await desk.take();
  await desk.become('support');
  const me = await desk.staffId('support');
  const added = async (asked: () => Promise<unknown>) => {
    const before = ledgerOf(desk.db).length;
    const code = await codeOf(asked());
    return { code, entries: ledgerOf(desk.db).slice(before) };
  };

  const move = await added(() => desk.desk.cases.move({ cases: [{ caseId: row.id, version: 1 }], to: 'closed' }));
  expect(move.code).toBe('NOT_ALLOWED');
  expect(move.entries).toMatchObject([{ actor: me, action: 'refused', subject: 'cases.move', payload: '{"code":"not_allowed"}' }]);
  expect((await desk.desk.cases.get({ caseId: row.id })).row).toMatchObject({ status: 'new', version: 1 });

  const stale = await added(() => desk.desk.cases.reopen({ caseId: row.id, version: 9, reason: 'because' }));
  expect(stale.entries).toMatchObject([{ subject: 'cases.reopen', payload: '{"code":"stale"}' }]);

  const look = await added(() => desk.desk.cases.get({ caseId: NOWHERE }));
  expect(look).toEqual({ code: 'NOT_FOUND', entries: [] });

  const forbidden = await added(() => desk.desk.staff.remove({ staffId: NOWHERE, version: 1 }));
  expect(forbidden.entries).toMatchObject([{ action: 'refused', subject: 'staff.remove', payload: '{"code":"forbidden"}' }]);

  const wrongInput = await added(() => desk.desk.cases.addNote({ caseId: row.id, text: '' }));
  expect(wrongInput).toEqual({ code: 'BAD_REQUEST', entries: [] });
  expect(verify(desk.db, desk.device).badSeq).toBeNull();
});

test('every change of a case is one entry that names the case, and who, and nothing that was typed', async () => {
  await using desk = await foundedDesk();
  const row = await desk.take({ requester: { name: 'Zebedee' }, note: 'Zebedee called' });
  const note = await desk.desk.cases.addNote({ caseId: row.id, text: 'Zebedee again' });
  await desk.desk.cases.move({ cases: [{ caseId: row.id, version: 1 }], to: 'triaged' });
  const { undoId } = await desk.desk.cases.assign({ cases: [{ caseId: row.id, version: 2 }], assignee: await desk.staffId('Ana Prieto') });
  await desk.desk.cases.undo({ undoId: undoId! });
  expect(note.type).toBe('note');
  const entries = ledgerOf(desk.db).filter(({ action }) => action.startsWith('case.'));
  expect(entries.map(({ action }) => action)).toEqual(['case.create', 'case.note', 'case.move', 'case.assign', 'case.undo']);
  for (const entry of entries) {
    expect(entry.subject).toBe(row.id);
    expect(JSON.stringify({ ...entry, payload: null })).not.toContain('Zebedee');
  }
});
