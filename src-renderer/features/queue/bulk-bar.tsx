import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './queue-page.module.css';

interface Props {
  readonly count: number;
  readonly atLimit: boolean;
  readonly onAssign: () => void;
  readonly onStatus: () => void;
  readonly onClear: () => void;
}

/** What can be done with the marked cases. */
export function BulkBar({ count, atLimit, onAssign, onStatus, onClear }: Props) {
  const { t } = useTranslation('queue');
  return (
    <Group className={classes.bulk} gap="sm" role="toolbar" aria-label={t('bulk.label')}>
      <Text size="sm" fw={600} className={classes.figures}>
        {t('bulk.count', { count })}
      </Text>
      {atLimit && (
        <Text size="xs" c="dimmed">
          {t('bulk.limit')}
        </Text>
      )}
      <Button variant="default" rightSection={<KeyHint scope="queue" action="assign" />} onClick={onAssign}>
        {t('bulk.assign')}
      </Button>
      <Button variant="default" rightSection={<KeyHint scope="queue" action="status" />} onClick={onStatus}>
        {t('bulk.status')}
      </Button>
      <Button variant="subtle" color="gray" c="dimmed" rightSection={<KeyHint scope="queue" action="clear" />} onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </Group>
  );
}
