import { Button, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconFilterOff, IconInbox } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { isFiltered } from './filters.ts';
import type { Place } from './use-queue.ts';

/** Whoever waits shorter than this is not told that they wait. */
const PATIENCE_MS = 150;

export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

/** The first page is on its way. */
export function QueueLoading() {
  const { t } = useTranslation('queue');
  const late = useLate();
  if (!late) return null;
  return (
    <Stack gap={18} p="md" role="status" aria-label={t('loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change
        <Skeleton key={index} height={10} width={`${96 - ((index * 7) % 30)}%`} />
      ))}
    </Stack>
  );
}

export function QueueFailed({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }) {
  const { t } = useTranslation('queue');
  return (
    <EmptyState
      icon={IconAlertTriangle}
      title={t('failed.title')}
      action={
        <Button mt={8} variant="default" onClick={onAgain}>
          {t('failed.again')}
        </Button>
      }
    >
      {wordsOf(error)}
    </EmptyState>
  );
}

/** Nothing here: because of the filter, because all is done, or because nothing has come yet. */
export function QueueEmpty({ place, onClear }: { readonly place: Place; readonly onClear: () => void }) {
  const { t } = useTranslation('queue');
  const { may } = useMe();
  if (isFiltered(place.filter)) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('empty.filter')}
        action={
          <Button mt={8} variant="default" onClick={onClear}>
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.filterWords')}
      </EmptyState>
    );
  }
  const intake = place.view === 'all' && may('intake.import');
  return (
    <EmptyState
      icon={IconInbox}
      title={t(`empty.${place.view}`)}
      action={
        intake && (
          <Button mt={8} variant="default" renderRoot={(props) => <Link to="/intake" {...props} />}>
            {t('empty.intake')}
          </Button>
        )
      }
    >
      {t(intake ? 'empty.allWords' : 'empty.viewWords')}
    </EmptyState>
  );
}
