import { Button, Modal, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { RecoveryKeyCard } from '../../components/recovery-key-card.tsx';
import classes from './settings.module.css';

/** A new recovery key, where the old one was lost or seen. The dialog that shows it closes only when it was kept. */
export function ReplaceRecoveryKey() {
  const { t } = useTranslation(['settings', 'session']);
  const { client } = useDesk();
  const { state } = useMe();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <section className={classes.section}>
      <Title order={2}>{t('recovery.title')}</Title>
      <p className={classes.lead}>{t('recovery.words')}</p>
      <Button mt={14} variant="default" onClick={() => setAsking(true)}>
        {t('recovery.replace')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('recovery.replace')}
        confirm={t('recovery.go')}
        onConfirm={async () => setMade((await client.staff.replaceRecoveryKey()).recoveryKey)}
      >
        {t('recovery.confirm')}
      </ConfirmDialog>
      <Modal
        opened={made !== null}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title={t('session:key.titleNew')}
        size={580}
      >
        <Text size="sm" c="dimmed">
          {t('session:key.wordsNew')}
        </Text>
        {made !== null && <RecoveryKeyCard recoveryKey={made} organisation={state.organisation} onDone={() => setMade(null)} />}
      </Modal>
    </section>
  );
}
