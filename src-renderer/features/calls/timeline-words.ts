import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { CONSENT_ANSWERS, CONSENT_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import { useAnswerWords } from './consent-words.ts';

/** What was said on the phone, as a sentence without its actor. Answers that this version does not know are left out. */
export function useCallsTimelineWords(): (type: 'called' | 'consented', facts: TimelineEntry['facts']) => string {
  const { t } = useTranslation('calls');
  const words = useAnswerWords();
  return (type, facts) => {
    if (type === 'called') return t(facts.direction === 'outbound' ? 'timeline.called_outbound' : 'timeline.called_inbound');
    const given = typeof facts.answers === 'string' ? facts.answers.split(', ') : [];
    const answers = given.flatMap((one) => {
      const [said, was] = one.split(':');
      const purpose = CONSENT_PURPOSES.find((known) => known === said);
      const answer = CONSENT_ANSWERS.find((known) => known === was);
      return purpose && answer ? [{ purpose, answer }] : [];
    });
    return answers.length === 0 ? t('timeline.consented_some') : t('timeline.consented', { answers: words(answers) });
  };
}
