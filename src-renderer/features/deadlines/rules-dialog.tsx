import { MultiSelect, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { useDesk } from '../../app/connection.tsx';
import { useWords } from '../../app/words.ts';
import { DialogForm } from './dialog-form.tsx';
import { ReasonField, useReason } from './reason-field.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly onClose: () => void;
}

/** Says which rules hold for a request, instead of what was suggested. */
export function RulesDialog({ deadlines, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { query } = useDesk();
  const { data } = useQuery(query.deadlines.regimes.queryOptions());
  const { requests, governing } = deadlines;
  const [requestId, setRequestId] = useState(governing?.requestId ?? requests[0]?.requestId ?? '');
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [none, setNone] = useState(false);
  const reason = useReason();
  const request = requests.find((one) => one.requestId === requestId);
  const regimes = chosen ?? (request?.regimes ?? []).map(({ regime }) => regime);
  // Several versions of one set of rules are one choice: the day of receipt decides which holds.
  const titles = new Map((data?.regimes ?? []).map(({ id, title }) => [id, title]));

  return (
    <DialogForm
      title={t('rules.title')}
      confirm={t('change.confirm')}
      deadlines={deadlines}
      done={t('rules.done')}
      size={520}
      check={() => {
        setNone(regimes.length === 0);
        return reason.check() && regimes.length > 0;
      }}
      act={(desk, one) => desk.deadlines.changeRegimes({ ...one, requestId, regimes: [...regimes], reason: reason.value })}
      onClose={onClose}
    >
      <Text size="sm">{t('rules.words')}</Text>
      {requests.length > 1 && (
        <Select
          label={t('rules.request')}
          value={requestId}
          data={requests.map((one) => ({ value: one.requestId, label: words.kind(one.kind) }))}
          onChange={(value) => {
            if (!value) return;
            setRequestId(value);
            setChosen(null);
          }}
        />
      )}
      <MultiSelect
        label={t('rules.regimes')}
        value={[...regimes]}
        maxValues={10}
        searchable
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        error={none ? t('rules.needsOne') : null}
        data={[...new Set([...titles.keys(), ...regimes])].map((id) => ({ value: id, label: words.regime(id) }))}
        renderOption={({ option }) => (
          <span>
            {option.label}
            <Text span size="xs" c="dimmed" display="block">
              {titles.get(option.value)}
            </Text>
          </span>
        )}
        onChange={(next) => {
          setNone(false);
          setChosen(next);
        }}
      />
      <ReasonField reason={reason} />
    </DialogForm>
  );
}
