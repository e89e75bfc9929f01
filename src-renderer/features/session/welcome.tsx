import { Button, Loader, Text, UnstyledButton } from '@mantine/core';
import { IconMailbox, type IconProps, IconTableFilled } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showError, useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { Frame } from './frame.tsx';
import classes from './welcome.module.css';

/** The desk is ready: look at it filled, at a mailbox, or start empty. */
export function Welcome({ onDone }: { readonly onDone: (path: string) => void }) {
  const { t } = useTranslation('session');
  const { client } = useDesk();
  const { state, me } = useMe();
  const [busy, setBusy] = useState<'queue' | 'mailbox' | null>(null);

  async function begin(which: 'queue' | 'mailbox') {
    if (busy) return;
    setBusy(which);
    try {
      if (which === 'queue') {
        await client.demo.fillQueue();
        onDone('/queue');
      } else {
        const batch = await client.demo.openMailbox();
        onDone(`/intake/${batch.id}`);
      }
    } catch (error) {
      showError(error);
      setBusy(null);
    }
  }

  return (
    <Frame state={state} wide title={t('welcome.title', { name: me.name })} words={t('welcome.words')}>
      <div className={classes.choices}>
        <Choice
          icon={IconTableFilled}
          title={t('welcome.queue')}
          words={t('welcome.queueWords')}
          busy={busy === 'queue'}
          onClick={() => void begin('queue')}
        />
        <Choice
          icon={IconMailbox}
          title={t('welcome.mailbox')}
          words={t('welcome.mailboxWords')}
          busy={busy === 'mailbox'}
          onClick={() => void begin('mailbox')}
        />
      </div>
      <div className={classes.own}>
        <Text size="sm" c="dimmed">
          {t('welcome.own')}
        </Text>
        <Button size="sm" variant="default" disabled={busy !== null} onClick={() => onDone('/queue')}>
          {t('welcome.empty')}
        </Button>
      </div>
    </Frame>
  );
}

interface ChoiceProps {
  readonly icon: ComponentType<IconProps>;
  readonly title: string;
  readonly words: string;
  readonly busy: boolean;
  readonly onClick: () => void;
}

function Choice({ icon: Icon, title, words, busy, onClick }: ChoiceProps) {
  const { t } = useTranslation('session');
  return (
    <UnstyledButton className={classes.choice ?? ''} onClick={onClick} aria-busy={busy}>
      <span className={classes.icon}>{busy ? <Loader size={18} aria-hidden /> : <Icon size={20} aria-hidden />}</span>
      <span className={classes.choiceTitle}>{title}</span>
      <span className={classes.choiceWords} role="status">
        {busy ? t('welcome.busy') : words}
      </span>
    </UnstyledButton>
  );
}
