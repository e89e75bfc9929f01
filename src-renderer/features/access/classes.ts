import type { Answer } from '../../../src-shared/contract/access.ts';
import { DATA_CLASSES, type DataClass } from '../../../src-shared/vocabulary/directory.ts';

/** The data classes by their answer, each group in the usual order. */
export function groupClasses(answers: Readonly<Record<DataClass, Answer>>): Readonly<Record<Answer, readonly DataClass[]>> {
  const of = (answer: Answer) => DATA_CLASSES.filter((one) => answers[one] === answer);
  return { allow: of('allow'), unknown: of('unknown'), deny: of('deny') };
}

/** How a relation or grant stands on a day, as the page says it. */
export function standingOn(
  {
    from,
    until,
    state,
  }: { readonly from: string | null; readonly until: string | null; readonly state: 'active' | 'suspended' | 'disputed' },
  today: string,
): 'in_force' | 'not_started' | 'ended' | 'suspended' | 'disputed' {
  if (from !== null && today < from) return 'not_started';
  if (until !== null && today > until) return 'ended';
  return state === 'active' ? 'in_force' : state;
}

/** An amount in the currency's smallest unit, as it is written: 123456 USD → $1,234.56. A currency that nobody knows stays as it is. */
export function money(amount: number, currency: string, locale: string): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${new Intl.NumberFormat(locale).format(amount)} ${currency}`;
  }
}
