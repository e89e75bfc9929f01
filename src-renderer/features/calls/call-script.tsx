import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import type { Recording } from './use-recording.ts';

interface Props {
  readonly call: Call;
  readonly recording: Recording;
  readonly onPurposes: () => void;
}

/** The words to read out, in the caller's language, and the answer to them. */
export function CallScript({ call, recording, onPurposes }: Props) {
  const { t } = useTranslation('calls');
  const { script, answers } = call;
  const given = RECORDING_PURPOSES.map((purpose) => answers.find((one) => one.purpose === purpose)?.answer);
  const yes = given.every((answer) => answer === 'granted');
  const no = given.every((answer) => answer === 'refused' || answer === 'withdrawn');
  return (
    <div className={classes.scriptRow}>
      <p className={classes.script} lang={script?.language}>
        {script && t('script.words', { words: script.text })}
      </p>
      <fieldset className={classes.answers} aria-label={t('script.answer')}>
        <Answer id="yes" pressed={yes} label={t('script.yes')} onClick={recording.yes} />
        <Answer id="no" pressed={no} label={t('script.no')} onClick={recording.no} />
        <Button
          variant={!yes && !no && given.some(Boolean) ? 'light' : 'default'}
          rightSection={<KeyHint scope="call" action="purposes" />}
          onClick={onPurposes}
        >
          {t('script.purposes')}
        </Button>
        {recording.purpose !== null && recording.purpose !== 'recording_consent' && (
          <Button variant="subtle" rightSection={<KeyHint scope="call" action="read" />} onClick={recording.read}>
            {t('script.again')}
          </Button>
        )}
      </fieldset>
    </div>
  );
}

function Answer({
  id,
  pressed,
  label,
  onClick,
}: {
  readonly id: 'yes' | 'no';
  readonly pressed: boolean;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant={pressed ? 'filled' : 'default'}
      aria-pressed={pressed}
      leftSection={pressed ? <IconCheck size={13} aria-hidden /> : null}
      rightSection={<KeyHint scope="call" action={id} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
