import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { CalendarDay } from '../../components/date-time.tsx';
import { useClockWords } from './clock-words.ts';
import { useDates } from './dates-context.tsx';
import classes from './dates-section.module.css';

/** What happened that the dates hang on, each with a way to take it back. */
export function Recorded({ deadlines }: { readonly deadlines: CaseDeadlines }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const clockWords = useClockWords();
  const { format } = useOffice();
  const { mayWork, open } = useDates();
  const { events, requests } = deadlines;
  if (events.length === 0) return null;
  const kindOf = (requestId: string) => {
    const kind = requests.find((request) => request.requestId === requestId)?.kind;
    return kind && requests.length > 1 ? words.kind(kind) : null;
  };
  return (
    <section className={classes.recorded} aria-label={t('recorded.title')}>
      <h3>{t('recorded.title')}</h3>
      <ul>
        {events.map((event) => {
          const act = clockWords.actOf(event, kindOf);
          return (
            <li key={event.id} title={event.reason || undefined}>
              <CalendarDay on={event.on} />
              <span>
                {act}
                <small> · {words.actor(event.by)}</small>
              </span>
              {mayWork && event.type !== 'responded' && (
                <Tooltip label={t('recorded.withdraw')}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    c="dimmed"
                    size={24}
                    aria-label={t('recorded.withdrawOf', { act, date: format.date(event.on) })}
                    onClick={() => open({ what: 'withdraw', event })}
                  >
                    <IconArrowBackUp size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
