import { Anchor, Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { deskErrorOf, useDesk } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { groupAt } from '../../components/recovery-groups.ts';
import { useSubmit } from '../../components/use-submit.ts';
import { useWait } from '../../components/use-wait.ts';
import classes from './frame.module.css';
import { Frame } from './frame.tsx';

interface Props {
  readonly state: SessionState;
  readonly onBack: () => void;
  readonly onDone: (state: SessionState) => void;
}

/** Opens the desk with the printed key. A mistyped group is named and selected, so that it can be typed over at once. */
export function Recover({ state, onBack, onDone }: Props) {
  const { t } = useTranslation('session');
  const { client } = useDesk();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const wait = useWait();

  function pointTo(group: number) {
    const place = groupAt(typed, group);
    field.current?.focus();
    if (place) field.current?.setSelectionRange(place.start, place.end);
    setWrong(place ? t('recover.group', { group, text: typed.slice(place.start, place.end) }) : t('recover.short'));
  }

  const { submit, busy, problem } = useSubmit(async () => {
    if (typed.trim().length < 8) {
      setWrong(t('recover.missing'));
      return;
    }
    if (wait.seconds > 0) return;
    setWrong(null);
    try {
      onDone(await client.session.recover({ recoveryKey: typed.trim() }));
    } catch (error) {
      const known = deskErrorOf(error);
      const group = known?.detail?.group;
      wait.start(Number(known?.detail?.waitSeconds ?? 0));
      // 0: each group is right in itself, but the whole is not; the core's sentence says so.
      if (known?.code === 'invalid' && typeof group === 'number' && group > 0) pointTo(group);
      else throw error;
    }
  });

  return (
    <Frame state={state} title={t('recover.title')} words={t('recover.words')}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <Textarea
          ref={field}
          label={t('recover.label')}
          description={t('recover.hint')}
          value={typed}
          error={wrong}
          maxLength={120}
          autosize
          minRows={2}
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.04em' } }}
          onChange={(event) => {
            setWrong(null);
            setTyped(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        <FormError>{problem}</FormError>
        <Button type="submit" size="sm" fullWidth loading={busy} disabled={wait.seconds > 0}>
          {wait.seconds > 0 ? t('signIn.wait', { count: wait.seconds }) : t('recover.go')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onBack} style={{ alignSelf: 'center' }}>
          {t('recover.back')}
        </Anchor>
      </form>
    </Frame>
  );
}
