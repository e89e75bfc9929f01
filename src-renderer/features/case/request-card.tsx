import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconCircleCheck, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CaseRequest } from '../../../src-shared/contract/cases.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import { RequestDates } from '../deadlines/request-dates.tsx';
import { TakeFromCase } from '../opt-outs/take-from-case.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { reasonsInWords } from './reasons.ts';
import classes from './request-card.module.css';
import type { RequestChanges } from './request-changes.ts';
import { SavedText } from './saved-field.tsx';

interface Props {
  readonly request: CaseRequest;
  readonly editable: boolean;
  readonly removable: boolean;
  readonly deciding: boolean;
  /** The keys act on this one. */
  readonly keyed: { readonly outcome: boolean; readonly confirm: boolean };
  readonly onDecide: (open: boolean) => void;
  readonly onKind: () => void;
  readonly changes: RequestChanges;
}

/** One request: its kind and why the desk thinks so, the requester's words, how it was answered. */
export function RequestCard({ request, editable, removable, deciding, keyed, onDecide, onKind, changes }: Props) {
  const { t } = useTranslation('case');
  const words = useWords();
  const kind = words.kind(request.kind);
  return (
    <article className={classes.card} aria-label={kind}>
      <Group gap={6} wrap="nowrap">
        <Text fw={600} size="sm" flex={1}>
          {kind}
        </Text>
        {request.confirmed && <IconCircleCheck size={15} className={classes.quiet} role="img" aria-label={t('asked.isConfirmed')} />}
        {editable && (
          <Menu position="bottom-end" width={190}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" c="dimmed" size={24} aria-label={t('asked.more', { kind })}>
                <IconDots size={15} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onKind} rightSection={<KeyHint scope="case.asked" action="kind" />}>
                {t('asked.change')}
              </Menu.Item>
              {removable && <Menu.Item onClick={() => void changes.remove(request)}>{t('asked.remove')}</Menu.Item>}
              {request.outcome && (
                <Menu.Item onClick={() => void changes.decide(request, { outcome: null, denialReason: null, note: '' })}>
                  {t('asked.takeBack')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <Suggested request={request} editable={editable} keyed={keyed} onKind={onKind} changes={changes} />
      <SavedText
        multiline
        label={t('asked.detail', { kind })}
        placeholder={editable ? t('asked.noDetail') : ''}
        value={request.detail}
        disabled={!editable}
        maxLength={10_000}
        onSave={(detail) => changes.setDetail(request, detail)}
      />
      <RequestDates requestId={request.id} />
      <TakeFromCase request={request} />
      {deciding && editable ? (
        <OutcomeForm request={request} onDone={() => onDecide(false)} changes={changes} />
      ) : (
        <Answer request={request} editable={editable} keyed={keyed} onDecide={() => onDecide(true)} />
      )}
    </article>
  );
}

/** What intake made of it, in words, until somebody confirms or corrects it. */
function Suggested({ request, editable, keyed, onKind, changes }: Pick<Props, 'request' | 'editable' | 'keyed' | 'onKind' | 'changes'>) {
  const { t } = useTranslation('case');
  const { format } = useOffice();
  const words = useWords();
  const { suggested, confirmed } = request;
  if (!suggested || confirmed) return null;
  // A message that was no request, or unclear, came in as a concern so that somebody looks at it.
  const unclear = suggested.kind === 'unsure' || suggested.kind === 'not_a_request';
  return (
    <div className={classes.suggested}>
      <Text size="xs">
        {unclear
          ? t('asked.unclear', { kind: words.suggested(suggested.kind as 'unsure') })
          : t('asked.suggested', { share: format.percent(suggested.confidence) })}
        {suggested.because.length > 0 && ` ${t('asked.because', { reasons: reasonsInWords(suggested.because) })}`}
      </Text>
      {editable && (
        <Group gap={6} mt={6}>
          <Button
            size="compact-xs"
            variant="default"
            rightSection={keyed.confirm && <KeyHint scope="case.asked" action="confirm" />}
            onClick={() => void changes.setKind(request, request.kind)}
          >
            {t('asked.confirm')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            rightSection={keyed.confirm && <KeyHint scope="case.asked" action="kind" />}
            onClick={onKind}
          >
            {t('asked.change')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Answer({ request, editable, keyed, onDecide }: Pick<Props, 'request' | 'editable' | 'keyed'> & { readonly onDecide: () => void }) {
  const { t } = useTranslation('case');
  const words = useWords();
  if (!request.outcome) {
    if (!editable) return null;
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        ml={-8}
        rightSection={keyed.outcome && <KeyHint scope="case.asked" action="outcome" />}
        onClick={onDecide}
      >
        {t('asked.setOutcome')}
      </Button>
    );
  }
  return (
    <div className={classes.answer}>
      <Group gap={6} wrap="nowrap" align="baseline">
        <Text size="sm" flex={1}>
          <b>{words.outcome(request.outcome)}</b>
          {request.denialReason && `: ${words.denialReason(request.denialReason)}`}
          {request.outcomeBy && <span className={classes.quiet}> · {request.outcomeBy}</span>}
        </Text>
        {editable && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('asked.editOutcome', { kind: words.kind(request.kind) })}
            onClick={onDecide}
          >
            {t('asked.edit')}
          </Button>
        )}
      </Group>
      {request.outcomeNote && (
        <Text size="sm" className={classes.words} dir="auto">
          {request.outcomeNote}
        </Text>
      )}
    </div>
  );
}
