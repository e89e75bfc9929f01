import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TreeAccount } from '../../../src-shared/contract/access.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './access.module.css';
import { ClassChips } from './class-chips.tsx';
import { money, standingOn } from './classes.ts';
import { useRelationWords } from './decided-by.tsx';

const INDENT = 26;
const MOST_STEPS = 8;

interface Props {
  readonly row: TreeAccount;
  /** The account that the page is about. */
  readonly asked: boolean;
  readonly current: boolean;
  readonly onFocus: () => void;
}

/** One account of the tree: how it stands, how fresh that is, who has to do with it and what they may see. */
export function AccountRow({ row, asked, current, onFocus }: Props) {
  const { t } = useTranslation('access');
  const words = useWords();
  const { format } = useOffice();
  const { account, people, invoices, stale, observedAt, source, morePeople } = row;
  return (
    <li
      className={classes.account}
      style={{ marginInlineStart: INDENT * Math.min(account.depth, MOST_STEPS) }}
      data-account={account.id}
      data-asked={asked || undefined}
      aria-current={asked || undefined}
      tabIndex={current ? 0 : -1}
      onFocus={onFocus}
    >
      <div className={classes.accountHead}>
        <h2>
          {asked ? (
            `${account.name} (${account.number})`
          ) : (
            <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={classes.link}>
              {account.name} ({account.number})
            </Link>
          )}
        </h2>
        <span className={classes.quiet}>{t('account.level', { level: account.depth + 1 })}</span>
        {account.status !== 'active' && <span className={classes.bad}>{words.accountStatus(account.status)}</span>}
        <span className={stale ? classes.doubt : classes.quiet} title={format.dateTime(observedAt)}>
          {t(stale ? 'account.stale' : 'account.seen', { ago: format.ago(observedAt), source: words.source(source) })}
        </span>
      </div>
      {people.length === 0 && <p className={classes.quiet}>{t('account.nobody')}</p>}
      {people.length > 0 && (
        <ul className={classes.people} aria-label={t('account.people', { account: account.name })}>
          {people.map((one) => (
            <PersonOfAccount key={`${one.person.id} ${one.by} ${one.kind} ${one.from}`} one={one} />
          ))}
        </ul>
      )}
      {morePeople && <p className={classes.quiet}>{t('account.morePeople')}</p>}
      {invoices.length > 0 && <Invoices invoices={invoices} />}
    </li>
  );
}

function PersonOfAccount({ one }: { readonly one: TreeAccount['people'][number] }) {
  const { t } = useTranslation('access');
  const { today } = useOffice();
  const relationWords = useRelationWords();
  const { person, by, grantedBy, kind, permissions, from, until } = one;
  const standing = standingOn(one, today);
  return (
    <li>
      <div>
        <p>
          <Link to="/people/$personId" params={{ personId: person.id }} className={classes.link}>
            {person.name}
          </Link>
          {standing !== 'in_force' && <span className={classes.bad}> · {t(`standing.${standing}`)}</span>}
        </p>
        <p className={classes.quiet}>
          {by === 'grant' && `${t('account.byGrant')} `}
          {relationWords({ ...(by === 'relation' && { kind }), permissions, from, until, by: grantedBy, state: 'active' })}
        </p>
      </div>
      <ClassChips answers={one.classes} />
    </li>
  );
}

/** Metadata of the newest invoices, and never what was bought. */
function Invoices({ invoices }: { readonly invoices: TreeAccount['invoices'] }) {
  const { t } = useTranslation('access');
  const { format } = useOffice();
  return (
    <details className={classes.invoices}>
      <summary>{t('invoices.title', { count: invoices.length })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('invoices.number')}</th>
            <th scope="col">{t('invoices.issued')}</th>
            <th scope="col" className={classes.amount}>
              {t('invoices.amount')}
            </th>
            <th scope="col">{t('invoices.status')}</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map(({ number, issuedOn, amount, currency, status }) => (
            <tr key={number}>
              <td>{number}</td>
              <td>
                <time dateTime={issuedOn}>{format.longDate(issuedOn)}</time>
              </td>
              <td className={classes.amount}>{money(amount, currency, format.locale)}</td>
              <td>{status}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
