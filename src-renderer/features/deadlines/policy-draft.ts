import type { HousePolicy } from '../../../src-shared/deadlines/house.ts';
import type { PauseKind, Period, PeriodUnit } from '../../../src-shared/deadlines/schema.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';

/** A house policy while it is written: every part is there, those that are switched off keep what was typed. */
export interface PolicyDraft {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly acknowledge: PeriodDraft & { readonly on: boolean };
  readonly respond: PeriodDraft;
  /** In the unit of `respond`: the whole time once extended. */
  readonly extension: { readonly on: boolean; readonly amount: number | null; readonly noticeBy: PeriodDraft };
  readonly pauses: Readonly<Record<PauseKind, 'none' | 'restart' | 'suspend'>>;
  readonly target: PeriodDraft & { readonly on: boolean };
}
export interface PeriodDraft {
  /** Null where the field is empty. */
  readonly amount: number | null;
  readonly unit: PeriodUnit;
}

/** Versions and first days that are taken: each belongs to one policy. */
export interface Taken {
  readonly versions: readonly string[];
  readonly days: readonly string[];
}

export type DraftField = 'version' | 'effectiveFrom' | 'acknowledge' | 'respond' | 'extension' | 'notice' | 'target';
export type DraftProblem =
  | 'version_missing'
  | 'version_taken'
  | 'from_missing'
  | 'from_taken'
  | 'amount'
  | 'extension_short'
  | 'notice_long';

const MOST = 366;
const DAYS = { day: 1, business_day: 1.4, month: 30.4 } as const;

/** The next day that no policy begins on, today at the earliest. */
function freeDay(today: string, { days }: Taken): string {
  let day = today;
  while (days.includes(day)) day = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return day;
}

/** A number as the next version's name: one more than the highest there is. */
function nextVersion({ versions }: Taken): string {
  return String(Math.max(0, ...versions.map(Number).filter(Number.isInteger)) + 1);
}

/** The draft that begins with the policy in force. */
export function draftOf(policy: HousePolicy, today: string, taken: Taken): PolicyDraft {
  const { acknowledge, respond, extension, pauses, internalTarget } = policy;
  const effectOf = (kind: PauseKind) => pauses.find((pause) => pause.kind === kind)?.effect ?? 'none';
  return {
    version: nextVersion(taken),
    effectiveFrom: freeDay(today, taken),
    acknowledge: { on: acknowledge !== null, ...(acknowledge ?? { amount: 2, unit: 'business_day' }) },
    respond: { ...respond },
    extension: {
      on: extension !== null,
      amount: extension?.amount ?? Math.min(MOST, respond.amount * 2),
      noticeBy: { ...(extension?.noticeBy ?? respond) },
    },
    pauses: { identity: effectOf('identity'), fee: effectOf('fee'), clarification: effectOf('clarification') },
    target: {
      on: internalTarget !== null,
      ...(internalTarget ?? { amount: Math.max(1, Math.floor(respond.amount / 2)), unit: respond.unit }),
    },
  };
}

const fits = (amount: number | null): amount is number => amount !== null && Number.isInteger(amount) && amount >= 1 && amount <= MOST;

/** What keeps a draft from being a policy, by field. The desk checks again. */
export function problemsOf(draft: PolicyDraft, taken: Taken): Partial<Record<DraftField, DraftProblem>> {
  const { version, effectiveFrom, acknowledge, respond, extension, target } = draft;
  const found: Partial<Record<DraftField, DraftProblem>> = {};
  if (version.trim() === '') found.version = 'version_missing';
  else if (taken.versions.includes(version.trim())) found.version = 'version_taken';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(effectiveFrom)) found.effectiveFrom = 'from_missing';
  else if (taken.days.includes(effectiveFrom)) found.effectiveFrom = 'from_taken';
  if (acknowledge.on && !fits(acknowledge.amount)) found.acknowledge = 'amount';
  if (!fits(respond.amount)) found.respond = 'amount';
  if (target.on && !fits(target.amount)) found.target = 'amount';
  if (extension.on) {
    const { amount, noticeBy } = extension;
    if (!fits(amount)) found.extension = 'amount';
    else if (fits(respond.amount) && amount <= respond.amount) found.extension = 'extension_short';
    if (!fits(noticeBy.amount)) found.notice = 'amount';
    else if (fits(amount) && noticeBy.amount * DAYS[noticeBy.unit] > amount * DAYS[respond.unit]) found.notice = 'notice_long';
  }
  return found;
}

/** The policy that a draft without problems says. */
export function policyOf({ version, effectiveFrom, acknowledge, respond, extension, pauses, target }: PolicyDraft): HousePolicy {
  const period = ({ amount, unit }: PeriodDraft): Period => ({ amount: amount ?? 0, unit });
  return {
    version: version.trim(),
    effectiveFrom: effectiveFrom as CalendarDate,
    acknowledge: acknowledge.on ? period(acknowledge) : null,
    respond: period(respond),
    extension: extension.on ? { ...period({ amount: extension.amount, unit: respond.unit }), noticeBy: period(extension.noticeBy) } : null,
    pauses: (['identity', 'fee', 'clarification'] as const).flatMap((kind) => {
      const effect = pauses[kind];
      return effect === 'none' ? [] : [{ kind, effect }];
    }),
    internalTarget: target.on ? period(target) : null,
  };
}
