import { describe, expect, test } from 'vitest';
import {
  bandOfClock,
  effectOf,
  extensionState,
  findClock,
  governingOf,
  groupRegimes,
  idleQuestions,
  openPauses,
  standsStill,
} from '../../../src-renderer/features/deadlines/dates.ts';
import type { CaseDeadlines, ClockView, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';

const day = (on: string) => on as CalendarDate;

function clock(id: ClockView['id'], workBy: string, more: Partial<ClockView> = {}): ClockView {
  const date = day(workBy);
  return {
    id,
    startsOn: day('2026-09-03'),
    statutoryDate: date,
    legalDate: date,
    workByDate: date,
    met: false,
    daysLeft: 0,
    trace: [],
    ...more,
  };
}

function view(regime: string, clocks: ClockView[], more: Partial<RegimeView> = {}): RegimeView {
  return {
    regime,
    title: regime,
    jurisdiction: 'somewhere',
    version: '1',
    calendar: 'weekends',
    calendarVersion: '2026-11',
    timeZone: 'Europe/London',
    origin: 'suggested',
    clocks,
    openPause: null,
    problem: null,
    pauses: { identity: 'none', fee: 'none', clarification: 'none' },
    extension: null,
    ...more,
  };
}

const ccpa = () =>
  view('ccpa', [clock('acknowledge', '2026-09-17'), clock('respond', '2026-10-16'), clock('extension_notice', '2026-10-16')]);
const uk = (more: Partial<RegimeView> = {}) =>
  view('uk-gdpr', [clock('respond', '2026-10-02'), clock('extension_notice', '2026-10-02')], {
    pauses: { identity: 'restarts', fee: 'restarts', clarification: 'suspends' },
    ...more,
  });

function deadlines(requests: CaseDeadlines['requests'], governing: CaseDeadlines['governing'] = null): CaseDeadlines {
  return {
    caseId: 'case',
    version: 1,
    today: day('2026-09-03'),
    receivedAt: '2026-09-03T10:00:00.000Z' as CaseDeadlines['receivedAt'],
    receivedOn: day('2026-09-03'),
    governing,
    requests,
    events: [],
    proposals: [],
    acts: [],
  };
}

describe('the regimes of a case', () => {
  test('are said once where they say the same for several requests', () => {
    const groups = groupRegimes([
      { requestId: 'a', kind: 'access', regimes: [ccpa(), view('house', [clock('respond', '2026-10-02')])] },
      { requestId: 'b', kind: 'deletion', regimes: [ccpa(), view('house', [clock('respond', '2026-10-09')])] },
    ]);
    expect(groups.map(({ view: { regime }, kinds }) => [regime, kinds])).toEqual([
      ['ccpa', ['access', 'deletion']],
      ['house', ['access']],
      ['house', ['deletion']],
    ]);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(3);
  });

  test('the trace makes no difference, a pause does', () => {
    const paused = uk({ openPause: { kind: 'clarification', since: day('2026-09-04') } });
    const groups = groupRegimes([
      { requestId: 'a', kind: 'access', regimes: [paused] },
      { requestId: 'b', kind: 'deletion', regimes: [uk()] },
    ]);
    expect(groups).toHaveLength(2);
    expect(openPauses(groups)).toEqual([{ kind: 'clarification', since: '2026-09-04', regimes: ['uk-gdpr'] }]);
  });
});

describe('the clock that a request is worked towards', () => {
  const requests: CaseDeadlines['requests'] = [
    { requestId: 'a', kind: 'access', regimes: [ccpa(), uk({ openPause: { kind: 'identity', since: day('2026-09-04') } })] },
    { requestId: 'b', kind: 'deletion', regimes: [view('house', [clock('respond', '2026-10-02', { met: true })])] },
  ];

  test('is what the case says where it is this request’s', () => {
    const governing = { requestId: 'a', regime: 'ccpa', clock: 'respond', workByDate: day('2026-10-16'), daysLeft: 43 } as const;
    expect(governingOf(deadlines(requests, governing), 'a')).toEqual({ requestId: 'a', regime: 'ccpa', clock: 'respond' });
  });

  test('else the first date that is not met; one that stands still comes after all that run', () => {
    expect(governingOf(deadlines(requests), 'a')).toEqual({ requestId: 'a', regime: 'ccpa', clock: 'acknowledge' });
    const answeredCcpa = view('ccpa', [clock('respond', '2026-12-01')]);
    const still = uk({ openPause: { kind: 'identity', since: day('2026-09-04') } });
    const one = deadlines([{ requestId: 'a', kind: 'access', regimes: [still, answeredCcpa] }]);
    expect(governingOf(one, 'a')).toEqual({ requestId: 'a', regime: 'ccpa', clock: 'respond' });
  });

  test('is none where all is met, and the notice of an extension never is', () => {
    expect(governingOf(deadlines(requests), 'b')).toBeNull();
    expect(
      governingOf(deadlines([{ requestId: 'c', kind: 'access', regimes: [view('x', [clock('extension_notice', '2026-09-09')])] }]), 'c'),
    ).toBeNull();
    expect(governingOf(deadlines(requests), 'nobody')).toBeNull();
  });

  test('is found again by its place', () => {
    const all = deadlines(requests);
    expect(findClock(all, { requestId: 'a', regime: 'ccpa', clock: 'respond' })?.clock.workByDate).toBe('2026-10-16');
    expect(findClock(all, { requestId: 'a', regime: 'ccpa', clock: 'appeal_respond' })).toBeNull();
    expect(findClock(all, { requestId: 'b', regime: 'ccpa', clock: 'respond' })).toBeNull();
  });
});

test('an open question stops the answer, never the acknowledgement or the answer to an appeal', () => {
  const paused = { openPause: { kind: 'identity' as const, since: day('2026-09-04') } };
  expect(standsStill(paused, { id: 'respond' })).toBe(true);
  expect(standsStill(paused, { id: 'acknowledge' })).toBe(false);
  expect(standsStill(paused, { id: 'appeal_respond' })).toBe(false);
  expect(standsStill({ openPause: null }, { id: 'respond' })).toBe(false);
  expect(bandOfClock(paused, { id: 'respond', met: false }, -3)).toBe('paused');
  expect(bandOfClock(paused, { id: 'acknowledge', met: false }, -3)).toBe('overdue');
  expect(bandOfClock(paused, { id: 'acknowledge', met: true }, -3)).toBe('none');
  expect([5, 6, 0].map((left) => bandOfClock({ openPause: null }, { id: 'respond', met: false }, left))).toEqual(['soon', 'later', 'soon']);
});

describe('what an act does', () => {
  test('under California nothing stops, and identity is said by name', () => {
    expect(effectOf('identity_requested', ccpa())).toBe('asked_none_identity');
    expect(effectOf('fee_requested', ccpa())).toBe('asked_none');
    expect(effectOf('identity_received', ccpa())).toBe('received_none');
    expect(effectOf('acknowledged', ccpa())).toBe('acknowledged_meets');
  });

  test('in the United Kingdom identity and a fee start the period anew, a clarification suspends it', () => {
    expect(effectOf('identity_requested', uk())).toBe('asked_restarts');
    expect(effectOf('fee_paid', uk())).toBe('received_restarts');
    expect(effectOf('clarification_requested', uk())).toBe('asked_suspends');
    expect(effectOf('acknowledged', uk())).toBe('acknowledged_none');
    expect(effectOf('appeal_received', uk())).toBe('appeal');
  });
});

describe('more time', () => {
  const extension = { noticeBy: day('2026-10-05'), daysLeft: 32, extendsTo: day('2026-12-03') };

  test('can be announced up to the last day, not after it', () => {
    const possible = { state: 'possible', noticeBy: '2026-10-05', extendsTo: '2026-12-03' };
    expect(extensionState(uk({ extension }), '2026-10-05')).toEqual(possible);
    expect(extensionState(uk({ extension }), '2026-10-06')).toEqual({ state: 'too_late', noticeBy: '2026-10-05' });
  });

  test('is used once it was announced, and unknown where no rule gives it', () => {
    const announced = view('ccpa', [clock('respond', '2026-12-02'), clock('extension_notice', '2026-10-16', { met: true })]);
    expect(extensionState(announced, '2026-09-10')).toEqual({ state: 'used' });
    expect(extensionState(view('house', [clock('respond', '2026-10-02')]), '2026-09-10')).toEqual({ state: 'unknown' });
    // Answered before anybody announced more time.
    expect(extensionState(uk(), '2026-09-10')).toEqual({ state: 'over' });
  });
});

test('a question that stops no clock is said too, until its answer is there', () => {
  const groups = groupRegimes([{ requestId: 'a', kind: 'access', regimes: [ccpa()] }]);
  const asked = { id: '1', type: 'identity_requested', on: day('2026-09-04'), requestId: null, by: 'Ana', reason: '' } as const;
  const received = { ...asked, id: '2', type: 'identity_received', on: day('2026-09-09') } as const;
  expect(idleQuestions([asked], groups)).toEqual([{ kind: 'identity', since: '2026-09-04', regimes: [] }]);
  expect(idleQuestions([asked, received], groups)).toEqual([]);
  const stopped = groupRegimes([
    { requestId: 'a', kind: 'access', regimes: [uk({ openPause: { kind: 'identity', since: day('2026-09-04') } })] },
  ]);
  expect(idleQuestions([asked], stopped)).toEqual([]);
});
