import { Button, Table, Title, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormError } from '../../components/field-error.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import classes from './identity.module.css';
import { useIdentityWords } from './identity-words.ts';
import type { PausedLine } from './use-paused.ts';

/** Verifications that stand still after wrong answers, for the manager: look, and let them go on with a reason. */
export function PausedPage() {
  const { t } = useTranslation('identity');
  const { query } = useDesk();
  const [asking, setAsking] = useState<PausedLine | null>(null);
  const { data, error, isSuccess, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    query.identity.paused.infiniteOptions({
      input: (before: string | null) => ({ before, limit: 50 }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.pauses.at(-1)?.id ?? null) : null),
    }),
  );
  const pauses = data?.pages.flatMap((page) => page.pauses) ?? [];
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {t('pausedPage.title')}
      </Title>
      <p className={classes.lead}>{t('pausedPage.words')}</p>
      <FormError>{error ? wordsOf(error) : null}</FormError>
      {isSuccess && pauses.length === 0 && (
        <EmptyState icon={IconCircleCheck} title={t('pausedPage.nothing')}>
          {t('pausedPage.nothingWords')}
        </EmptyState>
      )}
      {pauses.length > 0 && (
        <Table className={classes.table ?? ''} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('pausedPage.case')}</Table.Th>
              <Table.Th>{t('pausedPage.because')}</Table.Th>
              <Table.Th>{t('pausedPage.since')}</Table.Th>
              <Table.Th>{t('pausedPage.until')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('unlock.button')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pauses.map((pause) => (
              <Line key={pause.id} pause={pause} onUnlock={() => setAsking(pause)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('pausedPage.more')}
        </Button>
      )}
      <Unlock pause={asking} onClose={() => setAsking(null)} />
    </div>
  );
}

function Line({ pause, onUnlock }: { readonly pause: PausedLine; readonly onUnlock: () => void }) {
  const { t } = useTranslation('identity');
  const { format } = useOffice();
  const words = useIdentityWords();
  const { because, person, staff } = pause;
  const facts = { person: person ?? t('pausedPage.noName'), staff: staff ?? t('pausedPage.noName') };
  return (
    <Table.Tr>
      <Table.Td>
        {pause.case ? (
          <Link to="/case/$reference" params={{ reference: pause.case.reference }} search={{ id: pause.case.id }}>
            {pause.case.reference}
          </Link>
        ) : (
          t('pausedPage.noCase')
        )}
      </Table.Td>
      <Table.Td>{t(`pausedPage.by.${because}`, facts)}</Table.Td>
      <Table.Td>{format.dateTime(pause.since)}</Table.Td>
      <Table.Td>{words.until(pause.until)}</Table.Td>
      <Table.Td ta="end">
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={onUnlock}>
          {t('unlock.short')}
          <VisuallyHidden> {pause.case?.reference ?? ''}</VisuallyHidden>
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function Unlock({ pause, onClose }: { readonly pause: PausedLine | null; readonly onClose: () => void }) {
  const { t } = useTranslation('identity');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  return (
    <ReasonDialog
      opened={pause !== null}
      onClose={onClose}
      title={t('unlock.title')}
      label={t('unlock.label')}
      confirm={t('unlock.confirm')}
      onReason={async (reason) => {
        if (!pause) return;
        try {
          await client.identity.unlock({ pauseId: pause.id, reason });
          announce(t('unlock.done'));
        } finally {
          void queryClient.invalidateQueries({ queryKey: query.identity.key() });
        }
      }}
    >
      {t('unlock.words')}
    </ReasonDialog>
  );
}
