import { ActionIcon, AppShell, Button, Divider, NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import {
  IconAppWindow,
  IconBellOff,
  IconKey,
  IconLock,
  IconMailDown,
  IconPhone,
  IconPlayerPause,
  IconPlus,
  IconSettings,
  IconSitemap,
  IconUsers,
} from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint, keyWords } from '../components/keys-hint.tsx';
import { AskProvider } from '../features/access/ask-provider.tsx';
import { CallDock } from '../features/calls/call-dock.tsx';
import { CallsProvider, useCalls, useFlushCalls } from '../features/calls/calls-context.tsx';
import { usePausedCount } from '../features/identity/use-paused.ts';
import { DropAnywhere } from '../features/intake/drop-zone.tsx';
import { NewCaseModal } from '../features/intake/new-case.tsx';
import { showError, useDesk } from './connection.tsx';
import { useHost } from './host.tsx';
import { KeyHelp } from './key-help.tsx';
import { useKeys } from './keys.tsx';
import { useMe } from './me.tsx';
import { useOffice } from './office.tsx';
import { Palette } from './palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchBox } from './search-box.tsx';
import classes from './shell.module.css';
import { usePageTitle } from './title.ts';
import { TryOutBanner } from './try-out-banner.tsx';
import { ViewsNav } from './views-nav.tsx';

const HEADER = 46;
const BANNER = 26;
type Open = 'new' | 'keys' | 'palette' | null;

/** What stands around every page: header, views, places; and the dialogs that open over any of them. */
export function Shell() {
  const { may } = useMe();
  return may('call.take') ? (
    <CallsProvider>
      <Around />
    </CallsProvider>
  ) : (
    <Around />
  );
}

function Around() {
  const { t } = useTranslation('app');
  const { state, may } = useMe();
  const [open, setOpen] = useState<Open>(null);
  const { pathname } = useLocation();
  const acts = useShellActs(setOpen);
  usePageTitle(pathname);
  const readsCases = may('case.read');
  const tryOut = state.host === 'browser';

  return (
    <Dropping>
      <AskProvider>
        <button type="button" className={classes.skip} onClick={acts.skip}>
          {t('skip')}
        </button>
        <AppShell
          header={{ height: HEADER + (tryOut ? BANNER : 0) }}
          navbar={{ width: { base: 52, md: 208 }, breakpoint: 0 }}
          padding={0}
          transitionDuration={0}
        >
          <AppShell.Header>
            {tryOut && <TryOutBanner />}
            <div className={classes.header} style={{ height: HEADER - 1 }}>
              <span className={classes.name}>{t('name')}</span>
              {readsCases && <SearchBox />}
              <span style={{ flex: 1 }} />
              {may('call.take') && <CallButton />}
              {may('case.take_in') && (
                <Button
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  rightSection={<KeyHint scope="app" action="new" />}
                  onClick={() => setOpen('new')}
                >
                  {t('new')}
                </Button>
              )}
              <Quick label={t('secondWindow')} onClick={acts.secondWindow}>
                <IconAppWindow size={17} stroke={1.6} />
              </Quick>
              <Quick label={`${t('lock')} (${keyWords('mod+l')})`} onClick={acts.lock}>
                <IconLock size={17} stroke={1.6} />
              </Quick>
              <PersonMenu onKeys={() => setOpen('keys')} onLock={acts.lock} />
            </div>
          </AppShell.Header>
          <AppShell.Navbar p={8} aria-label={t('nav.label')}>
            <ScrollArea flex={1} scrollbars="y" type="hover" scrollbarSize={6}>
              {readsCases && <ViewsNav />}
            </ScrollArea>
            {readsCases && <Divider my={6} />}
            {may('intake.import') && (
              <Place
                to="/intake"
                label={t('nav.intake')}
                here={pathname.startsWith('/intake')}
                icon={<IconMailDown size={16} stroke={1.6} aria-hidden />}
              />
            )}
            {may('access.check') && (
              <Place
                to="/access"
                label={t('nav.access')}
                here={pathname.startsWith('/access')}
                icon={<IconKey size={16} stroke={1.6} aria-hidden />}
              />
            )}
            {may('person.read') && (
              <Place
                to="/people"
                label={t('nav.people')}
                here={pathname.startsWith('/people')}
                icon={<IconUsers size={16} stroke={1.6} aria-hidden />}
              />
            )}
            {may('account.read') && (
              <Place
                to="/accounts"
                label={t('nav.accounts')}
                here={pathname.startsWith('/accounts')}
                icon={<IconSitemap size={16} stroke={1.6} aria-hidden />}
              />
            )}
            {may('opt_out.take') && (
              <Place
                to="/opt-outs"
                label={t('nav.optOuts')}
                here={pathname.startsWith('/opt-outs')}
                icon={<IconBellOff size={16} stroke={1.6} aria-hidden />}
              />
            )}
            {may('identity.unlock') && <PausedPlace here={pathname.startsWith('/identity')} />}
            <Place
              to="/settings"
              label={t('nav.settings')}
              here={pathname.startsWith('/settings')}
              icon={<IconSettings size={16} stroke={1.6} aria-hidden />}
            />
          </AppShell.Navbar>
          <AppShell.Main id="main" tabIndex={-1} className={classes.main ?? ''}>
            <Outlet />
          </AppShell.Main>
        </AppShell>
        {may('case.take_in') && <NewCaseModal opened={open === 'new'} onClose={() => setOpen(null)} />}
        <KeyHelp opened={open === 'keys'} onClose={() => setOpen(null)} />
        <Palette opened={open === 'palette'} onClose={() => setOpen(null)} />
        {may('call.take') && <CallDock />}
      </AskProvider>
    </Dropping>
  );
}

/** Files may be dropped on any page, by those who may take them in. */
function Dropping({ children }: { readonly children: ReactNode }) {
  const { may } = useMe();
  return may('intake.import') ? <DropAnywhere>{children}</DropAnywhere> : children;
}

/** The acts that are there on every page, and their keys. */
function useShellActs(open: (which: Open) => void) {
  const { t } = useTranslation('app');
  const { client } = useDesk();
  const { openSecondWindow } = useHost();
  const { may } = useMe();
  const navigate = useNavigate();
  const router = useRouter();
  const flushCalls = useFlushCalls();
  const acts = {
    /** What was typed into a call is kept first. */
    lock: () =>
      void flushCalls()
        .then(() => client.session.lock())
        .catch(showError),
    secondWindow: () => void openSecondWindow(router.state.location.href).catch(showError),
    /** A button and no link: the fragment is the router's. */
    skip: () => document.getElementById('main')?.focus(),
  };
  useKeys('app', [
    { id: 'palette', keys: ['mod+k'], label: t('palette.label'), run: () => open('palette') },
    { id: 'keys', keys: ['?'], label: t('keys.title'), run: () => open('keys') },
    { id: 'new', keys: ['n'], label: t('newCase'), run: () => open('new'), when: may('case.take_in') },
    { id: 'lock', keys: ['mod+l'], label: t('lock'), run: acts.lock, inDialogs: true },
    { id: 'window', keys: [], label: t('secondWindow'), run: acts.secondWindow },
    {
      id: 'queue',
      keys: [],
      label: t('goTo', { place: t('nav.queue') }),
      run: () => void navigate({ to: '/queue' }),
      when: may('case.read'),
    },
    {
      id: 'intake',
      keys: [],
      label: t('goTo', { place: t('nav.intake') }),
      run: () => void navigate({ to: '/intake' }),
      when: may('intake.import'),
    },
    {
      id: 'access',
      keys: [],
      label: t('goTo', { place: t('nav.access') }),
      run: () => void navigate({ to: '/access' }),
      when: may('access.check'),
    },
    {
      id: 'people',
      keys: [],
      label: t('goTo', { place: t('nav.people') }),
      run: () => void navigate({ to: '/people' }),
      when: may('person.read'),
    },
    {
      id: 'accounts',
      keys: [],
      label: t('goTo', { place: t('nav.accounts') }),
      run: () => void navigate({ to: '/accounts' }),
      when: may('account.read'),
    },
    {
      id: 'import',
      keys: [],
      label: t('importDirectory'),
      run: () => void navigate({ to: '/settings/import' }),
      when: may('directory.import'),
    },
    {
      id: 'optOuts',
      keys: [],
      label: t('goTo', { place: t('nav.optOuts') }),
      run: () => void navigate({ to: '/opt-outs' }),
      when: may('opt_out.take'),
    },
    {
      id: 'beforeSending',
      keys: [],
      label: t('checkBeforeSending'),
      run: () => void navigate({ to: '/opt-outs/check' }),
      when: may('suppression.check'),
    },
    {
      id: 'suppression',
      keys: [],
      label: t('goTo', { place: t('nav.suppression') }),
      run: () => void navigate({ to: '/opt-outs/list' }),
      when: may('suppression.manage'),
    },
    {
      id: 'scripts',
      keys: [],
      label: t('goTo', { place: t('nav.scripts') }),
      run: () => void navigate({ to: '/settings/scripts' }),
      when: may('script.read'),
    },
    {
      id: 'retention',
      keys: [],
      label: t('goTo', { place: t('nav.retention') }),
      run: () => void navigate({ to: '/settings/retention' }),
      when: may('retention.run'),
    },
    {
      id: 'paused',
      keys: [],
      label: t('goTo', { place: t('nav.paused') }),
      run: () => void navigate({ to: '/identity/paused' }),
      when: may('identity.unlock'),
    },
    { id: 'settings', keys: [], label: t('goTo', { place: t('nav.settings') }), run: () => void navigate({ to: '/settings' }) },
  ]);
  return acts;
}

/** Starts a call, or goes to the one that is on. */
function CallButton() {
  const { t } = useTranslation('calls');
  const { start } = useCalls();
  return (
    <Button
      variant="default"
      leftSection={<IconPhone size={14} aria-hidden />}
      rightSection={<KeyHint scope="app.calls" action="start" />}
      onClick={() => start()}
    >
      {t('button')}
    </Button>
  );
}

function Quick({ label, onClick, children }: { readonly label: string; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" c="dimmed" size={30} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The manager's: verifications that stand still, with how many there are. */
function PausedPlace({ here }: { readonly here: boolean }) {
  const { t } = useTranslation('app');
  const { format } = useOffice();
  const { count, more } = usePausedCount();
  return (
    <Place
      to="/identity/paused"
      label={t('nav.paused')}
      here={here}
      icon={<IconPlayerPause size={16} stroke={1.6} aria-hidden />}
      count={
        count > 0 && (
          <Text span size="xs" className={classes.count ?? ''} data-urgent>
            {format.number(count)}
            {more && '+'}
          </Text>
        )
      }
    />
  );
}

function Place({
  to,
  label,
  here,
  icon,
  count = null,
}: {
  readonly to: '/intake' | '/access' | '/people' | '/accounts' | '/opt-outs' | '/identity/paused' | '/settings';
  readonly label: string;
  readonly here: boolean;
  readonly icon: ReactNode;
  readonly count?: ReactNode;
}) {
  return (
    <NavLink
      className={classes.link ?? ''}
      label={label}
      title={label}
      active={here}
      leftSection={icon}
      rightSection={count}
      renderRoot={(props) => <Link to={to} aria-current={here ? 'page' : undefined} {...props} />}
    />
  );
}
