import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { useOffice } from '../../app/office.tsx';
import { instantOfLocal, localOfInstant } from '../intake/zoned.ts';
import { DialogForm } from './dialog-form.tsx';
import { ReasonField, useReason } from './reason-field.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly onClose: () => void;
}

/** Puts a wrong date of receipt right, on the office's clock. */
export function ReceiptDialog({ deadlines, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const [local, setLocal] = useState(() => localOfInstant(Date.parse(deadlines.receivedAt), format.timeZone));
  const [wrong, setWrong] = useState(false);
  const reason = useReason();
  const receivedAt = instantOfLocal(local, format.timeZone);
  return (
    <DialogForm
      title={t('receipt.title')}
      confirm={t('change.confirm')}
      deadlines={deadlines}
      done={t('receipt.done')}
      check={() => {
        const fits = receivedAt !== null && receivedAt <= instantOf(Date.now());
        setWrong(!fits);
        return reason.check() && fits;
      }}
      act={(desk, one) => desk.deadlines.changeReceipt({ ...one, receivedAt: receivedAt ?? deadlines.receivedAt, reason: reason.value })}
      onClose={onClose}
    >
      <Text size="sm">{t('receipt.words')}</Text>
      <TextInput
        type="datetime-local"
        label={t('receipt.at')}
        value={local}
        max={localOfInstant(Date.now(), format.timeZone)}
        data-autofocus
        error={wrong ? t('receipt.needsDate') : null}
        onChange={(event) => {
          setWrong(false);
          setLocal(event.currentTarget.value);
        }}
      />
      <ReasonField reason={reason} />
    </DialogForm>
  );
}
