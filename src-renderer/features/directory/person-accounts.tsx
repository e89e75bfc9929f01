import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import access from '../access/access.module.css';
import { ClassChips } from '../access/class-chips.tsx';
import { standingOn } from '../access/classes.ts';
import { useRelationWords } from '../access/decided-by.tsx';
import classes from './directory.module.css';
import { Part } from './part.tsx';
import { Seen } from './seen.tsx';

/** What a person has to do with which account, and what they may see of it today. Support asks for the answer instead. */
export function PersonAccounts({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const { may } = useMe();
  return (
    <Part title={t('accounts.title')}>
      {may('account.read') ? <Relations person={person} /> : <p className={classes.quiet}>{t('accounts.askOnly')}</p>}
    </Part>
  );
}

function Relations({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['directory', 'access']);
  const words = useWords();
  const { today } = useOffice();
  const relationWords = useRelationWords();
  const { query } = useDesk();
  const sees = useInfiniteQuery(
    query.access.ofPerson.infiniteOptions({
      input: (after: string | null) => ({ personId: person.id, after, limit: 50 }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.accounts.at(-1)?.account.id ?? null) : null),
    }),
  );
  const seen = sees.data?.pages.flatMap((page) => page.accounts) ?? [];
  const related = new Set(person.relations.map(({ account }) => account.id));
  if (sees.error) return <p className={classes.quiet}>{wordsOf(sees.error)}</p>;
  if (person.relations.length === 0 && sees.data && seen.length === 0) return <p className={classes.quiet}>{t('accounts.none')}</p>;
  return (
    <>
      <ul className={classes.relations}>
        {person.relations.map((relation) => {
          const { account } = relation;
          const standing = standingOn(relation, today);
          const answers = seen.find((one) => one.account.id === account.id)?.classes;
          return (
            <li key={relation.id}>
              <AccountLink account={account} />
              {standing !== 'in_force' && <span className={access.bad}> · {t(`access:standing.${standing}`)}</span>}
              {account.status !== 'active' && (
                <span className={access.bad}> · {t('accounts.status', { status: words.accountStatus(account.status) })}</span>
              )}
              <p className={classes.quiet}>{relationWords({ ...relation, state: 'active' })}</p>
              {answers && <ClassChips answers={answers} />}
              <p className={classes.source}>
                <Seen of={relation} />
              </p>
            </li>
          );
        })}
        {seen
          .filter(({ account }) => !related.has(account.id))
          .map(({ account, classes: answers }) => (
            <li key={account.id}>
              <AccountLink account={account} />
              <p className={classes.quiet}>{t('accounts.byGrant')}</p>
              <ClassChips answers={answers} />
            </li>
          ))}
      </ul>
      {sees.hasNextPage && (
        <Button size="compact-xs" variant="default" mt={8} loading={sees.isFetchingNextPage} onClick={() => void sees.fetchNextPage()}>
          {t('accounts.more')}
        </Button>
      )}
    </>
  );
}

function AccountLink({ account }: { readonly account: { readonly id: string; readonly number: string; readonly name: string } }) {
  return (
    <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={access.link}>
      {account.name} ({account.number})
    </Link>
  );
}
