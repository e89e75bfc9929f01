import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AskPreset } from './ask-context.tsx';
import { CheckForm } from './check-form.tsx';

const AT_ONCE = { duration: 0 };

/** The question over any page: who types ahead types into it. */
export function AskDialog({ preset, onClose }: { readonly preset: AskPreset; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'app']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ask.title')}
      size={720}
      yOffset="9dvh"
      transitionProps={AT_ONCE}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <CheckForm preset={preset} />
    </Modal>
  );
}
