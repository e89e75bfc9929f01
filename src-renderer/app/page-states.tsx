import { Button, Center, Loader } from '@mantine/core';
import { IconAlertTriangle, IconMapQuestion } from '@tabler/icons-react';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { wordsOf } from './errors.ts';

/** A page that takes a moment to come. */
export function PagePending() {
  const { t } = useTranslation('app');
  return (
    <Center flex={1} mih={200}>
      <Loader size="sm" type="dots" aria-label={t('loading')} role="status" />
    </Center>
  );
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={IconMapQuestion}
      title={t('notFound.title')}
      action={
        <Button mt={8} variant="default" renderRoot={(props) => <Link to="/queue" {...props} />}>
          {t('notFound.queue')}
        </Button>
      }
    >
      {t('notFound.words')}
    </EmptyState>
  );
}

/** A page that broke. The rest of the desk goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={IconAlertTriangle}
      title={t('failed.title')}
      action={
        <Button mt={8} variant="default" onClick={reset}>
          {t('failed.again')}
        </Button>
      }
    >
      {wordsOf(error)}
    </EmptyState>
  );
}
