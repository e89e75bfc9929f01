import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { DEADLINE_EVENT_TYPES } from '../../../src-shared/deadlines/types.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';

type Facts = TimelineEntry['facts'];
type DatesType = Extract<
  TimelineEntry['type'],
  'deadline_event' | 'deadline_withdrawn' | 'extension_proposed' | 'extension_decided' | 'regimes_changed' | 'receipt_changed'
>;

const text = (fact: Facts[string] | undefined) => (typeof fact === 'string' ? fact : '');

/** What moved a date, as a sentence without its actor: `asked for identity, on Fri 4 Sep`. */
export function useDatesTimelineWords(): (type: DatesType, facts: Facts) => string {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const dateOf = (fact: Facts[string] | undefined) => (/^\d{4}-\d{2}-\d{2}$/.test(text(fact)) ? format.date(text(fact)) : '–');
  const momentOf = (fact: Facts[string] | undefined) => (Number.isNaN(Date.parse(text(fact))) ? '–' : format.dateTime(text(fact)));
  const rulesOf = (fact: Facts[string] | undefined) => format.list(text(fact).split(', ').filter(Boolean).map(words.regime));
  const actOf = (fact: Facts[string] | undefined) => {
    const type = DEADLINE_EVENT_TYPES.find((known) => known === fact);
    return type ? t(`act.${type}`) : '–';
  };

  return (type, facts) => {
    const reason = text(facts.reason);
    switch (type) {
      case 'deadline_event': {
        const said = { act: actOf(facts.type), date: dateOf(facts.on), note: text(facts.note) };
        return t(said.note ? 'timeline.eventNote' : 'timeline.event', said);
      }
      case 'deadline_withdrawn':
        return t('timeline.withdrawn', { act: actOf(facts.type), date: dateOf(facts.on), reason });
      case 'extension_proposed':
        return t('timeline.proposed', { date: dateOf(facts.noticeOn), reason });
      case 'extension_decided':
        if (facts.approved !== true) return t(reason ? 'timeline.declined' : 'timeline.declinedPlain', { reason });
        return t(facts.ownDecision === true ? 'timeline.approvedOwn' : 'timeline.approved', { date: dateOf(facts.noticeOn), reason });
      case 'regimes_changed':
        return t('timeline.regimes', { from: rulesOf(facts.from), to: rulesOf(facts.to), reason });
      case 'receipt_changed':
        return t('timeline.receipt', { from: momentOf(facts.from), to: momentOf(facts.to), reason });
    }
  };
}
