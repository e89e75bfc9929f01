import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { Answer } from '../../../src-shared/contract/access.ts';
import classes from './access.module.css';

const SIGN = { allow: IconCheck, deny: IconX, unknown: IconQuestionMark } as const;

/** The answer as a sign. The word stands beside it. */
export function AnswerSign({ answer, size = 16 }: { readonly answer: Answer; readonly size?: number }) {
  const Sign = SIGN[answer];
  return <Sign size={size} stroke={2.4} className={classes.sign} data-answer={answer} aria-hidden />;
}
