import { HOUSE_REGIME, inForce } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { describeCalendar, describeRegime } from '../deadlines/describe.ts';
import { policyOf } from '../deadlines/policy.ts';
import { guarded } from '../guard.ts';
import { calendarFile } from './calendar-file.ts';
import { caseDeadlines } from './clock-view.ts';
import { sight } from './sight.ts';

export const deadlineProcedures = {
  ofCase: guarded.deadlines.ofCase.handler(({ input, context: { desk, actor } }) =>
    caseDeadlines(desk.db, desk.book, desk.staff.directory, actor, input.caseId),
  ),
  record: guarded.deadlines.record.handler(({ input, context: { desk, actor } }) => desk.clockActs.record(actor, input, input)),
  withdraw: guarded.deadlines.withdraw.handler(({ input, context: { desk, actor } }) =>
    desk.clockActs.withdraw(actor, input, input.eventId, input.reason),
  ),
  proposeExtension: guarded.deadlines.proposeExtension.handler(({ input, context: { desk, actor } }) =>
    desk.clockActs.proposeExtension(actor, input, input.requestId, input.noticeOn, input.reason),
  ),
  decideExtension: guarded.deadlines.decideExtension.handler(({ input, context: { desk, actor } }) =>
    desk.clockActs.decideExtension(actor, input, input.proposalId, input.approve, input.reason),
  ),
  changeRegimes: guarded.deadlines.changeRegimes.handler(({ input, context: { desk, actor } }) =>
    desk.clockActs.changeRegimes(actor, input, input.requestId, input.regimes, input.reason),
  ),
  changeReceipt: guarded.deadlines.changeReceipt.handler(({ input, context: { desk, actor } }) =>
    desk.clockActs.changeReceipt(actor, input, input.receivedAt, input.reason),
  ),
  regimes: guarded.deadlines.regimes.handler(({ context: { desk } }) => ({
    regimes: [...desk.book.catalogue(desk.db).regimes.values()].flat().map(describeRegime),
  })),
  calendars: guarded.deadlines.calendars.handler(({ context: { desk } }) => ({
    calendars: [...desk.book.catalogue(desk.db).calendars.values()].map((versions) => describeCalendar(versions.at(-1)!.file)),
  })),
  calendar: guarded.deadlines.calendar.handler(({ input, context: { desk } }) => {
    const file = desk.book.catalogue(desk.db).calendars.get(input.id)?.at(-1)?.file;
    if (!file) throw new DeskError('not_found', 'There is no such calendar.', { field: 'id' });
    return { calendar: describeCalendar(file), holidays: [...file.holidays] };
  }),
  policy: guarded.deadlines.policy.handler(({ context: { desk } }) => {
    const versions = desk.book.catalogue(desk.db).regimes.get(HOUSE_REGIME) ?? [];
    const today = desk.book.today();
    const current = inForce(versions, today);
    if (!current) throw new DeskError('damaged', 'There is no house policy in force. Set one.');
    return {
      current: policyOf(current),
      coming: versions.filter((version) => version.effectiveFrom > today).map(policyOf),
      outdated: desk.ruleChanges.outdated(),
    };
  }),
  previewChange: guarded.deadlines.previewChange.handler(({ input, signal, context: { desk, actor } }) =>
    desk.ruleChanges.preview(actor, input, signal),
  ),
  applyChange: guarded.deadlines.applyChange.handler(({ input, signal, context: { desk, actor } }) =>
    desk.ruleChanges.apply(actor, input, signal),
  ),
  calendarFile: guarded.deadlines.calendarFile.handler(({ context: { desk, actor } }) => ({
    name: `dsr-desk-due-${desk.book.today()}.ics`,
    text: desk.command(actor, { action: 'case.calendar_file', subject: 'cases', input: {} }, ({ db, now }) =>
      calendarFile(db, now, sight(actor).billingOnly),
    ),
  })),
};
