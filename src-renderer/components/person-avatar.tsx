import { Avatar, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly name: string;
  readonly size?: number;
  /** Without name: where a label beside it says it. */
  readonly plain?: boolean;
}

/** A member of staff in a small circle, by initials; the name on hover and for screen readers. */
export function PersonAvatar({ name, size = 22, plain = false }: Props) {
  const { t } = useTranslation('app');
  if (plain) return <Avatar size={size} radius="xl" variant="default" name={name} />;
  return (
    <Tooltip label={name}>
      <Avatar
        size={size}
        radius="xl"
        variant="default"
        name={name}
        alt={t('assignedTo', { name })}
        role="img"
        aria-label={t('assignedTo', { name })}
      />
    </Tooltip>
  );
}
