import { ActionIcon, Group, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconKey, IconLockOff, IconUserCog, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../../src-shared/contract/staff.ts';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import classes from './settings.module.css';
import type { StaffAct } from './staff-dialogs.tsx';

interface Props {
  readonly member: StaffMember;
  readonly manages: boolean;
  readonly onAct: (act: StaffAct) => void;
}

/** One person of the desk. Who was removed stays in the list for the history, with nothing left to do. */
export function StaffRow({ member, manages, onAct }: Props) {
  const { t } = useTranslation('settings');
  const { me } = useMe();
  const { format } = useOffice();
  const words = useWords();
  const removed = member.state === 'removed';
  const self = member.id === me.staffId;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={10} wrap="nowrap">
          <PersonAvatar name={member.name} size={24} plain />
          <Text span size="sm" c={removed ? 'dimmed' : 'inherit'} fw={removed ? 400 : 500} truncate>
            {member.name}
          </Text>
          {self && <span className={classes.quiet}>{t('staff.self')}</span>}
          {member.state !== 'active' && <span className={removed ? classes.quiet : classes.alarm}>{t(`staff.state.${member.state}`)}</span>}
        </Group>
      </Table.Td>
      <Table.Td className={classes.quiet ?? ''}>{removed ? '' : member.roles.map(words.role).join(', ')}</Table.Td>
      <Table.Td className={classes.quiet ?? ''} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {format.longDate(format.dayOf(member.addedAt))}
      </Table.Td>
      {manages && <Table.Td className={classes.end ?? ''}>{!removed && <StaffMenu member={member} self={self} onAct={onAct} />}</Table.Td>}
    </Table.Tr>
  );
}

function StaffMenu({ member, self, onAct }: { readonly member: StaffMember; readonly self: boolean; readonly onAct: Props['onAct'] }) {
  const { t } = useTranslation('settings');
  return (
    <Menu position="bottom-end" width={250} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('staff.menu', { name: member.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={15} aria-hidden />} onClick={() => onAct({ act: 'roles', member })}>
          {t('staff.changeRoles')}
        </Menu.Item>
        <Menu.Item
          leftSection={member.state === 'locked_out' ? <IconLockOff size={15} aria-hidden /> : <IconKey size={15} aria-hidden />}
          onClick={() => onAct({ act: 'passphrase', member })}
        >
          {member.state === 'locked_out' ? t('staff.unlock') : t('staff.newPassphrase')}
        </Menu.Item>
        {!self && (
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<IconUserMinus size={15} aria-hidden />}
            onClick={() => onAct({ act: 'remove', member })}
          >
            {t('staff.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
