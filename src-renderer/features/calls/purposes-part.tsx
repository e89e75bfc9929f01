import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { KeyCap } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import type { Typing } from './use-call.ts';
import type { Recording } from './use-recording.ts';

interface Props {
  readonly typing: Typing;
  readonly recording: Recording;
  readonly onClose: () => void;
}

type Chosen = Readonly<Partial<Record<ConsentPurpose, boolean>>>;

/** Each purpose by itself: a digit goes from yes to no to not asked. What was chosen becomes one record. */
export function PurposesPart({ typing: { call, change, flush }, recording, onClose }: Props) {
  const { t } = useTranslation('calls');
  const part = useRef<HTMLFieldSetElement>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => part.current?.focus(), []);
  const picked = CONSENT_PURPOSES.flatMap((purpose) => {
    const yes = chosen[purpose];
    return yes === undefined ? [] : [{ purpose, yes }];
  });

  function turn(purpose: ConsentPurpose) {
    const { [purpose]: now, ...others } = chosen;
    setChosen(now === undefined ? { ...others, [purpose]: true } : now ? { ...others, [purpose]: false } : others);
  }
  async function record() {
    if (busy || picked.length === 0) return;
    setBusy(true);
    const done = await recording.answer(picked);
    setBusy(false);
    if (done) onClose();
  }
  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const inField = event.target instanceof HTMLInputElement;
    const purpose = inField ? undefined : CONSENT_PURPOSES[Number(event.key) - 1];
    if (purpose) turn(purpose);
    else if (event.key === 'Enter' && (inField || event.target === part.current)) void record();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }
  return (
    <fieldset ref={part} className={classes.part} aria-label={t('purposes.label')} tabIndex={-1} onKeyDown={press}>
      {CONSENT_PURPOSES.map((purpose, index) => {
        const yes = chosen[purpose];
        const before = call.answers.find((one) => one.purpose === purpose)?.answer;
        const state =
          yes === undefined ? (before ? t(`purposes.before.${before}`) : t('purposes.open')) : t(yes ? 'purposes.yes' : 'purposes.no');
        return (
          <Button
            key={purpose}
            variant={yes === undefined ? 'default' : 'filled'}
            color={yes === false ? 'gray' : 'ink'}
            leftSection={yes === undefined ? null : yes ? <IconCheck size={13} aria-hidden /> : <IconX size={13} aria-hidden />}
            rightSection={<KeyCap combination={String(index + 1)} />}
            onClick={() => turn(purpose)}
          >
            {t('purposes.one', { purpose: t(`purpose.${purpose}`), state })}
          </Button>
        );
      })}
      <TextInput
        className={classes.verbatim ?? ''}
        size="xs"
        aria-label={t('purposes.verbatim')}
        placeholder={t('purposes.verbatim')}
        maxLength={1000}
        dir="auto"
        value={call.verbatim}
        onChange={(event) => change({ verbatim: event.currentTarget.value })}
        onBlur={flush}
      />
      <Button loading={busy} disabled={picked.length === 0} rightSection={<KeyCap combination="enter" />} onClick={() => void record()}>
        {t('purposes.go')}
      </Button>
    </fieldset>
  );
}
