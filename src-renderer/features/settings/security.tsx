import { Title } from '@mantine/core';
import {
  IconClockShield,
  IconDeviceDesktopOff,
  IconFileShredder,
  IconKey,
  IconLock,
  type IconProps,
  IconShieldLock,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { ReplaceRecoveryKey } from './replace-recovery-key.tsx';
import classes from './settings.module.css';

/** One's own passphrase, the recovery key, and what guards the data, in words. */
export function SecuritySettings() {
  const { may } = useMe();
  return (
    <>
      <ChangePassphrase />
      {may('staff.manage') && <ReplaceRecoveryKey />}
      <Guards />
    </>
  );
}

function Guards() {
  const { t } = useTranslation('settings');
  const { state } = useMe();
  const { organisation } = useOffice();
  return (
    <section className={classes.section}>
      <Title order={2}>{t('guards.title')}</Title>
      <ul className={classes.guards}>
        <Guard icon={IconLock} title={t('guards.file')} words={t('guards.fileWords')} />
        <Guard icon={IconKey} title={t('guards.slot')} words={t('guards.slotWords')} />
        <Guard
          icon={state.keystore ? IconShieldLock : IconDeviceDesktopOff}
          title={state.keystore ? t('guards.device') : t('guards.noDevice')}
          words={state.keystore ? t('guards.deviceWords') : t('guards.noDeviceWords')}
        />
        <Guard
          icon={IconClockShield}
          title={t('guards.lock', { count: organisation?.idleLockMinutes ?? 5 })}
          words={t('guards.lockWords')}
        />
        <Guard icon={IconFileShredder} title={t('guards.nowhere')} words={t('guards.nowhereWords')} />
      </ul>
    </section>
  );
}

function Guard({ icon: Icon, title, words }: { readonly icon: ComponentType<IconProps>; readonly title: string; readonly words: string }) {
  return (
    <li>
      <Icon size={18} stroke={1.6} aria-hidden />
      <div>
        <b>{title}</b>
        <span>{words}</span>
      </div>
    </li>
  );
}
