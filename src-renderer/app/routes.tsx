import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as z from 'zod';
import { OptOutState } from '../../src-shared/vocabulary/consent.ts';
import { parseSearch, QueueSearch, stringifySearch } from './address.ts';
import { NotFoundPage, PageFailed, PagePending } from './page-states.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', replace: true });
  },
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: QueueSearch,
  component: lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
});

/** By reference, as it is said on the phone; `id` spares the look-up where the page that links here knows it. */
const CaseSearch = z.object({ id: z.uuid().optional().catch(undefined) });
const caseRoute = createRoute({
  getParentRoute: () => root,
  path: '/case/$reference',
  validateSearch: CaseSearch,
  component: lazyRouteComponent(() => import('../features/case/case-page.tsx'), 'CasePage'),
});

const intake = createRoute({
  getParentRoute: () => root,
  path: '/intake',
  component: lazyRouteComponent(() => import('../features/intake/intake-page.tsx'), 'IntakePage'),
});
const batch = createRoute({
  getParentRoute: () => root,
  path: '/intake/$batchId',
  component: lazyRouteComponent(() => import('../features/intake/intake-page.tsx'), 'IntakePage'),
});

const paused = createRoute({
  getParentRoute: () => root,
  path: '/identity/paused',
  component: lazyRouteComponent(() => import('../features/identity/paused-page.tsx'), 'PausedPage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/directory/people-page.tsx'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId',
  component: lazyRouteComponent(() => import('../features/directory/person-page.tsx'), 'PersonPage'),
});
const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: lazyRouteComponent(() => import('../features/access/access-page.tsx'), 'AccessPage'),
});
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('../features/access/accounts-page.tsx'), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$accountId',
  component: lazyRouteComponent(() => import('../features/access/account-page.tsx'), 'AccountPage'),
});

/** The list by how far they have come, kept in the address so that Back works. */
const OptOutsSearch = z.object({ state: OptOutState.optional().catch(undefined) });
const optOuts = createRoute({
  getParentRoute: () => root,
  path: '/opt-outs',
  validateSearch: OptOutsSearch,
  component: lazyRouteComponent(() => import('../features/opt-outs/opt-outs-page.tsx'), 'OptOutsPage'),
});
const beforeSending = createRoute({
  getParentRoute: () => root,
  path: '/opt-outs/check',
  component: lazyRouteComponent(() => import('../features/opt-outs/check-page.tsx'), 'CheckPage'),
});
const suppression = createRoute({
  getParentRoute: () => root,
  path: '/opt-outs/list',
  component: lazyRouteComponent(() => import('../features/opt-outs/suppression-page.tsx'), 'SuppressionPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/organisation', replace: true });
  },
});
const organisation = createRoute({
  getParentRoute: () => settings,
  path: '/organisation',
  component: lazyRouteComponent(() => import('../features/settings/organisation.tsx'), 'OrganisationSettings'),
});
const staff = createRoute({
  getParentRoute: () => settings,
  path: '/staff',
  component: lazyRouteComponent(() => import('../features/settings/staff.tsx'), 'StaffSettings'),
});
const policy = createRoute({
  getParentRoute: () => settings,
  path: '/policy',
  component: lazyRouteComponent(() => import('../features/deadlines/policy-page.tsx'), 'PolicySettings'),
});
const rules = createRoute({
  getParentRoute: () => settings,
  path: '/rules',
  component: lazyRouteComponent(() => import('../features/deadlines/rules-page.tsx'), 'RulesSettings'),
});
const calendars = createRoute({
  getParentRoute: () => settings,
  path: '/calendars',
  component: lazyRouteComponent(() => import('../features/deadlines/calendars-page.tsx'), 'CalendarSettings'),
});
const importing = createRoute({
  getParentRoute: () => settings,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/directory/import-page.tsx'), 'ImportSettings'),
});
const scripts = createRoute({
  getParentRoute: () => settings,
  path: '/scripts',
  component: lazyRouteComponent(() => import('../features/scripts/scripts-page.tsx'), 'ScriptSettings'),
});
const retention = createRoute({
  getParentRoute: () => settings,
  path: '/retention',
  component: lazyRouteComponent(() => import('../features/opt-outs/retention-page.tsx'), 'RetentionSettings'),
});
const security = createRoute({
  getParentRoute: () => settings,
  path: '/security',
  component: lazyRouteComponent(() => import('../features/settings/security.tsx'), 'SecuritySettings'),
});
const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/settings/keys.tsx'), 'KeySettings'),
});

const tree = root.addChildren([
  home,
  queue,
  caseRoute,
  intake,
  batch,
  people,
  person,
  access,
  accounts,
  account,
  paused,
  optOuts,
  beforeSending,
  suppression,
  settings.addChildren([settingsHome, organisation, staff, policy, rules, calendars, scripts, retention, importing, security, keys]),
]);

/** The page's places. Hash history: the same on `app://` and on 127.0.0.1, and the fragment never leaves the page. */
export function createDeskRouter() {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailed,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
