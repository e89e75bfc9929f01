import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../src-shared/contract/access.ts';
import { DATA_CLASSES, type DataClass } from '../../../src-shared/vocabulary/directory.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './access.module.css';
import { AnswerSign } from './answer-sign.tsx';
import { groupClasses } from './classes.ts';

/** What somebody may see, what is not known for sure, and what they may not: each in words, the sign only beside it. */
export function ClassChips({ answers }: { readonly answers: Readonly<Record<DataClass, Answer>> }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const { format } = useOffice();
  const { allow, unknown, deny } = groupClasses(answers);
  if (allow.length === DATA_CLASSES.length) return <Chips answer="allow" lead={t('classes.everything')} />;
  if (deny.length === DATA_CLASSES.length) return <Chips answer="deny" lead={t('classes.nothing')} />;
  if (unknown.length === DATA_CLASSES.length) return <Chips answer="unknown" lead={t('classes.unknownAll')} />;
  return (
    <div className={classes.chips}>
      {allow.length > 0 && <span>{t('classes.allow')}</span>}
      {allow.map((one) => (
        <Chip key={one} answer="allow" label={words.dataClass(one)} />
      ))}
      {unknown.length > 0 && <span>{t('classes.unknown')}</span>}
      {unknown.map((one) => (
        <Chip key={one} answer="unknown" label={words.dataClass(one)} />
      ))}
      {deny.length > 0 && <span className={classes.quiet}>{t('classes.deny', { classes: format.list(deny.map(words.dataClass)) })}</span>}
    </div>
  );
}

function Chip({ answer, label }: { readonly answer: Answer; readonly label: string }) {
  return (
    <span className={classes.chip}>
      <AnswerSign answer={answer} size={11} />
      {label}
    </span>
  );
}

function Chips({ answer, lead }: { readonly answer: Answer; readonly lead: string }) {
  return (
    <div className={classes.chips}>
      <Chip answer={answer} label={lead} />
    </div>
  );
}
