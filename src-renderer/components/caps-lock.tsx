import { Text } from '@mantine/core';
import { IconArrowBigUpLine } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Whether Caps Lock is on while a passphrase is typed. */
export function useCapsLock() {
  const [on, setOn] = useState(false);
  const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'));
  return { on, watch: { onKeyDown: look, onKeyUp: look, onBlur: () => setOn(false) } };
}

export function CapsLockHint({ on }: { readonly on: boolean }) {
  const { t } = useTranslation('session');
  return (
    <div role="status">
      {on && (
        <Text size="sm" style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
          <IconArrowBigUpLine size={15} aria-hidden />
          {t('passphrase.capsLock')}
        </Text>
      )}
    </div>
  );
}
