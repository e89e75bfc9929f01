import { Anchor } from '@mantine/core';
import { IconCalendarExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import classes from './settings-pages.module.css';

/** For administrators, in the settings: new versions of the rules wait to be put on the open cases. */
export function OutdatedBanner() {
  const { t } = useTranslation('deadlines');
  const { may } = useMe();
  const { query } = useDesk();
  const { pathname } = useLocation();
  const { data } = useQuery(query.deadlines.policy.queryOptions({ enabled: may('policy.manage') }));
  if (!data || data.outdated === 0 || pathname === '/settings/policy') return null;
  return (
    <p className={classes.banner} role="note">
      <IconCalendarExclamation size={16} stroke={1.6} aria-hidden />
      <span>
        {t('versions.banner')} {t('versions.count', { count: data.outdated })}{' '}
        <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/settings/policy" {...props} />}>
          {t('versions.go')}
        </Anchor>
      </span>
    </p>
  );
}
