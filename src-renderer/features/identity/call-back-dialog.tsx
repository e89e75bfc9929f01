import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { IconCheck, IconPhoneOff, IconUserX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { Paused } from './paused.tsx';
import { useSecondsTo } from './use-seconds.ts';
import { clockOf } from './verify.ts';

/** How long a number stands on the screen. */
const SHOWN_MS = 60_000;
const RESULTS = ['confirmed', 'no_answer', 'another_person'] as const;
const SIGN = { confirmed: IconCheck, no_answer: IconPhoneOff, another_person: IconUserX } as const;

interface Props {
  readonly identity: CaseIdentity;
  readonly onClose: () => void;
}

/** Calling back the number on file, step by step: say so, hang up, dial, say how it went. */
export function CallBackDialog({ identity, onClose }: Props) {
  const { t } = useTranslation(['identity', 'app']);
  const { act, detail } = useIdentity();
  const { callTo, pause } = identity;
  const caseId = detail.row.id;
  const [factId, setFactId] = useState(callTo[0]?.factId ?? null);
  const [shown, setShown] = useState<{ number: string; until: string } | null>(null);
  const [dialled, setDialled] = useState(false);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const seconds = useSecondsTo(shown?.until ?? null);
  const results = useRef<HTMLDivElement>(null);
  const masked = callTo.find((one) => one.factId === factId)?.value.value ?? '';
  // A number that has stood there long enough is no longer in the page at all.
  useEffect(() => {
    if (shown && seconds <= 0) setShown(null);
  }, [shown, seconds]);

  // The number is there: the next Enter says that it was them. Buttons take no focus while the desk is asked.
  const ready = dialled && !busy;
  useEffect(() => {
    if (ready) results.current?.querySelector<HTMLButtonElement>('[data-first]')?.focus();
  }, [ready]);

  async function attempt(run: () => Promise<unknown>) {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await run();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }
  const dial = () =>
    attempt(async () => {
      if (factId === null) return;
      const { number } = await act((desk) => desk.identity.startCallBack({ caseId, factId }));
      setShown({ number, until: instantOf(Date.now() + SHOWN_MS) });
      setDialled(true);
    });
  const finish = (result: (typeof RESULTS)[number]) =>
    attempt(async () => {
      if (factId === null) return;
      await act((desk) => desk.identity.finishCallBack({ caseId, factId, result, note }));
      announce(t(`callBack.done.${result}`));
      onClose();
    });

  return (
    <Modal opened onClose={onClose} title={t('callBack.title')} size={500} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <Stack gap="md">
        <Paused identity={identity} />
        <ol className={classes.guide}>
          <li data-now={!dialled || undefined}>
            {t('callBack.say')} <q>{t('callBack.script')}</q>
          </li>
          <li data-now={!dialled || undefined}>{t('callBack.hangUp')}</li>
          <li data-now={dialled || undefined}>{t('callBack.dial')}</li>
        </ol>
        {dialled ? (
          <div className={classes.number} role="status">
            <b>{shown ? shown.number : masked}</b>
            <small>{shown ? t('callBack.hides', { time: clockOf(seconds) }) : t('callBack.hidden')}</small>
          </div>
        ) : (
          <Radio.Group label={t('callBack.to')} value={factId} onChange={setFactId}>
            <Stack gap={8} mt={6}>
              {callTo.map(({ factId: id, value }, index) => (
                <Radio key={id} value={id} label={value.value} {...(index === 0 && { 'data-autofocus': true })} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {dialled && (
          <Textarea
            label={t('note.label')}
            autosize
            minRows={1}
            maxRows={5}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <FormError>{callTo.length === 0 ? t('callBack.nowhere') : problem}</FormError>
        {dialled ? (
          <Group ref={results} justify="flex-end" gap={8}>
            {!shown && (
              <Button variant="subtle" disabled={busy} onClick={() => void dial()}>
                {t('callBack.again')}
              </Button>
            )}
            {RESULTS.map((result) => {
              const Icon = SIGN[result];
              return (
                <Button
                  key={result}
                  data-first={result === 'confirmed' || undefined}
                  variant={result === 'confirmed' ? 'filled' : 'default'}
                  disabled={busy}
                  leftSection={<Icon size={14} aria-hidden />}
                  onClick={() => void finish(result)}
                >
                  {t(`callBack.${result}`)}
                </Button>
              );
            })}
          </Group>
        ) : (
          <Group justify="flex-end">
            <Button loading={busy} disabled={pause !== null || callTo.length === 0} onClick={() => void dial()}>
              {t('callBack.show')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}
