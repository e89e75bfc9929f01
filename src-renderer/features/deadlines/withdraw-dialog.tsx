import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, DeadlineEventView } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { DialogForm } from './dialog-form.tsx';
import { ReasonField, useReason } from './reason-field.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly event: DeadlineEventView;
  readonly onClose: () => void;
}

/** Takes back what was recorded wrongly. */
export function WithdrawDialog({ deadlines, event, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const reason = useReason();
  const facts = { act: t(`happened.${event.type}`), date: format.date(event.on) };
  return (
    <DialogForm
      title={t('recorded.withdrawTitle', facts)}
      confirm={t('recorded.withdraw')}
      deadlines={deadlines}
      done={t('recorded.done', facts)}
      check={reason.check}
      act={(desk, one) => desk.deadlines.withdraw({ ...one, eventId: event.id, reason: reason.value })}
      onClose={onClose}
    >
      <Text size="sm">{t('recorded.withdrawWords')}</Text>
      <ReasonField reason={reason} autofocus />
    </DialogForm>
  );
}
