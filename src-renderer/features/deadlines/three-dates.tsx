import { useTranslation } from 'react-i18next';
import type { ClockView } from '../../../src-shared/contract/deadlines.ts';
import { CalendarDay } from '../../components/date-time.tsx';
import classes from './why.module.css';

/** A clock's three dates, and in words what each is. */
export function ThreeDates({ clock }: { readonly clock: ClockView }) {
  const { t } = useTranslation('deadlines');
  const { statutoryDate, legalDate, workByDate } = clock;
  return (
    <dl className={classes.three}>
      <div data-first>
        <dt>{t('why.workBy')}</dt>
        <dd>
          <CalendarDay on={workByDate} fw={600} />
          <small>{t('why.workByWords')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('why.statutory')}</dt>
        <dd>
          <CalendarDay on={statutoryDate} />
          <small>{t('why.statutoryWords')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('why.legal')}</dt>
        <dd>
          <CalendarDay on={legalDate} />
          <small>{t(legalDate === statutoryDate ? 'why.legalSame' : 'why.legalRolled')}</small>
        </dd>
      </div>
    </dl>
  );
}
