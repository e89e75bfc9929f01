import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Reason {
  readonly value: string;
  readonly missing: boolean;
  readonly set: (value: string) => void;
  /** Whether there is one; marks the field where there is none. */
  readonly check: () => boolean;
}

/** The reason of a change, of at least three characters. */
export function useReason(): Reason {
  const [value, setValue] = useState('');
  const [missing, setMissing] = useState(false);
  return {
    value: value.trim(),
    missing,
    set(next) {
      setMissing(false);
      setValue(next);
    },
    check() {
      const lacks = value.trim().length < 3;
      setMissing(lacks);
      return !lacks;
    },
  };
}

export function ReasonField({ reason, autofocus = false }: { readonly reason: Reason; readonly autofocus?: boolean }) {
  const { t } = useTranslation('deadlines');
  return (
    <Textarea
      label={t('change.reason')}
      description={t('change.reasonHint')}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={1000}
      defaultValue=""
      error={reason.missing ? t('change.needsReason') : null}
      {...(autofocus && { 'data-autofocus': true })}
      onChange={(event) => reason.set(event.currentTarget.value)}
    />
  );
}
