import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';
import classes from './new-case.module.css';
import type { Made } from './new-case-form.tsx';

interface Props {
  readonly made: Made;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

/** The reference, big enough to be read out on the phone. */
export function NewCaseMade({ made, onClose, onAnother }: Props) {
  const { t } = useTranslation('intake');
  const navigate = useNavigate();
  const { reference, row } = made;
  return (
    <Stack gap="md">
      <div role="status" className={classes.made}>
        <Text size="sm" c="dimmed">
          {t('made.reference')}
        </Text>
        {/* Spaced for the eye; copied and read as one word. */}
        <output className={classes.reference} aria-label={reference}>
          {reference}
        </output>
        <Text size="sm">{t(row ? 'made.words' : 'made.handedOver')}</Text>
      </div>
      <Group justify="flex-end" gap={8}>
        <CopyText value={reference}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'made.copied' : 'made.copy')}
            </Button>
          )}
        </CopyText>
        <Button variant="default" onClick={onAnother}>
          {t('made.another')}
        </Button>
        {row ? (
          <Button
            data-autofocus
            ref={(button) => button?.focus()}
            onClick={() => {
              onClose();
              void navigate({ to: '/case/$reference', params: { reference }, search: { id: row.id } });
            }}
          >
            {t('made.open')}
          </Button>
        ) : (
          <Button data-autofocus ref={(button) => button?.focus()} onClick={onClose}>
            {t('made.done')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
