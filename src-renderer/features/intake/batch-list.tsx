import { Button, Group, Table, Text, Title } from '@mantine/core';
import { IconFileUpload, IconMailDown } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../src-shared/contract/intake.ts';
import { showError, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { RelativeTime } from '../../components/date-time.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './intake.module.css';
import { useUploads } from './uploads.tsx';

/** Every drop, choice of files and look into the watched folder, newest first. */
export function BatchList() {
  const { t } = useTranslation('intake');
  const { query } = useDesk();
  const pages = useInfiniteQuery(
    query.intake.list.infiniteOptions({
      input: (before: string | null) => ({ before, limit: 20 }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.batches.at(-1)?.id ?? null) : null),
    }),
  );
  const batches = pages.data?.pages.flatMap((page) => page.batches) ?? [];
  return (
    <section className={classes.list} aria-label={t('title')}>
      <Group px="md" className={classes.head} gap="sm">
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <span className={classes.gap} />
        {batches.length > 0 && <ChooseFiles />}
      </Group>
      {pages.isSuccess && batches.length === 0 && <NothingYet />}
      {batches.length > 0 && (
        <div className={classes.scroll}>
          <Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="34%">{t('list.name')}</Table.Th>
                <Table.Th w="16%">{t('list.state')}</Table.Th>
                <Table.Th>{t('list.counts')}</Table.Th>
                <Table.Th w={140}>{t('list.started')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {batches.map((batch) => (
                <BatchRow key={batch.id} batch={batch} />
              ))}
            </Table.Tbody>
          </Table>
          {pages.hasNextPage && (
            <Button m="md" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('list.older')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function BatchRow({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('intake');
  const counts = useCountWords()(batch);
  return (
    <Table.Tr>
      <Table.Td className={classes.clip}>
        <Link to="/intake/$batchId" params={{ batchId: batch.id }} className={classes.link}>
          {batch.name}
        </Link>
      </Table.Td>
      <Table.Td>{t(`state.${batch.state}`)}</Table.Td>
      <Table.Td className={classes.quiet}>{counts}</Table.Td>
      <Table.Td className={classes.quiet}>
        <RelativeTime at={batch.startedAt} />
      </Table.Td>
    </Table.Tr>
  );
}

/** `12 ready · 3 here already`: what is not nothing. */
export function useCountWords() {
  const { t } = useTranslation('intake');
  const { format } = useOffice();
  return (batch: Batch) =>
    (['ready', 'taken', 'same', 'unreadable', 'left'] as const)
      .filter((state) => batch[state] > 0)
      .map((state) => t(`counts.${state}`, { number: format.number(batch[state]) }))
      .join(' · ') || t('counts.nothing');
}

export function ChooseFiles({ filled = false }: { readonly filled?: boolean }) {
  const { t } = useTranslation('intake');
  const uploads = useUploads();
  if (!uploads) return null;
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      leftSection={<IconFileUpload size={15} aria-hidden />}
      rightSection={<KeyHint scope="intake.drop" action="choose" />}
      onClick={uploads.choose}
    >
      {t('choose')}
    </Button>
  );
}

/** The first time: what belongs here, and a sample to try it with. */
function NothingYet() {
  const { t } = useTranslation('intake');
  const { client } = useDesk();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  async function sample() {
    setBusy(true);
    try {
      const batch = await client.demo.openMailbox();
      void navigate({ to: '/intake/$batchId', params: { batchId: batch.id } });
    } catch (error) {
      showError(error);
      setBusy(false);
    }
  }
  return (
    <EmptyState
      icon={IconMailDown}
      title={t('nothing.title')}
      action={
        <Group mt={8} gap={8}>
          <ChooseFiles filled />
          <Button variant="default" loading={busy} onClick={() => void sample()}>
            {t('nothing.sample')}
          </Button>
        </Group>
      }
    >
      <Text size="sm">{t('nothing.words')}</Text>
    </EmptyState>
  );
}
