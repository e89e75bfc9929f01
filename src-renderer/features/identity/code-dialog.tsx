import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { saveAs } from '../case/download.ts';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { Paused } from './paused.tsx';
import { Result } from './result.tsx';
import { useSecondsTo } from './use-seconds.ts';
import { clockOf } from './verify.ts';

interface Props {
  readonly identity: CaseIdentity;
  readonly onClose: () => void;
}
type Outcome = 'match' | 'no_match' | 'expired' | 'used';

/** A one-time code: the draft to the address on file, then what the person reads out of it. The page never shows the code. */
export function CodeDialog({ identity, onClose }: Props) {
  const { t } = useTranslation(['identity', 'app']);
  const [again, setAgain] = useState(false);
  const [result, setResult] = useState<Outcome | null>(null);
  const { openCode } = identity;
  const asking = openCode !== null && !again;
  return (
    <Modal opened onClose={onClose} title={t('code.title')} size={480} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <Stack gap="md">
        <Paused identity={identity} />
        <div>
          <Result result={result} what={t('code.title')} />
          {result === 'match' ? (
            <Done onClose={onClose} />
          ) : asking ? (
            <Check openCode={openCode} closed={identity.pause !== null} onResult={setResult} onAgain={() => setAgain(true)} />
          ) : (
            identity.pause === null && (
              <Send
                codeTo={identity.codeTo}
                onSent={() => {
                  setAgain(false);
                  setResult(null);
                }}
              />
            )
          )}
        </div>
      </Stack>
    </Modal>
  );
}

/** The code fitted: the next Enter goes back to the case. */
function Done({ onClose }: Pick<Props, 'onClose'>) {
  const { t } = useTranslation('app');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Group justify="flex-end">
      <Button ref={button} onClick={onClose}>
        {t('close')}
      </Button>
    </Group>
  );
}

function Send({ codeTo, onSent }: Pick<CaseIdentity, 'codeTo'> & { readonly onSent: () => void }) {
  const { t } = useTranslation('identity');
  const { act, detail } = useIdentity();
  const [factId, setFactId] = useState(codeTo[0]?.factId ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send() {
    if (factId === null || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { draft } = await act((desk) => desk.identity.sendCode({ caseId: detail.row.id, factId }));
      saveAs(draft.name, [new TextEncoder().encode(draft.text)]);
      onSent();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('code.words')}</Text>
        <Radio.Group label={t('code.to')} value={factId} onChange={setFactId}>
          <Stack gap={8} mt={6}>
            {codeTo.map(({ factId: id, value }, index) => (
              <Radio key={id} value={id} label={value.value} {...(index === 0 && { 'data-autofocus': true })} />
            ))}
          </Stack>
        </Radio.Group>
        <FormError>{codeTo.length === 0 ? t('code.nowhere') : problem}</FormError>
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={codeTo.length === 0}>
            {t('code.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface CheckProps {
  readonly openCode: NonNullable<CaseIdentity['openCode']>;
  readonly closed: boolean;
  readonly onResult: (result: Outcome | null) => void;
  readonly onAgain: () => void;
}

function Check({ openCode, closed, onResult, onAgain }: CheckProps) {
  const { t } = useTranslation('identity');
  const { act, detail } = useIdentity();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const seconds = useSecondsTo(openCode.expiresAt);
  const { codeId } = openCode;
  useEffect(() => {
    if (codeId) field.current?.focus();
  }, [codeId]);

  async function check() {
    const typed = field.current?.value ?? '';
    if (busy || typed.trim() === '') return;
    if (field.current) field.current.value = '';
    setBusy(true);
    setProblem(null);
    onResult(null);
    try {
      const { result } = await act((desk) => desk.identity.checkCode({ caseId: detail.row.id, codeId, typed }));
      onResult(result);
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <Stack gap="md">
        <ol className={classes.guide}>
          <li>{t('code.mail', { to: openCode.to.value })}</li>
          <li>{t('code.ask')}</li>
        </ol>
        <div className={classes.codeLine}>
          <TextInput
            ref={field}
            label={t('code.field')}
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
            maxLength={50}
            disabled={closed}
            data-autofocus
            className={classes.codeField ?? ''}
          />
          <Button type="submit" loading={busy} disabled={closed}>
            {t('code.check')}
          </Button>
        </div>
        <p className={classes.tries}>
          {seconds > 0 ? t('code.left', { time: clockOf(seconds) }) : t('result.expired')} {t('triesLeft', { count: openCode.triesLeft })}
        </p>
        <FormError>{problem}</FormError>
        <Group justify="flex-end">
          <Button variant="default" disabled={closed} onClick={onAgain}>
            {t('code.again')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
