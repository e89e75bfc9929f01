import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { IconSitemapOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './access.module.css';
import { AccountRow } from './account-row.tsx';
import { useAsk, useKnownForAsking } from './ask-context.tsx';
import { CheckList } from './check-list.tsx';

const PAGE = 100;

/** The whole tree that an account stands in: each account with who may see what. */
export function AccountPage() {
  const { accountId } = useParams({ from: '/accounts/$accountId' });
  return <Tree key={accountId} accountId={accountId} />;
}

function Tree({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('access');
  const { query } = useDesk();
  const tree = useInfiniteQuery(
    query.access.tree.infiniteOptions({
      input: (after: number) => ({ accountId, after, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (page, pages) => (page.more ? pages.reduce((sum, one) => sum + one.accounts.length, 0) : null),
    }),
  );
  const accounts = tree.data?.pages.flatMap((page) => page.accounts) ?? [];
  const asked = accounts.find(({ account }) => account.id === accountId);
  const [chosen, setChosen] = useState(accountId);
  const list = useRef<HTMLUListElement>(null);
  const ask = useAsk();
  const here = accounts.find(({ account }) => account.id === chosen)?.account;
  useKnownForAsking({ account: here && { id: here.id, number: here.number, name: here.name } });

  function move(by: number) {
    const at = accounts.findIndex(({ account }) => account.id === chosen);
    const next = accounts[Math.max(0, Math.min(accounts.length - 1, at + by))];
    if (!next) return;
    setChosen(next.account.id);
    list.current?.querySelector<HTMLElement>(`[data-account="${next.account.id}"]`)?.focus();
  }
  useKeys('account', [
    { id: 'down', keys: ['j', 'arrowdown'], label: t('account.keys.down'), when: accounts.length > 0, run: () => move(1) },
    { id: 'up', keys: ['k', 'arrowup'], label: t('account.keys.up'), when: accounts.length > 0, run: () => move(-1) },
  ]);
  const ready = asked !== undefined;
  useEffect(() => {
    if (ready) list.current?.querySelector(`[data-account="${accountId}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [ready, accountId]);

  if (tree.error)
    return (
      <EmptyState icon={IconSitemapOff} title={t('account.failed')}>
        {wordsOf(tree.error)}
      </EmptyState>
    );
  const [first] = tree.data?.pages ?? [];
  if (!first) return null;
  return (
    <div className={classes.page}>
      <div className={classes.wide}>
        <Group gap={8} wrap="nowrap">
          <Anchor size="sm" renderRoot={(props) => <Link to="/accounts" {...props} />}>
            {t('accounts.title')}
          </Anchor>
          <Text size="sm" c="dimmed" aria-hidden>
            /
          </Text>
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {asked ? `${asked.account.name} (${asked.account.number})` : t('account.tree')}
          </Title>
          <span style={{ flex: 1 }} />
          <Button flex="none" variant="default" rightSection={<KeyHint scope="app.access" action="ask" />} onClick={() => ask()}>
            {t('account.ask')}
          </Button>
        </Group>
        <p className={classes.lead}>
          {t('account.count', { count: first.total })} · {t('account.staleAfter', { count: first.staleAfterDays })}
        </p>
        <ul ref={list} className={classes.accounts} aria-label={t('account.tree')}>
          {accounts.map((one) => (
            <AccountRow
              key={one.account.id}
              row={one}
              asked={one.account.id === accountId}
              current={one.account.id === chosen}
              onFocus={() => setChosen(one.account.id)}
            />
          ))}
        </ul>
        {tree.hasNextPage && (
          <Button mt={12} variant="default" loading={tree.isFetchingNextPage} onClick={() => void tree.fetchNextPage()}>
            {t('account.more', { shown: accounts.length, total: first.total })}
          </Button>
        )}
        <section className={classes.section} aria-labelledby="account-checks">
          <h2 id="account-checks">{t('account.checks')}</h2>
          <CheckList of={{ accountId }} nothing={t('account.noChecks')} />
        </section>
      </div>
    </div>
  );
}
