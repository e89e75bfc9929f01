import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { CLOCK_IDS } from '../../../src-shared/deadlines/types.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './law-cell.module.css';

/** Laws whose names are too long for a column. */
const SHORTENED = ['house', 'uk-gdpr', 'eu-gdpr', 'ccpa-opt-out'] as const;

/** Under which law a case is due, and for what: `CCPA ack.`; the whole of it on hover. */
export function LawCell({ row }: { readonly row: Pick<CaseRow, 'regime' | 'clock' | 'workByOn'> }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  if (row.regime === null) return '–';
  const regime = words.regime(row.regime);
  const own = SHORTENED.find((id) => id === row.regime);
  const short = own ? t(`law.${own}`) : regime;
  const clock = CLOCK_IDS.find((id) => id === row.clock);
  if (!clock) return <span className={classes.law}>{short}</span>;
  return (
    <span className={classes.law} title={row.workByOn ? t(`cell.${clock}`, { regime, date: format.date(row.workByOn) }) : undefined}>
      {short} <small>{t(`clockShort.${clock}`)}</small>
    </span>
  );
}
