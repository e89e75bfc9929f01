import { IconAlertTriangleFilled, IconCircleCheck, IconClock, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OptOutState } from '../../../src-shared/vocabulary/consent.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './opt-outs.module.css';

const ICON = { queued: IconClock, sent: IconSend, confirmed: IconCircleCheck, failed: IconAlertTriangleFilled } as const;
const STEPS: readonly OptOutState[] = ['queued', 'sent', 'confirmed'];

/** How far an opt-out has come: queued, told to the CRM, confirmed by it, or refused. In words, and as three marks. */
export function Journey({ state, at }: { readonly state: OptOutState; readonly at: string }) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const words = useWords();
  const Icon = ICON[state];
  const come = state === 'failed' ? 2 : STEPS.indexOf(state) + 1;
  return (
    <span className={classes.journey} data-state={state} title={t('list.at', { state: words.optOutState(state), at: format.dateTime(at) })}>
      <Icon size={14} aria-hidden />
      {words.optOutState(state)}
      <span className={classes.steps} aria-hidden>
        {STEPS.map((step, index) => (
          <i key={step} data-come={index < come || undefined} />
        ))}
      </span>
    </span>
  );
}
