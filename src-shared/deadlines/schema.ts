import * as z from 'zod';
import { RequestKind } from '../vocabulary/case.ts';
import { CalendarDate } from '../vocabulary/dates.ts';

/** The shapes of `resources/regimes/*.json` and `resources/calendars/*.json`. Strict: a misspelt key must not become a rule that silently does not apply. */

/** Where a rule comes from: a statute, a regulation or a regulator. `confirmed: false` waits for counsel and is shown so. */
export const RuleSource = z.strictObject({
  citation: z.string().min(3),
  url: z.url({ protocol: /^https$/ }).optional(),
  confirmed: z.boolean(),
  note: z.string().optional(),
});
export type RuleSource = z.infer<typeof RuleSource>;

export const PERIOD_UNITS = ['month', 'day', 'business_day'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];
export const Period = z.strictObject({ amount: z.int().min(1).max(366), unit: z.enum(PERIOD_UNITS) });
export type Period = z.infer<typeof Period>;

/** `amount` is the whole period from the start, not what is added; `noticeBy` is the last day on which the notice may be sent. */
const Extension = z.strictObject({ ...Period.shape, noticeBy: Period, source: RuleSource });

/** `roll` names the rule by which an end on a closed day moves to the next business day; without a cited rule there is none. */
export const ClockRule = z
  .strictObject({ ...Period.shape, roll: RuleSource.nullable(), extension: Extension.optional(), source: RuleSource })
  .refine((rule) => rule.unit !== 'business_day' || rule.roll === null, 'a business-day clock never rolls')
  .refine(
    (rule) => rule.extension === undefined || (rule.extension.unit === rule.unit && rule.extension.amount > rule.amount),
    'an extension is the longer whole period in the unit of the period',
  );
export type ClockRule = z.infer<typeof ClockRule>;

export const PAUSE_KINDS = ['identity', 'fee', 'clarification'] as const;
export type PauseKind = (typeof PAUSE_KINDS)[number];

/** `restart`: the period starts anew on the day of the answer. `suspend`: the days do not count, from the day of asking or the day after, to the day of the answer. */
export const PauseRule = z.discriminatedUnion('effect', [
  z.strictObject({ kind: z.enum(PAUSE_KINDS), effect: z.literal('restart'), source: RuleSource }),
  z.strictObject({
    kind: z.enum(PAUSE_KINDS),
    effect: z.literal('suspend'),
    from: z.enum(['day_of_asking', 'day_after_asking']),
    source: RuleSource,
  }),
]);
export type PauseRule = z.infer<typeof PauseRule>;

export const Regime = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().min(1),
  title: z.string().min(3),
  jurisdiction: z.string().min(2),
  /** Both days included; chosen by the local date of receipt. */
  effectiveFrom: CalendarDate,
  effectiveTo: CalendarDate.nullable(),
  kinds: z.array(RequestKind).min(1),
  suggestFor: z.strictObject({
    everyone: z.boolean().default(false),
    /** ISO 3166-1 alpha-2. */
    countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
    /** United States postal codes. */
    states: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
  }),
  /** Whether identity may be verified at all for these requests. */
  verification: z.enum(['allowed', 'forbidden']).default('allowed'),
  /** The least time a closed case must be kept, where the law says so. */
  keepClosedCase: z.strictObject({ months: z.int().positive(), source: RuleSource }).nullable(),
  clocks: z.strictObject({
    acknowledge: ClockRule.optional(),
    respond: ClockRule.optional(),
    appeal_respond: ClockRule.optional(),
    internal_target: ClockRule.optional(),
  }),
  pauses: z.array(PauseRule).refine((rules) => new Set(rules.map((rule) => rule.kind)).size === rules.length, 'one rule per kind of pause'),
  notes: z.array(z.string()).default([]),
});
export type Regime = z.infer<typeof Regime>;

export const CalendarFile = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.string().regex(/^\d{4}-\d{2}(\.\d)?$/),
    title: z.string().min(3),
    jurisdiction: z.string().min(2),
    /** The first and the last day about which this calendar says anything. */
    from: CalendarDate,
    to: CalendarDate,
    source: RuleSource,
    notes: z.array(z.string()).default([]),
    holidays: z.array(z.strictObject({ date: CalendarDate, name: z.string().min(1) })),
  })
  .refine(
    (file) => file.holidays.every((day, index) => index === 0 || day.date > (file.holidays[index - 1]?.date ?? '')),
    'holidays are in order and each day once',
  )
  .refine((file) => file.holidays.every((day) => day.date >= file.from && day.date <= file.to), 'holidays lie within from and to');
export type CalendarFile = z.infer<typeof CalendarFile>;
