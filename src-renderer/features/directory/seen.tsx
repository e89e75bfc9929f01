import { useTranslation } from 'react-i18next';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';

/** Where it comes from and when that source last said so: `people.csv, seen 3 days ago`. */
export function Seen({ of: { source, observedAt } }: { readonly of: { readonly source: string; readonly observedAt: string } }) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { format } = useOffice();
  return (
    <time dateTime={observedAt} title={format.dateTime(observedAt)}>
      {t('seen', { source: words.source(source), ago: format.ago(observedAt) })}
    </time>
  );
}
