import { Button, Group, TextInput } from '@mantine/core';
import { IconDeviceDesktopOff, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { FormError } from '../../components/field-error.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/new-passphrase.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import classes from './frame.module.css';
import { Frame } from './frame.tsx';
import { Steps } from './steps.tsx';

interface Props {
  readonly state: SessionState;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onBack: () => void;
  readonly onDone: (passphrase: string) => Promise<void>;
}

/** The first person of the desk, and the passphrase that opens it. */
export function PersonStep({ state, name, onName, onBack, onDone }: Props) {
  const { t } = useTranslation('session');
  const passphrase = useNewPassphrase(name);
  const [nameProblem, setNameProblem] = useState<string | null>(null);
  const { submit, busy, problem } = useSubmit(async () => {
    const missing = name.trim() ? null : t('you.nameMissing');
    setNameProblem(missing);
    const good = await passphrase.check();
    if (!missing && good) await onDone(passphrase.value);
  });

  return (
    <Frame state={state} title={t('you.title')} words={t('you.words')} above={<Steps at="you" />}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <TextInput
          label={t('you.name')}
          description={t('you.nameHint')}
          value={name}
          error={nameProblem}
          maxLength={80}
          required
          withAsterisk={false}
          autoFocus
          autoComplete="username"
          onChange={(event) => {
            setNameProblem(null);
            onName(event.currentTarget.value);
          }}
        />
        <NewPassphraseFields passphrase={passphrase} />
        <Keystore keystore={state.keystore} />
        <FormError>{problem}</FormError>
        <Group gap={8} wrap="nowrap">
          <Button size="sm" variant="default" onClick={onBack}>
            {t('back')}
          </Button>
          <Button type="submit" size="sm" flex={1} loading={busy}>
            {t('you.create')}
          </Button>
        </Group>
      </form>
    </Frame>
  );
}

/** What guards the queue beside the passphrase: said where it is chosen, so that it is chosen accordingly. */
function Keystore({ keystore }: { readonly keystore: boolean }) {
  const { t } = useTranslation('session');
  const Icon = keystore ? IconShieldLock : IconDeviceDesktopOff;
  return (
    <div className={classes.aside}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{keystore ? t('keystore.yes') : t('keystore.no')}</span>
    </div>
  );
}
