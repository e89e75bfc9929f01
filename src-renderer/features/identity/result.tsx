import { VisuallyHidden } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled, IconClockX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './identity.module.css';

type Outcome = 'match' | 'no_match' | 'expired' | 'used';

/** Whether it fitted: a shape and words, read out as soon as they are there. */
export function Result({ result, what }: { readonly result: Outcome | null; readonly what: string }) {
  const { t } = useTranslation('identity');
  const Icon = result === 'match' ? IconCircleCheckFilled : result === 'no_match' ? IconCircleXFilled : IconClockX;
  return (
    <div role="status" className={classes.result} data-result={result ?? undefined}>
      {result && (
        <>
          <Icon size={16} aria-hidden />
          <VisuallyHidden>{what}: </VisuallyHidden>
          <span>{t(`result.${result}`)}</span>
        </>
      )}
    </div>
  );
}
