import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { findClock, governingOf } from './dates.ts';
import { useDates } from './dates-context.tsx';
import classes from './dates-section.module.css';

/** One request's own governing date and rules, in a line, and the way to the reason. */
export function RequestDates({ requestId }: { readonly requestId: string }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { detail, deadlines, why } = useDates();
  // Of one request the section below says the same.
  if (!deadlines || deadlines.requests.length < 2 || detail.row.status === 'closed') return null;
  const at = governingOf(deadlines, requestId);
  const found = at && findClock(deadlines, at);
  if (!found) return null;
  const { view, clock, kind } = found;
  return (
    <div className={classes.request}>
      <span>
        {t('workBy', { date: format.date(clock.workByDate) })}
        <small>{t('governs', { regime: words.regime(view.regime), clock: t(`clock.${clock.id}`) })}</small>
      </span>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-haspopup="dialog"
        aria-label={t('why.of', { kind: words.kind(kind) })}
        onClick={() => why(requestId)}
      >
        {t('why.button')}
      </Button>
    </div>
  );
}
