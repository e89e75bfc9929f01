import { Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { IconContrast, IconKeyboard, IconLock, IconShieldLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../components/keys-hint.tsx';
import { PersonAvatar } from '../components/person-avatar.tsx';
import { useMe } from './me.tsx';
import { useWords } from './words.ts';

/** Who is signed in: roles, appearance, keys, and the way out. */
export function PersonMenu({ onKeys, onLock }: { readonly onKeys: () => void; readonly onLock: () => void }) {
  const { t } = useTranslation('app');
  const { me } = useMe();
  const words = useWords();
  return (
    <Menu position="bottom-end" width={264} shadow="md" returnFocus>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <PersonAvatar name={me.name} size={28} plain />
          <VisuallyHidden>{t('person.menu', { name: me.name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" fw={600} px={10} pt={6} truncate>
          {me.name}
        </Text>
        <Text size="xs" c="dimmed" px={10} pb={8}>
          {me.roles.map(words.role).join(' · ')}
        </Text>
        <Menu.Divider />
        <AppearanceItem />
        <Menu.Item leftSection={<IconKeyboard size={15} aria-hidden />} rightSection={<KeyCap combination="?" />} onClick={onKeys}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconShieldLock size={15} aria-hidden />}
          renderRoot={(props) => <Link to="/settings/security" {...props} />}
        >
          {t('person.passphrase')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={15} aria-hidden />} rightSection={<KeyCap combination="mod+l" />} onClick={onLock}>
          {t('person.switch')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** Light, dark, or as the computer has it: each press the next. The menu stays open, to see what it does. */
function AppearanceItem() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = SCHEMES[(SCHEMES.indexOf(colorScheme) + 1) % SCHEMES.length]!;
  return (
    <Menu.Item
      closeMenuOnClick={false}
      leftSection={<IconContrast size={15} aria-hidden />}
      rightSection={
        <Text span size="xs" c="dimmed">
          {t(`appearance.${colorScheme}`)}
        </Text>
      }
      onClick={() => setColorScheme(next)}
    >
      {t('appearance.label')}
    </Menu.Item>
  );
}

/** Light, dark, or as the computer has it. */
export function AppearanceControl() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('appearance.label')}
      value={colorScheme}
      onChange={setColorScheme}
      data={SCHEMES.map((value) => ({ value, label: t(`appearance.${value}`) }))}
    />
  );
}
