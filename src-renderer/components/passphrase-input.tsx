import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A field for a passphrase: it can be shown, pasted into and filled by a password manager (WCAG 3.3.8). */
export function PassphraseInput(props: PasswordInputProps) {
  const { t } = useTranslation('session');
  return (
    <PasswordInput
      maxLength={1024}
      // Mantine marks the box around it; a screen reader looks at the input.
      aria-invalid={Boolean(props.error)}
      visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
      visibilityToggleFocusable
      {...props}
    />
  );
}
