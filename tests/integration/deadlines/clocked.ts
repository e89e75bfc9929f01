import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import type { CaseDeadlines, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import type { DeadlineEventType } from '../../../src-shared/deadlines/index.ts';
import type { CaseStatus, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { TestDesk } from '../../support/desk.ts';
import { settleIdentity } from '../../support/verified.ts';

export type Act = Exclude<DeadlineEventType, 'extended' | 'responded'>;
export const REASON = 'As the file says.';

/** A day at the office, in the middle of its working hours in New York. */
export const noonOf = (day: string) => `${day}T16:00:00.000Z` as Instant;
export const date = (day: string) => day as CalendarDate;

/** A case taken in today by email, or as given, from somewhere. */
export function takeFrom(
  desk: TestDesk,
  place: { readonly country?: string; readonly region?: string },
  kinds: readonly RequestKind[] = ['access'],
  given: Parameters<TestDesk['take']>[0] = {},
): Promise<CaseRow> {
  return desk.take({
    channel: 'email',
    requester: { country: null, region: null, ...place },
    requests: kinds.map((kind) => ({ kind })),
    ...given,
  });
}

/** A case as it is now, and how it is spoken of. */
export class Clocked {
  readonly desk: TestDesk;
  readonly caseId: string;

  constructor(desk: TestDesk, { id }: Pick<CaseRow, 'id'>) {
    this.desk = desk;
    this.caseId = id;
  }

  now(): Promise<CaseDeadlines> {
    return this.desk.desk.deadlines.ofCase({ caseId: this.caseId });
  }

  async row(): Promise<CaseRow> {
    return (await this.desk.desk.cases.get({ caseId: this.caseId })).row;
  }

  async one() {
    const { version } = await this.row();
    return { caseId: this.caseId, version };
  }

  /** The request of a kind: its id. */
  async request(kind?: RequestKind): Promise<string> {
    const { requests } = await this.now();
    const found = requests.find((request) => kind === undefined || request.kind === kind);
    if (!found) throw new Error(`no request of kind ${kind}`);
    return found.requestId;
  }

  /** What one regime says of the request of a kind. */
  async regime(regime: string, kind?: RequestKind): Promise<RegimeView> {
    const { requests } = await this.now();
    const found = requests.filter((request) => kind === undefined || request.kind === kind).flatMap((request) => request.regimes);
    const view = found.find((one) => one.regime === regime);
    if (!view) throw new Error(`${regime} does not hold here, but ${found.map((one) => one.regime).join(', ')}`);
    return view;
  }

  /** The regimes of the request of a kind, in their order. */
  async regimes(kind?: RequestKind): Promise<string[]> {
    const { requests } = await this.now();
    return requests.find((request) => kind === undefined || request.kind === kind)?.regimes.map((one) => one.regime) ?? [];
  }

  async record(type: Act, on: string, requestId: string | null = null) {
    return this.desk.desk.deadlines.record({ ...(await this.one()), type, requestId, on: date(on) });
  }

  async withdraw(type: DeadlineEventType) {
    const event = (await this.now()).events.findLast((one) => one.type === type);
    if (!event) throw new Error(`there is no ${type} to withdraw`);
    return this.desk.desk.deadlines.withdraw({ ...(await this.one()), eventId: event.id, reason: REASON });
  }

  async changeRegimes(regimes: string[], kind?: RequestKind) {
    const requestId = await this.request(kind);
    return this.desk.desk.deadlines.changeRegimes({ ...(await this.one()), requestId, regimes, reason: REASON });
  }

  async changeReceipt(receivedAt: string) {
    return this.desk.desk.deadlines.changeReceipt({ ...(await this.one()), receivedAt: receivedAt as Instant, reason: REASON });
  }

  async propose(noticeOn: string, kind?: RequestKind) {
    const requestId = await this.request(kind);
    return this.desk.desk.deadlines.proposeExtension({ ...(await this.one()), requestId, noticeOn: date(noticeOn), reason: REASON });
  }

  async decide(approve: boolean, reason = REASON) {
    const [proposal] = (await this.now()).proposals;
    if (!proposal) throw new Error('nothing is proposed');
    return this.desk.desk.deadlines.decideExtension({ ...(await this.one()), proposalId: proposal.id, approve, reason });
  }

  async move(...path: CaseStatus[]): Promise<void> {
    for (const to of path) await this.desk.desk.cases.move({ cases: [await this.one()], to });
  }

  /** Answers every request and closes the case along the whole table; who asks is settled first where something is given. */
  async answer(outcome: Outcome = 'no_data_held'): Promise<void> {
    const { status } = await this.row();
    if (status === 'new') await this.move('triaged', 'in_progress');
    if (outcome === 'fulfilled' || outcome === 'partly_fulfilled') await settleIdentity(this.desk, this.caseId);
    const denialReason = outcome === 'denied' ? 'insufficient_verification' : null;
    for (const { requestId } of (await this.now()).requests) {
      await this.desk.desk.cases.setOutcome({ ...(await this.one()), requestId, outcome, denialReason, note: '' });
    }
    await this.move('in_review');
    await this.desk.desk.cases.move({ cases: [await this.one()], to: 'closed', approvalReason: 'Nobody else is at the desk.' });
  }

  /** What was written on the ledger about this case, oldest first. */
  ledger(): string[] {
    const rows = this.desk.db.prepare('SELECT action FROM ledger_entry WHERE subject = ? ORDER BY seq').all(this.caseId);
    return (rows as { action: string }[]).map((row) => row.action);
  }

  async timeline(): Promise<string[]> {
    const { entries } = await this.desk.desk.cases.timeline({ caseId: this.caseId });
    return entries.map((entry) => entry.type).reverse();
  }
}

/** The acts as words: `identity_requested`, and for one of a request only `clarification_requested!`. */
export const actWords = ({ acts }: CaseDeadlines): string[] => acts.map(({ type, requestId }) => `${type}${requestId === null ? '' : '!'}`);

export const datesOf = (view: RegimeView, id: RegimeView['clocks'][number]['id']) => {
  const clock = view.clocks.find((one) => one.id === id);
  return clock ? [clock.statutoryDate, clock.legalDate, clock.workByDate] : null;
};
export const metOf = (view: RegimeView): string[] => view.clocks.filter((clock) => clock.met).map((clock) => clock.id);
