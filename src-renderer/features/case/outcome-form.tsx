import { Button, Group, Select, Stack, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needsApproval } from '../../../src-shared/cases/moves.ts';
import type { CaseRequest } from '../../../src-shared/contract/cases.ts';
import { DENIAL_REASONS, type DenialReason, OUTCOMES, type Outcome } from '../../../src-shared/vocabulary/case.ts';
import { useWords } from '../../app/words.ts';
import { FormError } from '../../components/field-error.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import { useIdentity } from '../identity/identity-context.ts';
import { waitsForIdentity } from '../identity/verify.ts';
import classes from './request-card.module.css';
import type { RequestChanges } from './request-changes.ts';

/** What gives data, changes them or takes them away: for nobody of whom it is not known who they are. */
const GIVING: readonly Outcome[] = ['fulfilled', 'partly_fulfilled'];

interface Props {
  readonly request: CaseRequest;
  readonly onDone: () => void;
  readonly changes: RequestChanges;
}

/** How a request was answered; a denial says why. Ctrl+Enter saves, Escape leaves. */
export function OutcomeForm({ request, onDone, changes }: Props) {
  const { t } = useTranslation(['case', 'app']);
  const words = useWords();
  const [outcome, setOutcome] = useState<Outcome | null>(request.outcome);
  const [denialReason, setDenialReason] = useState<DenialReason | null>(request.denialReason);
  const [note, setNote] = useState(request.outcomeNote);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { identity } = useIdentity();
  const waits = waitsForIdentity(identity, request.id);
  const approval = outcome !== null && needsApproval([{ kind: request.kind, outcome }]);

  async function save() {
    if (!outcome) return setProblem(t('outcome.needsOutcome'));
    if (outcome === 'denied' && !denialReason) return setProblem(t('outcome.needsReason'));
    const done = await changes.decide(request, { outcome, denialReason: outcome === 'denied' ? denialReason : null, note });
    if (done) onDone();
  }

  return (
    <form
      className={classes.form}
      aria-label={t('outcome.form', { kind: words.kind(request.kind) })}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void save();
        } else if (event.key === 'Escape' && !event.defaultPrevented) {
          event.preventDefault(); // not back to the queue
          onDone();
        }
      }}
    >
      <Stack gap={8}>
        <Select
          size="xs"
          label={t('outcome.outcome')}
          data={OUTCOMES.map((value) => ({ value, label: words.outcome(value), disabled: waits && GIVING.includes(value) }))}
          {...(waits && { description: t('outcome.identity') })}
          value={outcome}
          placeholder={t('outcome.choose')}
          ref={first}
          onChange={(value) => {
            setOutcome(value as Outcome);
            setProblem(null);
          }}
        />
        {outcome === 'denied' && (
          <Select
            size="xs"
            label={t('outcome.reason')}
            data={DENIAL_REASONS.map((value) => ({ value, label: words.denialReason(value) }))}
            value={denialReason}
            placeholder={t('outcome.choose')}
            onChange={(value) => {
              setDenialReason(value as DenialReason);
              setProblem(null);
            }}
          />
        )}
        <Textarea
          size="xs"
          label={t('outcome.note')}
          description={approval ? t('outcome.approval') : t('outcome.noteWords')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FormError>{problem}</FormError>
        <Group gap={8} justify="flex-end">
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {t('app:cancel')}
          </Button>
          <Button size="compact-sm" type="submit" rightSection={<KeyCap combination="mod+enter" />}>
            {t('outcome.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
