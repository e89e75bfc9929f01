import { NavLink, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArchive,
  IconBookmark,
  IconCircleCheck,
  IconClock,
  IconId,
  IconInbox,
  IconMessageQuestion,
  type IconProps,
  IconUser,
  IconUserQuestion,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { BUILT_IN_VIEWS, type BuiltInView } from '../../src-shared/contract/cases.ts';
import { DEFAULT_VIEW, searchOf } from './address.ts';
import { useDesk } from './connection.tsx';
import { useKeys } from './keys.tsx';
import { useOffice } from './office.tsx';
import classes from './shell.module.css';
import { useWords } from './words.ts';

const ICON: Readonly<Record<BuiltInView, ComponentType<IconProps>>> = {
  mine: IconUser,
  unassigned: IconInbox,
  due_soon: IconClock,
  overdue: IconAlertTriangle,
  awaiting_identity: IconId,
  awaiting_requester: IconUserQuestion,
  in_review: IconMessageQuestion,
  all: IconCircleCheck,
  closed: IconArchive,
};

/** Else the router marks the link with the fewest search words as current in every view. */
const EXACT = { exact: true };

/** The built-in views with their live counts, then one's own. Digits 1 to 9 open the built-in ones. */
export function ViewsNav() {
  const { t } = useTranslation('app');
  const words = useWords();
  const { query } = useDesk();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const { data } = useQuery(query.cases.counts.queryOptions({ placeholderData: keepPreviousData }));
  const { data: own } = useQuery(query.views.list.queryOptions());
  const onQueue = pathname === '/queue';
  const saved = onQueue && 'saved' in search ? search.saved : undefined;
  const view = onQueue && !saved ? (('view' in search ? search.view : undefined) ?? DEFAULT_VIEW) : undefined;

  useKeys(
    'app.views',
    BUILT_IN_VIEWS.map((name, index) => ({
      id: name,
      keys: [String(index + 1)],
      label: t('goTo', { place: words.view(name) }),
      run: () => void navigate({ to: '/queue', search: name === DEFAULT_VIEW ? {} : { view: name } }),
    })),
  );

  return (
    <>
      {BUILT_IN_VIEWS.map((name) => {
        const Icon = ICON[name];
        const count = data?.counts[name];
        return (
          <NavLink
            key={name}
            className={classes.link ?? ''}
            label={words.view(name)}
            title={words.view(name)}
            noWrap
            active={view === name}
            leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
            rightSection={<Count count={count} urgent={name === 'overdue' && (count ?? 0) > 0} />}
            renderRoot={(props) => (
              <Link
                to="/queue"
                search={name === DEFAULT_VIEW ? {} : { view: name }}
                activeOptions={EXACT}
                aria-current={view === name ? 'page' : undefined}
                {...props}
              />
            )}
          />
        );
      })}
      {own && own.views.length > 0 && (
        <>
          <Title order={2} className={classes.heading ?? ''}>
            {t('nav.ownViews')}
          </Title>
          {own.views.map((one) => (
            <NavLink
              key={one.id}
              className={classes.link ?? ''}
              label={one.name}
              title={one.name}
              noWrap
              active={saved === one.id}
              leftSection={<IconBookmark size={16} stroke={1.6} aria-hidden />}
              rightSection={<Count count={one.count} more={one.more} />}
              renderRoot={(props) => (
                <Link
                  to="/queue"
                  search={searchOf(one.view, one.filter, one.sort, one.id)}
                  activeOptions={EXACT}
                  aria-current={saved === one.id ? 'page' : undefined}
                  {...props}
                />
              )}
            />
          ))}
        </>
      )}
    </>
  );
}

function Count({
  count,
  more = false,
  urgent = false,
}: {
  readonly count: number | undefined;
  readonly more?: boolean;
  readonly urgent?: boolean;
}) {
  const { format } = useOffice();
  if (count === undefined) return null;
  return (
    <Text span size="xs" className={classes.count ?? ''} data-urgent={urgent || undefined}>
      {format.number(count)}
      {more && '+'}
    </Text>
  );
}
