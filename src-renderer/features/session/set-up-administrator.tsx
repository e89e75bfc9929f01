import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { useDesk } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/new-passphrase.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import classes from './frame.module.css';
import { Frame } from './frame.tsx';

interface Props {
  readonly state: SessionState;
  readonly onDone: (recoveryKey: string, state: SessionState) => void;
}

/** After the recovery key: the one thing it may do. A name that is on the desk gets a new passphrase; another becomes an administrator. */
export function SetUpAdministrator({ state, onDone }: Props) {
  const { t } = useTranslation('session');
  const { client } = useDesk();
  const [name, setName] = useState('');
  const [nameProblem, setNameProblem] = useState<string | null>(null);
  const passphrase = useNewPassphrase(name);
  const { submit, busy, problem } = useSubmit(async () => {
    const missing = name.trim() ? null : t('you.nameMissing');
    setNameProblem(missing);
    const good = await passphrase.check();
    if (missing || !good) return;
    const made = await client.session.setUpAdministrator({ name: name.trim(), passphrase: passphrase.value });
    onDone(made.recoveryKey, made.state);
  });

  return (
    <Frame state={state} title={t('setUp.title')} words={t('setUp.words')}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <TextInput
          label={t('you.name')}
          description={t('setUp.nameHint')}
          value={name}
          error={nameProblem}
          maxLength={80}
          autoFocus
          autoComplete="username"
          onChange={(event) => {
            setNameProblem(null);
            setName(event.currentTarget.value);
          }}
        />
        <NewPassphraseFields passphrase={passphrase} />
        <FormError>{problem}</FormError>
        <Button type="submit" size="sm" fullWidth loading={busy}>
          {t('setUp.go')}
        </Button>
      </form>
    </Frame>
  );
}
