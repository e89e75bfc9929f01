import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, ClockView, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { CalendarDay } from '../../components/date-time.tsx';
import { DuePill } from '../../components/due-pill.tsx';
import classes from './all-clocks.module.css';
import { bandOfClock, type ClockPlace, groupRegimes } from './dates.ts';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly at: ClockPlace;
  readonly onChoose: (at: ClockPlace) => void;
}

/** Every clock of the case under every set of rules, with its three dates; each explains itself when it is chosen. */
export function AllClocks({ deadlines, at, onChoose }: Props) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const groups = groupRegimes(deadlines.requests);
  return (
    <table className={classes.clocks}>
      <thead>
        <tr>
          <th scope="col">{t('why.clock')}</th>
          <th scope="col">{t('why.workBy')}</th>
          <th scope="col">{t('why.legal')}</th>
          <th scope="col">{t('why.statutory')}</th>
          <th scope="col">{t('why.state')}</th>
        </tr>
      </thead>
      {groups.map(({ key, view, requestIds, kinds }) => (
        <tbody key={key}>
          <tr>
            <th scope="rowgroup" colSpan={5} className={classes.rules}>
              {words.regime(view.regime)}
              {deadlines.requests.length > 1 && <small> {t('forKinds', { kinds: format.list(kinds.map(words.kind)) })}</small>}
            </th>
          </tr>
          {view.problem !== null && (
            <tr>
              <td colSpan={5}>{view.problem}</td>
            </tr>
          )}
          {view.clocks.map((clock) => {
            const here = requestIds.includes(at.requestId) && at.regime === view.regime && at.clock === clock.id;
            const place = { requestId: requestIds[0] ?? at.requestId, regime: view.regime, clock: clock.id };
            const facts = { clock: t(`clock.${clock.id}`), regime: words.regime(view.regime) };
            return (
              <tr key={clock.id} aria-current={here || undefined}>
                <td>
                  <button type="button" aria-label={t('why.show', facts)} onClick={() => onChoose(place)}>
                    {facts.clock}
                  </button>
                </td>
                <td>
                  <CalendarDay on={clock.workByDate} />
                </td>
                <td>
                  <CalendarDay on={clock.legalDate} />
                </td>
                <td>
                  <CalendarDay on={clock.statutoryDate} />
                </td>
                <td>
                  <ClockState view={view} clock={clock} />
                </td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

/** Whether a clock is met, stands still, or how many days it has. */
export function ClockState({ view, clock }: { readonly view: RegimeView; readonly clock: ClockView }) {
  const { t } = useTranslation('deadlines');
  const { format, today } = useOffice();
  if (clock.met) return <span className={classes.met}>{t(`met.${clock.id}`)}</span>;
  const band = bandOfClock(view, clock, format.daysBetween(today, clock.workByDate));
  return <DuePill row={{ band, workByOn: clock.workByDate }} />;
}
