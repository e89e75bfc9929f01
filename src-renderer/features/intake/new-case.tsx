import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Made, NewCaseForm } from './new-case-form.tsx';
import { NewCaseMade } from './new-case-made.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The form for what comes by phone, letter, portal or in person. */
export function NewCaseModal({ opened, onClose }: Props) {
  const { t } = useTranslation(['intake', 'app']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('new.title')}
      size={620}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <Steps onClose={onClose} />
    </Modal>
  );
}

/** Its own component, so that a closed form forgets everything. */
function Steps({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <NewCaseMade made={made} onClose={onClose} onAnother={() => setMade(null)} />;
  return <NewCaseForm onMade={setMade} onCancel={onClose} />;
}
