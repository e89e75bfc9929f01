import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './opt-outs.module.css';
import type { TakenOptOuts } from './take-form.tsx';
import { useOptOutWords } from './use-words.ts';
import { WordsToSay } from './words-to-say.tsx';

interface Props {
  readonly taken: TakenOptOuts;
  /** Whether to lead to the case: not where one stands on it. */
  readonly linked?: boolean;
  /** What comes next. */
  readonly children: ReactNode;
}

/** What was taken, the words to confirm it with, and where it lies. */
export function Taken({ taken, linked = true, children }: Props) {
  const { t } = useTranslation('optOuts');
  const { allOf } = useOptOutWords();
  const said = useRef<HTMLDivElement>(null);
  // The form that had the keyboard is gone.
  useEffect(() => said.current?.focus(), []);
  return (
    <div ref={said} tabIndex={-1} className={classes.taken}>
      <p className={classes.done}>
        <IconCircleCheck size={20} aria-hidden />
        <span>
          <b>{t('take.taken')}</b> {allOf(taken.optOuts)}
        </span>
      </p>
      <WordsToSay title={t('take.confirmation')} words={taken.confirmation} />
      <div className={classes.foot}>
        {linked && taken.case && (
          <Link to="/case/$reference" params={{ reference: taken.case.reference }} search={{ id: taken.case.id }}>
            {t('take.case', { reference: taken.case.reference })}
          </Link>
        )}
        {children}
      </div>
    </div>
  );
}
