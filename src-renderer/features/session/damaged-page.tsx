import { useTranslation } from 'react-i18next';
import { Frame } from './frame.tsx';

/** A vault or queue is here and cannot be read: what happened and what to do, in the core's words. */
export function DamagedPage({ problem }: { readonly problem: string | null }) {
  const { t } = useTranslation(['session', 'vocabulary']);
  return <Frame title={t('damaged.title')} words={problem ?? t('vocabulary:errors.damaged')} />;
}
