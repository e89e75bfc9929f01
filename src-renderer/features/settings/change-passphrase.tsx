import { Button, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { FormError } from '../../components/field-error.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/new-passphrase.tsx';
import { PassphraseInput } from '../../components/passphrase-input.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import { useWait } from '../../components/use-wait.ts';
import classes from './settings.module.css';

/** Closed until it is wanted: three passphrase fields that nobody asked for are no calm page. */
export function ChangePassphrase() {
  const { t } = useTranslation('settings');
  const [state, setState] = useState<'closed' | 'open' | 'changed'>('closed');
  const button = useRef<HTMLButtonElement>(null);
  function close(next: 'closed' | 'changed') {
    setState(next);
    setTimeout(() => button.current?.focus());
  }
  return (
    <section className={classes.section}>
      <Title order={2}>{t('passphrase.title')}</Title>
      <p className={classes.lead}>{t('passphrase.words')}</p>
      {state === 'open' ? (
        <ChangeForm
          onCancel={() => close('closed')}
          onDone={() => {
            announce(t('passphrase.changed'));
            close('changed');
          }}
        />
      ) : (
        <div className={classes.foot} style={{ marginBlockStart: 14 }}>
          <Button ref={button} variant="default" onClick={() => setState('open')}>
            {t('passphrase.open')}
          </Button>
          {state === 'changed' && (
            <Text span className={classes.saved ?? ''}>
              {t('passphrase.changed')}
            </Text>
          )}
        </div>
      )}
    </section>
  );
}

function ChangeForm({ onCancel, onDone }: { readonly onCancel: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation(['settings', 'app', 'session']);
  const { client } = useDesk();
  const { me } = useMe();
  const [current, setCurrent] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const next = useNewPassphrase(me.name);
  const wait = useWait();
  const { submit, busy, problem } = useSubmit(async () => {
    setWrong(current ? null : t('passphrase.currentMissing'));
    if (!(await next.check()) || !current) return;
    try {
      await client.session.changePassphrase({ current, next: next.value });
      onDone();
    } catch (error) {
      const known = deskErrorOf(error);
      wait.start(Number(known?.detail?.waitSeconds ?? 0));
      if (known?.code !== 'wrong_passphrase') throw error;
      setWrong(known.message || t('passphrase.currentWrong'));
    }
  });
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <PassphraseInput
        label={t('passphrase.current')}
        value={current}
        error={wrong}
        autoFocus
        autoComplete="current-password"
        onChange={(event) => {
          setWrong(null);
          setCurrent(event.currentTarget.value);
        }}
      />
      <NewPassphraseFields passphrase={next} label={t('passphrase.next')} />
      <FormError>{problem}</FormError>
      <div className={classes.foot}>
        <Button type="submit" size="sm" loading={busy} disabled={wait.seconds > 0}>
          {wait.seconds > 0 ? t('session:signIn.wait', { count: wait.seconds }) : t('passphrase.go')}
        </Button>
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('app:cancel')}
        </Button>
      </div>
    </form>
  );
}
