import { NavLink, Title } from '@mantine/core';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.tsx';
import { OutdatedBanner } from '../deadlines/outdated-banner.tsx';
import classes from './settings.module.css';

const PLACES = ['organisation', 'staff', 'policy', 'rules', 'calendars', 'scripts', 'retention', 'import', 'security', 'keys'] as const;

/** What is not everybody's to see. */
const ONLY = { import: 'directory.import', retention: 'retention.run' } as const;

/** Settings: the places at the left, one of them beside. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { pathname } = useLocation();
  const { may } = useMe();
  const places = PLACES.filter((place) => !(place in ONLY) || may(ONLY[place as keyof typeof ONLY]));
  return (
    <div className={classes.page}>
      <nav className={classes.places} aria-label={t('title')}>
        <Title order={1} size="h2" px={12} pb={8}>
          {t('title')}
        </Title>
        {places.map((place) => (
          <NavLink
            key={place}
            className={classes.place ?? ''}
            label={t(`place.${place}`)}
            active={pathname === `/settings/${place}`}
            renderRoot={(props) => (
              <Link to={`/settings/${place}`} aria-current={pathname === `/settings/${place}` ? 'page' : undefined} {...props} />
            )}
          />
        ))}
      </nav>
      <div className={classes.content}>
        <OutdatedBanner />
        <Outlet />
      </div>
    </div>
  );
}
