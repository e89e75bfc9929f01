import { useTranslation } from 'react-i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './access.module.css';
import { accountWords } from './sentence.ts';

type Relation = NonNullable<AccessCheck['because'][number]['relation']>;

/** The way from the person to the account that decided, from above, each step further in. */
export function DecidedBy({ check }: { readonly check: AccessCheck }) {
  const { t } = useTranslation('access');
  const relationWords = useRelationWords();
  const [first] = check.because;
  const relation = first?.relation ?? check.because.find((one) => one.relation)?.relation ?? null;
  const last = check.path.length - 1;
  if (last < 0) return <>{t('path.none', { person: check.person.name, account: accountWords(check.account) })}</>;
  return (
    <ol className={classes.path}>
      <li>{check.person.name}</li>
      {check.path.map(({ account, by }, step) => {
        const detail =
          by === 'grant'
            ? t('path.grant', { detail: step === last && relation?.kind === null ? relationWords(relation) : '' })
            : relation?.kind
              ? relationWords(relation)
              : t('role.owner');
        return (
          <li key={`${account.id} ${by}`} style={{ paddingInlineStart: 18 * (step + 1) }}>
            <span aria-hidden>└ </span>
            <b>{accountWords(account)}</b> <span className={classes.quiet}>{detail.trim()}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** `authorised user with tickets, since 3 May 2026, by Ana` and how it stands. */
export function useRelationWords(): (relation: Omit<Relation, 'kind'> & { readonly kind?: Relation['kind'] }) => string {
  const { t } = useTranslation('access');
  const words = useWords();
  const { format, today } = useOffice();
  return ({ kind, permissions, from, until, by, state }) =>
    [
      [
        kind && t(`role.${kind}`),
        permissions.length > 0 && t('relation.with', { permissions: format.list(permissions.map(words.permission)) }),
      ]
        .filter(Boolean)
        .join(' '),
      from && t(from > today ? 'relation.from' : 'relation.since', { date: format.longDate(from) }),
      until && t(until < today ? 'relation.ended' : 'relation.until', { date: format.longDate(until) }),
      by && t('relation.by', { name: by }),
      state !== 'active' && words.grantState(state),
    ]
      .filter(Boolean)
      .join(' · ');
}
