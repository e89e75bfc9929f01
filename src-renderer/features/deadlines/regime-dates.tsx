import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { CalendarDay } from '../../components/date-time.tsx';
import { ClockState } from './all-clocks.tsx';
import { useClockWords } from './clock-words.ts';
import { PAUSES, type RegimeGroup } from './dates.ts';
import { useDates } from './dates-context.tsx';
import classes from './dates-section.module.css';

interface Props {
  readonly group: RegimeGroup;
  readonly deadlines: CaseDeadlines;
}

/** One set of rules: its clocks, and what does and does not move them. */
export function RegimeDates({ group, deadlines }: Props) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { view, kinds, requestIds } = group;
  const name = words.regime(view.regime);
  const { governing } = deadlines;
  const governs = (clock: string) =>
    governing?.regime === view.regime && governing.clock === clock && requestIds.includes(governing.requestId);
  return (
    <section className={classes.regime} aria-label={name}>
      <h3 title={view.title}>
        {name}
        {requestIds.length < deadlines.requests.length && <small>{t('forKinds', { kinds: format.list(kinds.map(words.kind)) })}</small>}
      </h3>
      {view.problem !== null && <p className={classes.problem}>{view.problem}</p>}
      <dl className={classes.list}>
        {view.clocks
          .filter(({ id }) => id !== 'extension_notice')
          .map((clock) => (
            <div key={clock.id} data-governs={governs(clock.id) || undefined}>
              <dt>{t(`clock.${clock.id}`)}</dt>
              <dd>
                <CalendarDay on={clock.workByDate} />
                <span className={classes.state}>
                  <ClockState view={view} clock={clock} />
                </span>
                {(clock.statutoryDate !== clock.workByDate || clock.legalDate !== clock.workByDate) && (
                  <small>
                    {t(clock.legalDate === clock.statutoryDate ? 'otherEnd' : 'otherDates', {
                      end: format.date(clock.statutoryDate),
                      legal: format.date(clock.legalDate),
                    })}
                  </small>
                )}
              </dd>
            </div>
          ))}
      </dl>
      <Moves view={view} />
    </section>
  );
}

/** What asking does to this clock, and whether it can be extended. That it does not stop is said plainly: staff expect otherwise. */
function Moves({ view }: { readonly view: RegimeView }) {
  const { t } = useTranslation('deadlines');
  const clockWords = useClockWords();
  const { detail } = useDates();
  const answer = view.clocks.find(({ id }) => id === 'respond');
  // Once it is answered nothing moves its date any more.
  if (detail.row.status === 'closed' || view.clocks.length === 0 || answer?.met) return null;
  const never = PAUSES.every((kind) => view.pauses[kind] === 'none');
  return (
    <dl className={classes.moves}>
      {never ? (
        <div>
          <dt>{t('stop.label')}</dt>
          <dd>{t('stop.never')}</dd>
        </div>
      ) : (
        PAUSES.map((kind) => {
          const effect = view.pauses[kind];
          return (
            <div key={kind}>
              <dt>{t(`pauseName.${kind}`)}</dt>
              <dd>{t(effect === 'none' && kind === 'identity' ? 'stop.noneIdentity' : `stop.${effect}`)}</dd>
            </div>
          );
        })
      )}
      <div>
        <dt>{t('extension.label')}</dt>
        <dd>{clockWords.extension(view)}</dd>
      </div>
    </dl>
  );
}
