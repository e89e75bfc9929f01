import { Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What is wrong with a form as a whole, beside its button. Read out as soon as it appears. */
export function FormError({ children }: { readonly children: ReactNode }) {
  return (
    <Text
      component="div"
      size="sm"
      c="var(--mantine-color-error)"
      role="alert"
      style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}
    >
      {children && <IconAlertCircle size={16} aria-hidden style={{ flex: 'none', marginBlockStart: 2 }} />}
      {children}
    </Text>
  );
}
