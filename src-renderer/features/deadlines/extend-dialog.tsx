import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { useWords } from '../../app/words.ts';
import { useClockWords } from './clock-words.ts';
import { DialogForm } from './dialog-form.tsx';
import { PerRule } from './per-rule.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly requestId: string;
  readonly onClose: () => void;
}

/** Proposes more time: which rules give it, how much, and until when it can be announced. A manager decides. */
export function ExtendDialog({ deadlines, requestId: first, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const clockWords = useClockWords();
  const { today, receivedOn, requests } = deadlines;
  const [requestId, setRequestId] = useState(first);
  const [noticeOn, setNoticeOn] = useState<string>(today);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ readonly date?: string; readonly reason?: string }>({});
  const request = requests.find((one) => one.requestId === requestId);

  return (
    <DialogForm
      title={t('extension.title')}
      confirm={t('extension.confirm')}
      deadlines={deadlines}
      done={t('extension.done')}
      size={520}
      check={() => {
        const found = {
          ...(noticeOn >= receivedOn ? {} : { date: t('extension.needsDate') }),
          ...(reason.trim().length >= 3 ? {} : { reason: t('extension.needsReason') }),
        };
        setWrong(found);
        return Object.keys(found).length === 0;
      }}
      act={(desk, one) => desk.deadlines.proposeExtension({ ...one, requestId, noticeOn: noticeOn as CalendarDate, reason })}
      onClose={onClose}
    >
      <Text size="sm">{t('extension.words')}</Text>
      {requests.length > 1 && (
        <Select
          label={t('extension.request')}
          value={requestId}
          data={requests.map((one) => ({ value: one.requestId, label: words.kind(one.kind) }))}
          onChange={(value) => value && setRequestId(value)}
        />
      )}
      <TextInput
        type="date"
        label={t('extension.notice')}
        description={t('extension.noticeHint')}
        value={noticeOn}
        min={receivedOn}
        data-autofocus
        error={wrong.date}
        onChange={(event) => {
          setWrong({});
          setNoticeOn(event.currentTarget.value);
        }}
      />
      <PerRule
        title={t('extension.perRule')}
        lines={(request?.regimes ?? []).map((view) => ({
          key: view.regime,
          regime: words.regime(view.regime),
          kinds: [],
          words: clockWords.extension(view, noticeOn || today),
        }))}
      />
      <Textarea
        label={t('extension.reason')}
        description={t('extension.reasonHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={reason}
        error={wrong.reason}
        onChange={(event) => {
          setWrong({});
          setReason(event.currentTarget.value);
        }}
      />
    </DialogForm>
  );
}
