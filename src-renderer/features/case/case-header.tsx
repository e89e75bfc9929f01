import { ActionIcon, Button, Group, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconChevronDown, IconCopy, IconLock, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import { announce } from '../../app/announce.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { CalendarDay } from '../../components/date-time.tsx';
import { DuePill } from '../../components/due-pill.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './case-header.module.css';
import { NextStepButton } from './next-step-button.tsx';
import { useStaff } from './people.ts';

interface Props {
  readonly detail: CaseDetail;
  readonly onAssign: () => void;
  readonly onStatus: () => void;
  readonly onSetOutcome: (requestId: string) => void;
  readonly onAddRequest: () => void;
  readonly onVerify: () => void;
}

/** Who, until when, where it stands, and what is next. */
export function CaseHeader({ detail, onAssign, onStatus, onSetOutcome, onAddRequest, onVerify }: Props) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { may } = useMe();
  const { row, requester } = detail;
  const heading = useRef<HTMLHeadingElement>(null);
  // Coming from the list, whose focused element is gone: the keyboard is not left nowhere.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.id === 'main') heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className={classes.header}>
      <Tooltip label={t('keys.back')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={t('keys.back')}
          renderRoot={(props) => <Link to="/queue" {...props} />}
        >
          <IconArrowLeft size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <div className={classes.who}>
        <Group gap={4} wrap="nowrap">
          <Reference reference={row.reference} />
          {row.sealed && (
            <Text size="xs" c="dimmed" component="span" className={classes.sealed}>
              <IconLock size={13} aria-hidden /> {t('sealed')}
            </Text>
          )}
        </Group>
        <Group gap={8} wrap="nowrap">
          <Title ref={heading} tabIndex={-1} order={1} size="h2" className={classes.name} dir="auto">
            {requester.name || t('noName')}
          </Title>
          <Text size="sm" c="dimmed" className={classes.role}>
            {words.requesterRole(requester.role)}
          </Text>
        </Group>
      </div>
      <span className={classes.gap} />
      <div className={classes.due}>
        <DuePill row={row} />
        {row.workByOn && (
          <Text size="xs" c="dimmed">
            <CalendarDay on={row.workByOn} />
            {row.regime && ` · ${words.regime(row.regime)}`}
          </Text>
        )}
      </div>
      <Assignee detail={detail} onAssign={onAssign} />
      <Button
        variant="default"
        disabled={row.status === 'closed' || !may('case.work')}
        rightSection={row.status === 'closed' ? null : <KeyHint scope="case" action="status" />}
        leftSection={row.status === 'closed' ? null : <IconChevronDown size={13} aria-hidden />}
        className={classes.status ?? ''}
        onClick={onStatus}
      >
        <VisuallyHidden>{t('statusButton')}</VisuallyHidden> {words.status(row.status)}
      </Button>
      <NextStepButton detail={detail} onSetOutcome={onSetOutcome} onAddRequest={onAddRequest} onVerify={onVerify} />
    </header>
  );
}

function Assignee({ detail: { row }, onAssign }: { readonly detail: CaseDetail; readonly onAssign: () => void }) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { may } = useMe();
  const staff = useStaff();
  const name = row.assignee ? staff.nameOf(row.assignee) : words.nobody();
  return (
    <Button
      variant="default"
      disabled={!may('case.work')}
      leftSection={<IconUser size={13} aria-hidden />}
      rightSection={<KeyHint scope="case" action="assign" />}
      className={classes.assignee ?? ''}
      onClick={onAssign}
    >
      <VisuallyHidden>{t('assigneeButton')}</VisuallyHidden> {name}
    </Button>
  );
}

/** The reference, to be copied with `c`. */
function Reference({ reference }: { readonly reference: string }) {
  const { t } = useTranslation('case');
  const button = useRef<HTMLButtonElement>(null);
  useKeys('case.reference', [{ id: 'copy', keys: ['c'], label: t('keys.copy'), run: () => button.current?.click() }]);
  return (
    <CopyText value={reference} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'copied' : 'keys.copy')}>
          <button
            ref={button}
            type="button"
            className={classes.reference}
            aria-label={t('copyReference', { reference })}
            onClick={() => {
              copy();
              announce(t('copied'));
            }}
          >
            {reference}
            {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
          </button>
        </Tooltip>
      )}
    </CopyText>
  );
}
