import { IconAlertTriangleFilled, IconCircleFilled, IconDiamondFilled, IconMinus, IconPlayerPauseFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Band, CaseRow } from '../../src-shared/contract/cases.ts';
import { useOffice } from '../app/office.tsx';
import classes from './due-pill.module.css';

const ICON: Readonly<Record<Band, typeof IconMinus>> = {
  overdue: IconAlertTriangleFilled,
  soon: IconDiamondFilled,
  later: IconCircleFilled,
  paused: IconPlayerPauseFilled,
  none: IconMinus,
};

/** Days until a case must be answered, told by shape and words first and colour last. `long`: `29 days left`, where there is room. */
export function DuePill({ row, long = false }: { readonly row: Pick<CaseRow, 'band' | 'workByOn'>; readonly long?: boolean }) {
  const { t } = useTranslation('vocabulary');
  const { today, format } = useOffice();
  const Icon = ICON[row.band];
  const left = row.workByOn === null ? null : format.daysBetween(today, row.workByOn);

  function words(): string {
    if (row.band === 'paused') return t('due.paused');
    if (left === null || row.band === 'none') return t('due.none');
    if (left < 0) return t(long ? 'due.overLong' : 'due.over', { count: -left });
    return left === 0 ? t('due.today') : t(long ? 'due.leftLong' : 'due.left', { count: left });
  }

  return (
    <span className={classes.pill} data-band={row.band}>
      <Icon size={10} aria-hidden />
      {words()}
    </span>
  );
}
