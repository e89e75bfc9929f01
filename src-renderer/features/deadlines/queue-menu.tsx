import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarDown, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { showError, useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { saveAs } from '../case/download.ts';

interface Props {
  readonly grouped: boolean;
  readonly onGroup: (grouped: boolean) => void;
}

/** What else can be done with the queue: group it by due, take its dates into a calendar program. */
export function QueueMenu({ grouped, onGroup }: Props) {
  const { t } = useTranslation('deadlines');
  const exportDates = useExportDates();
  useKeys('queue.menu', [
    { id: 'group', keys: ['b'], label: t('group.on'), run: () => onGroup(!grouped) },
    { id: 'export', keys: [], label: t('export.key'), run: () => void exportDates() },
  ]);
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" size={24} aria-label={t('group.menu')}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem
          checked={grouped}
          closeMenuOnClick
          rightSection={<KeyHint scope="queue.menu" action="group" />}
          onChange={onGroup}
        >
          {t('group.on')}
        </Menu.CheckboxItem>
        <Menu.Item leftSection={<IconCalendarDown size={15} aria-hidden />} onClick={() => void exportDates()}>
          {t('export.key')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Saves the due dates of the open cases as tasks for a calendar program: references, no names. */
function useExportDates(): () => Promise<void> {
  const { t } = useTranslation('deadlines');
  const { client } = useDesk();
  return async () => {
    try {
      const { name, text } = await client.deadlines.calendarFile();
      saveAs(name, [new TextEncoder().encode(text)]);
      notifications.show({ message: t('export.done', { name }) });
    } catch (error) {
      showError(error);
    }
  };
}
