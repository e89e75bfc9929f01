import { Drawer } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, ClockView } from '../../../src-shared/contract/deadlines.ts';
import { useWords } from '../../app/words.ts';
import { isCalendar } from '../../components/calendars.ts';
import { AllClocks } from './all-clocks.tsx';
import { type ClockPlace, findClock } from './dates.ts';
import { Source } from './source.tsx';
import { ThreeDates } from './three-dates.tsx';
import classes from './why.module.css';

type Step = ClockView['trace'][number];

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly at: ClockPlace | null;
  readonly onAt: (at: ClockPlace) => void;
  readonly onClose: () => void;
}

/** *Why this date?*: the clock's three dates, each step that led to them with its source, and every other clock to choose from. */
export function WhyDrawer({ deadlines, at, onAt, onClose }: Props) {
  const { t } = useTranslation(['deadlines', 'app']);
  return (
    <Drawer
      opened={at !== null}
      onClose={onClose}
      position="right"
      size={640}
      title={t('why.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      {at && <Why deadlines={deadlines} at={at} onAt={onAt} />}
    </Drawer>
  );
}

function Why({ deadlines, at, onAt }: Omit<Props, 'onClose' | 'at'> & { readonly at: ClockPlace }) {
  const { t } = useTranslation(['deadlines', 'session']);
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const found = findClock(deadlines, at);

  function choose(next: ClockPlace) {
    onAt(next);
    // The reasons stand above the list: the reader is taken there, and a screen reader reads them out.
    setTimeout(() => {
      heading.current?.scrollIntoView({ block: 'start' });
      heading.current?.focus({ preventScroll: true });
    });
  }

  if (!found) return <AllClocks deadlines={deadlines} at={at} onChoose={choose} />;
  const { view, clock, kind } = found;
  return (
    <div className={classes.why}>
      <h2 ref={heading} tabIndex={-1} className={classes.whyHeading}>
        {t('why.heading', { clock: t(`clock.${clock.id}`), regime: words.regime(view.regime) })}
        <small>
          {view.title} · {words.kind(kind)}
        </small>
      </h2>
      <ThreeDates clock={clock} />
      <h3>{t('why.steps')}</h3>
      <ol className={classes.steps}>
        {clock.trace.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells one step from another
          <li key={index}>
            <p>{sentence(step.sentence)}</p>
            {!sameRule(step, clock.trace[index + 1]) && (
              <Source citation={step.source} confirmed={step.confirmed} rule={t('why.rule', { rule: step.rule, version: step.version })} />
            )}
          </li>
        ))}
      </ol>
      <p className={classes.small}>
        {t(`why.origin.${view.origin}`)}{' '}
        {t('why.counted', {
          zone: view.timeZone.replaceAll('_', ' '),
          calendar: isCalendar(view.calendar) ? t(`session:calendar.${view.calendar}`) : view.calendar,
          version: view.calendarVersion,
        })}
      </p>
      <h3>{t('why.all')}</h3>
      <AllClocks deadlines={deadlines} at={at} onChoose={choose} />
    </div>
  );
}

/** Steps in a row that follow one rule name it once, after the last of them. */
const sameRule = (step: Step, next: Step | undefined) =>
  next?.rule === step.rule && next.version === step.version && next.source === step.source && next.confirmed === step.confirmed;

/** The engine's sentences begin small, because they are parts of one reckoning. */
const sentence = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1);
