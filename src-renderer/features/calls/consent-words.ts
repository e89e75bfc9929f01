import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { CONSENT_ANSWERS, type ConsentPurpose, RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import { useOffice } from '../../app/office.tsx';

const RECORDING: readonly ConsentPurpose[] = RECORDING_PURPOSES;

/** Answers in few words: `Recording for any purpose: refused`. All purposes of recording are said as one. */
export function useAnswerWords(): (answers: Call['answers']) => string {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  return (answers) =>
    CONSENT_ANSWERS.flatMap((answer) => {
      const purposes = answers.filter((one) => one.answer === answer).map(({ purpose }) => purpose);
      if (purposes.length === 0) return [];
      const all = RECORDING.every((purpose) => purposes.includes(purpose));
      const named = purposes.filter((purpose) => !all || !RECORDING.includes(purpose)).map((purpose) => t(`purpose.${purpose}`));
      const what = format.list(all ? [t('purpose.recording'), ...named] : named);
      return [t('answerTo', { purpose: what, answer: t(`answer.${answer}`) })];
    }).join('; ');
}
