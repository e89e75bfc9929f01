import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../src-shared/contract/intake.ts';
import { useOffice } from '../../app/office.tsx';
import classes from './intake.module.css';
import { secondsInWords } from './pace.ts';
import { usePace } from './use-batch.ts';

/** Reading or taking in: how far, how fast, how long still, and a way to stop. */
export function BatchProgress({ batch, onCancel }: { readonly batch: Batch; readonly onCancel: () => void }) {
  const { t } = useTranslation(['intake', 'app']);
  const { format } = useOffice();
  const { done, total, pace } = usePace(batch);
  const importing = batch.state === 'importing';
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const facts = [
    importing
      ? t('progress.taken', { done: format.number(done), total: format.number(total) })
      : t('progress.read', { done: format.bytes(done), total: format.bytes(total) }),
    pace.perSecond !== null &&
      (importing
        ? t('progress.perSecond', { rate: format.number(Math.round(pace.perSecond)) })
        : t('progress.bytesPerSecond', { rate: format.bytes(pace.perSecond) })),
    pace.secondsLeft !== null && t('progress.left', { time: secondsInWords(pace.secondsLeft, format.locale) }),
  ];
  return (
    <div className={classes.progress}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={600}>
          {t(importing ? 'progress.importing' : 'progress.reading')}
        </Text>
        <Text size="sm" c="dimmed" className={classes.figures}>
          {facts.filter(Boolean).join(' · ')}
        </Text>
        <span className={classes.gap} />
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('progress.cancel')}
        </Button>
      </Group>
      <Progress
        value={share * 100}
        size="sm"
        mt={8}
        transitionDuration={100}
        aria-label={t(importing ? 'progress.importing' : 'progress.reading')}
      />
    </div>
  );
}
