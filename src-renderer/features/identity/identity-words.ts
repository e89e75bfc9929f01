import { useTranslation } from 'react-i18next';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { CaseIdentity, ProofRecord } from '../../../src-shared/contract/identity.ts';
import { useOffice } from '../../app/office.tsx';
import { nearDay, type Step } from './verify.ts';

/** How what belongs to an identity is said. */
export function useIdentityWords() {
  const { t } = useTranslation('identity');
  const { format, today } = useOffice();

  /** `14:20`, `14:20 tomorrow`, else the date with its hour. */
  function until(at: string): string {
    const near = nearDay(format.dayOf(at), today);
    return near === 'later' ? format.dateTime(at) : t(`until.${near}`, { time: format.time(at) });
  }

  return {
    until,
    pause: ({ because, until: end }: Pick<NonNullable<CaseIdentity['pause']>, 'because' | 'until'>) =>
      t(`pause.${because}`, { until: until(end) }),
    /** What is to be done: `3 matching answers (1 so far)`. */
    step({ step, done, count = 0 }: Step): string {
      if (step.type === 'account_authorised') return t('step.account');
      if (step.type === 'proof') return t(`proof.${step.proof}`);
      return done || count === 0
        ? t('step.matches', { count: step.count })
        : t('step.matchesSome', { count: step.count, given: format.number(count) });
    },
    proof: ({ type, factor }: Pick<ProofRecord, 'type' | 'factor'>) =>
      type === 'match' && factor ? t('proof.matchOf', { factor: t(`factor.${factor}`) }) : t(`proof.${type}`),
    /** What fits of a person: `e-mail address and name`. */
    matched: ({ matched }: Pick<PersonMatch, 'matched'>) => format.list(matched.map((kind) => t(`fact.${kind}`))),
    /** What tells two of one name apart. */
    apart: ({ email, customerNumber, accounts }: PersonMatch) =>
      [email?.value, customerNumber?.value, ...accounts.map(({ name }) => name)].filter(Boolean).join(' · '),
  };
}
