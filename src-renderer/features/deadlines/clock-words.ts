import { useTranslation } from 'react-i18next';
import type { RegimeView } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { type ActType, type DeadlineAct, effectOf, extensionState, pauseOf } from './dates.ts';

/** Days to a date, in words: `29 days left`, `today`, `3 days over`. */
export function useDaysLeft(): (on: string) => string {
  const { t } = useTranslation('vocabulary');
  const { format, today } = useOffice();
  return (on) => {
    const left = format.daysBetween(today, on);
    if (left < 0) return t('due.overLong', { count: -left });
    return left === 0 ? t('due.today') : t('due.leftLong', { count: left });
  };
}

/** The words of acts and of what they do. */
export function useClockWords() {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format, today } = useOffice();
  const daysLeft = useDaysLeft();

  return {
    /** `Identity asked for`; with the request's kind where it belongs to one of several. */
    act: (type: ActType) => t(`act.${type}`),
    actOf: ({ type, requestId }: DeadlineAct, kindOf: (requestId: string) => string | null) => {
      const kind = requestId === null ? null : kindOf(requestId);
      return kind === null ? t(`happened.${type}`) : t('happenedFor', { act: t(`happened.${type}`), kind });
    },
    /** What recording an act does to a regime's clocks, in a sentence. `appeal`: the regime's rule about appeals, where it has one. */
    effect(type: ActType, view: RegimeView, appeal: string | null = null): string {
      const effect = effectOf(type, view);
      if (effect === 'appeal' || effect === 'appeal_extended')
        return appeal === null ? t('effect.appeal_none') : t(`effect.${effect}`, { within: appeal });
      const due = view.clocks.find(({ id }) => id === 'acknowledge')?.workByDate;
      const pause = pauseOf(type);
      return t(`effect.${effect}`, {
        what: pause ? t(`pause.${pause.kind}`) : '',
        date: due ? format.date(due) : '',
        since: view.openPause ? format.date(view.openPause.since) : '',
      });
    },
    /** Until when more time can be announced, and what it would give; or why not. */
    extension(view: RegimeView, noticeOn = today): string {
      const state = extensionState(view, noticeOn);
      switch (state.state) {
        case 'possible':
          return t('extension.possible', {
            date: format.date(state.noticeBy),
            left: daysLeft(state.noticeBy),
            to: format.date(state.extendsTo),
          });
        case 'too_late':
          return t('extension.tooLate', { date: format.date(state.noticeBy) });
        case 'used':
          return t('extension.used');
        case 'over':
          return t('extension.over');
        case 'unknown':
          return t('extension.none');
      }
    },
    regime: words.regime,
  };
}
