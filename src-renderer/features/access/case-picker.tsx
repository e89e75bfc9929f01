import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/connection.tsx';
import { useWords } from '../../app/words.ts';
import { Picker } from '../case/picker.tsx';

/** Finds the case that a check is for, by reference or words. */
export function CasePicker({ onClose, onPick }: { readonly onClose: () => void; readonly onPick: (caseId: string) => void }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const { query } = useDesk();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const { data } = useQuery(
    query.search.find.queryOptions({ input: { text, limit: 8 }, enabled: text.length > 1, placeholderData: keepPreviousData, gcTime: 0 }),
  );
  const options = (text.length > 1 ? (data?.hits ?? []) : []).map(({ row }) => ({
    value: row.id,
    label: `${row.reference} ${row.requesterName}`,
    hint: [row.kinds.map(words.kind).join(', '), words.status(row.status)].join(' · '),
  }));
  return (
    <Picker
      opened
      onClose={onClose}
      label={t('attach.find')}
      nothing={t(text.length > 1 ? 'attach.nothing' : 'attach.type')}
      options={options}
      onTyped={setTyped}
      onPick={(caseId) => {
        onClose();
        onPick(caseId);
      }}
    />
  );
}
