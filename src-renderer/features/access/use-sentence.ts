import { useTranslation } from 'react-i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { type Sentence, sentence } from './sentence.ts';

/** The sentence of a check, in the reader's words. */
export function useSentence(): (check: AccessCheck) => Sentence {
  const { t } = useTranslation('access');
  const { format } = useOffice();
  const { dataClass, permission } = useWords();
  return (check) =>
    sentence(check, {
      say: t,
      dataClass,
      permission,
      date: format.longDate,
      dayOf: format.dayOf,
      daysBetween: format.daysBetween,
      list: format.list,
    });
}
