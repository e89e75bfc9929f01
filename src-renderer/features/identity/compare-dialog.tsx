import { Button, Modal, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { GROUP_OF } from '../../../src-shared/identity/index.ts';
import { type Factor, NEVER_ACCEPTED } from '../../../src-shared/vocabulary/identity.ts';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { Paused } from './paused.tsx';
import { Result } from './result.tsx';
import { matchedFactors, unreadable } from './verify.ts';

interface Props {
  readonly identity: CaseIdentity;
  readonly onClose: () => void;
}

/**
 * Ask, type what is said, compare. What is on file never comes here, so nobody can read it out or be led to it; what was typed goes to the
 * core once and is gone from the page before the answer comes.
 */
export function CompareDialog({ identity, onClose }: Props) {
  const { t } = useTranslation(['identity', 'app']);
  const [factors] = useState(identity.factors); // a list that stays while its answers come in
  const list = useRef<HTMLDivElement>(null);
  const matched = matchedFactors(identity);
  const first = factors.find((factor) => !matched.has(factor));

  /** On to the next question that nothing has answered yet. */
  function goOn() {
    setTimeout(() => {
      const next = list.current?.querySelector<HTMLInputElement>('input[data-open]');
      (next ?? list.current)?.focus();
    });
  }

  return (
    <Modal opened onClose={onClose} title={t('compare.title')} size={560} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('compare.words')}</Text>
        <Paused identity={identity} />
        <div ref={list} tabIndex={-1} className={classes.questions}>
          {factors.map((factor) => (
            <Question
              key={factor}
              factor={factor}
              matched={matched.has(factor)}
              together={[...matched].find((other) => other !== factor && GROUP_OF[other] === GROUP_OF[factor]) ?? null}
              closed={identity.pause !== null || !identity.factors.includes(factor)}
              autofocus={factor === first}
              onMatch={goOn}
            />
          ))}
        </div>
        <p className={classes.tries} role="status">
          {identity.settled ? t('compare.settled') : identity.pause ? '' : t('triesLeft', { count: identity.triesLeft })}
        </p>
        <details className={classes.never}>
          <summary>{t('never.title')}</summary>
          <ul>
            {NEVER_ACCEPTED.map((what) => (
              <li key={what}>{t(`never.${what}`)}</li>
            ))}
          </ul>
        </details>
      </Stack>
    </Modal>
  );
}

interface QuestionProps {
  readonly factor: Factor;
  readonly matched: boolean;
  /** A fact out of the same source that fits already: this one adds nothing to it. */
  readonly together: Factor | null;
  readonly closed: boolean;
  readonly autofocus: boolean;
  readonly onMatch: () => void;
}

function Question({ factor, matched, together, closed, autofocus, onMatch }: QuestionProps) {
  const { t } = useTranslation('identity');
  const { act, detail } = useIdentity();
  const field = useRef<HTMLInputElement>(null);
  const [result, setResult] = useState<'match' | 'no_match' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function compare() {
    const typed = field.current?.value ?? '';
    if (busy || closed || typed.trim() === '') return;
    setProblem(null);
    setResult(null);
    const fault = unreadable(factor, typed);
    if (fault) {
      setProblem(t(`compare.unreadable.${fault}`));
      return;
    }
    if (field.current) field.current.value = '';
    setBusy(true);
    try {
      const answer = await act((desk) => desk.identity.compare({ caseId: detail.row.id, factor, typed }));
      setResult(answer.result);
      if (answer.result === 'match') onMatch();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  const shown = matched ? 'match' : result === 'match' ? null : result;
  const hint =
    factor === 'date_of_birth' ? t('compare.birthAlone') : together ? t('compare.together', { factor: t(`factor.${together}`) }) : null;
  return (
    <form
      className={classes.question}
      aria-label={t(`factor.${factor}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
      <TextInput
        ref={field}
        label={t(`ask.${factor}`)}
        {...(hint && !matched && { description: hint })}
        disabled={closed || matched}
        data-open={(!matched && !closed) || undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={500}
        {...(autofocus && { 'data-autofocus': true })}
      />
      <Button type="submit" variant="default" loading={busy} disabled={closed || matched}>
        {t('compare.button')}
        <VisuallyHidden>{t('compare.of', { factor: t(`factor.${factor}`) })}</VisuallyHidden>
      </Button>
      <Result result={shown} what={t(`factor.${factor}`)} />
      <FormError>{problem}</FormError>
    </form>
  );
}
