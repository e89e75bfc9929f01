import { Button, Select, Table } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_CHANNELS, type ContactChannel } from '../../../src-shared/vocabulary/directory.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormError } from '../../components/field-error.tsx';
import { OptOutsFrame } from './frame.tsx';
import { ListExport } from './list-export.tsx';
import { ListImport } from './list-import.tsx';
import classes from './opt-outs.module.css';
import { dayOfSince } from './taking.ts';
import { useOptOutWords } from './use-words.ts';

const ANY = 'any';

/** The manager's: all contacts that nobody may write to, masked; lists in and out. */
export function SuppressionPage() {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { whatOf, sourceOf } = useOptOutWords();
  const { query } = useDesk();
  const [channel, setChannel] = useState<ContactChannel | typeof ANY>(ANY);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    query.optOuts.suppression.infiniteOptions({
      input: (before: string | null) => ({ before, limit: 50, ...(channel !== ANY && { channel }) }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.entries.at(-1)?.id ?? null) : null),
    }),
  );
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  return (
    <OptOutsFrame>
      <section className={`${classes.section} ${classes.list}`} aria-labelledby="suppression-title">
        <h2 id="suppression-title">{t('suppression.title')}</h2>
        <p className={classes.lead}>{t('suppression.words')}</p>
        <div className={classes.foot}>
          <Select
            w={180}
            aria-label={t('suppression.channel')}
            data={[
              { value: ANY, label: t('suppression.any') },
              ...CONTACT_CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) })),
            ]}
            value={channel}
            onChange={(value) => value && setChannel(value as ContactChannel | typeof ANY)}
          />
          {data && (
            <span className={classes.quiet} role="status">
              {t('suppression.total', { count: total })}
            </span>
          )}
        </div>
        {error && <FormError>{wordsOf(error)}</FormError>}
        {data && entries.length === 0 && (
          <EmptyState icon={IconBellOff} title={t('suppression.none')}>
            {t('suppression.noneWords')}
          </EmptyState>
        )}
        {entries.length > 0 && (
          <Table className={classes.table ?? ''} verticalSpacing={5}>
            <Table.Thead>
              <Table.Tr>
                {(['contact', 'what', 'since', 'source'] as const).map((column) => (
                  <Table.Th key={column}>{t(`suppression.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map(({ id, value, scope, channel: by, since, source }) => (
                <Table.Tr key={id}>
                  <Table.Td>{value.value}</Table.Td>
                  <Table.Td>{whatOf(scope, by)}</Table.Td>
                  <Table.Td>{format.longDate(dayOfSince(since, format.dayOf))}</Table.Td>
                  <Table.Td>{sourceOf(source)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {hasNextPage && (
          <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('suppression.more')}
          </Button>
        )}
      </section>
      <ListImport />
      <ListExport total={total} />
    </OptOutsFrame>
  );
}
