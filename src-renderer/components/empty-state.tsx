import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: Icon;
  readonly title: string;
  /** What belongs here, and how it gets here. */
  readonly children?: ReactNode;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
}

/** An empty page says what belongs there. */
export function EmptyState({ icon: Sign, title, children, action }: Props) {
  return (
    <Stack align="center" justify="center" gap={8} py={56} px="md" flex={1} ta="center">
      <ThemeIcon variant="default" size={40} radius="xl" c="dimmed">
        <Sign size={20} stroke={1.5} aria-hidden />
      </ThemeIcon>
      <Title order={2} size="h3" mt={4}>
        {title}
      </Title>
      {children && (
        <Text component="div" size="sm" c="dimmed" maw={420} style={{ textWrap: 'pretty' }}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
