import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

const STEPS = ['office', 'you', 'key'] as const;

/** Where one is in the first run. */
export function Steps({ at }: { readonly at: (typeof STEPS)[number] }) {
  const { t } = useTranslation('session');
  const now = STEPS.indexOf(at);
  return (
    <ol className={classes.steps} aria-label={t('steps.label')}>
      {STEPS.map((step, index) => (
        <li key={step} data-done={index < now || undefined} aria-current={index === now ? 'step' : undefined}>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
