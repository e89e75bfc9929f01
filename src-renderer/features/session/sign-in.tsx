import { Anchor, Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { deskErrorOf, type PageError, useDesk } from '../../app/connection.tsx';
import { CapsLockHint, useCapsLock } from '../../components/caps-lock.tsx';
import { FormError } from '../../components/field-error.tsx';
import { PassphraseInput } from '../../components/passphrase-input.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import { useWait } from '../../components/use-wait.ts';
import classes from './frame.module.css';
import { Frame } from './frame.tsx';
import { Recover } from './recover.tsx';

interface Props {
  readonly state: SessionState;
  readonly onDone: (state: SessionState) => void;
}

/** Name and passphrase, or the way to the recovery key. */
export function SignIn({ state, onDone }: Props) {
  const [recovering, setRecovering] = useState(false);
  if (recovering) return <Recover state={state} onBack={() => setRecovering(false)} onDone={onDone} />;
  return <SignInForm state={state} onDone={onDone} onForgotten={() => setRecovering(true)} />;
}

function SignInForm({ state, onDone, onForgotten }: Props & { readonly onForgotten: () => void }) {
  const { t } = useTranslation('session');
  const { client } = useDesk();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState<{ name?: string; passphrase?: string }>({});
  const [refused, setRefused] = useState<PageError | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const capsLock = useCapsLock();
  const wait = useWait();

  const { submit, busy, problem } = useSubmit(async () => {
    const gaps = {
      ...(name.trim() ? {} : { name: t('signIn.nameMissing') }),
      ...(passphrase ? {} : { passphrase: t('signIn.passphraseMissing') }),
    };
    setMissing(gaps);
    if (gaps.name || gaps.passphrase || wait.seconds > 0) return;
    setRefused(null);
    try {
      onDone(await client.session.signIn({ name: name.trim(), passphrase }));
    } catch (error) {
      const known = deskErrorOf(error);
      if (known?.code !== 'wrong_passphrase' && known?.code !== 'too_soon' && known?.code !== 'slot_locked') throw error;
      setRefused(known);
      wait.start(Number(known.detail?.waitSeconds ?? 0));
      if (known.code === 'wrong_passphrase') setPassphrase('');
      field.current?.focus();
    }
  });

  return (
    <Frame state={state} title={t('signIn.title')} words={t('signIn.words')}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <TextInput
          label={t('you.name')}
          value={name}
          error={missing.name}
          maxLength={80}
          autoFocus
          autoComplete="username"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PassphraseInput
          ref={field}
          label={t('signIn.passphrase')}
          value={passphrase}
          error={missing.passphrase}
          autoComplete="current-password"
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          {...capsLock.watch}
        />
        <CapsLockHint on={capsLock.on} />
        <FormError>{problem ?? (refused && <Refusal refused={refused} seconds={wait.seconds} />)}</FormError>
        <Button type="submit" size="sm" fullWidth loading={busy} disabled={wait.seconds > 0}>
          {wait.seconds > 0 ? t('signIn.wait', { count: wait.seconds }) : t('signIn.go')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onForgotten} style={{ alignSelf: 'center' }}>
          {t('signIn.forgotten')}
        </Anchor>
      </form>
    </Frame>
  );
}

/** Why not, and what is left. The seconds tick on the button, where no screen reader repeats them. */
function Refusal({ refused, seconds }: { readonly refused: PageError; readonly seconds: number }) {
  const { t } = useTranslation('session');
  const left = refused.detail?.triesLeft;
  if (refused.code === 'slot_locked') return <span>{refused.message || t('signIn.slotLocked')}</span>;
  if (refused.code === 'too_soon') return <span>{seconds > 0 ? t('signIn.tooSoon') : t('signIn.again')}</span>;
  return (
    <span>
      {t('signIn.wrong')} {typeof left === 'number' && t('signIn.triesLeft', { count: left })}
    </span>
  );
}
