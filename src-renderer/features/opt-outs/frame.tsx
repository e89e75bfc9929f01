import { Title } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.tsx';
import classes from './opt-outs.module.css';

const PARTS = [
  { part: 'take', to: '/opt-outs', permission: 'opt_out.take' },
  { part: 'check', to: '/opt-outs/check', permission: 'suppression.check' },
  { part: 'list', to: '/opt-outs/list', permission: 'suppression.manage' },
] as const;

/** Around each part of the opt-outs: their name, and the way to the others. */
export function OptOutsFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('optOuts');
  const { may } = useMe();
  const { pathname } = useLocation();
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      <nav className={classes.parts} aria-label={t('parts')}>
        {PARTS.filter(({ permission }) => may(permission)).map(({ part, to }) => (
          <Link key={part} to={to} aria-current={pathname === to ? 'page' : undefined} activeOptions={{ exact: true }}>
            {t(`part.${part}`)}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
