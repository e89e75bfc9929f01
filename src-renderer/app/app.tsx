import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionGate } from '../features/session/session-gate.tsx';
import { StoppedPage } from '../features/session/stopped-page.tsx';
import { LiveRegion } from './announce.tsx';
import { Boundary } from './boundary.tsx';
import { createDesk, DeskProvider } from './connection.tsx';
import { HandedCalls } from './handed-call.tsx';
import { HostProvider, useHostLost } from './host.tsx';
import { KeysProvider } from './keys.tsx';
import { styleNonce } from './nonce.ts';
import { type HostLink, PortProblem } from './port.ts';
import { createDeskRouter } from './routes.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** The page: what it looks like, its keys, its core, and who may see what. */
export function App({ host }: { readonly host: HostLink | PortProblem }) {
  const [schemes] = useState(() => localStorageColorSchemeManager({ key: 'dsr-desk.color-scheme' }));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" limit={3} transitionDuration={120} autoClose={6000} />
      <LiveRegion />
      <Popups />
      <Boundary>
        <KeysProvider>{host instanceof PortProblem ? <StoppedPage problem={host} /> : <Connected host={host} />}</KeysProvider>
      </Boundary>
    </MantineProvider>
  );
}

/** Where menus, dialogs and notices are put: after the page, in a landmark of their own. */
function Popups() {
  const { t } = useTranslation('app');
  return <section id="popups" aria-label={t('popups')} />;
}

function Connected({ host }: { readonly host: HostLink }) {
  const [desk] = useState(() => createDesk(host.port));
  const [router] = useState(createDeskRouter);
  const lost = useHostLost(host);
  if (lost instanceof PortProblem) return <StoppedPage problem={lost} />;
  // Locked: what was on the screen goes at once, and the host replaces the page.
  if (lost === 'closed') return null;
  return (
    <HostProvider value={host}>
      <DeskProvider client={desk}>
        <SessionGate goTo={(path: string) => router.history.push(path)}>
          <HandedCalls>
            <RouterProvider router={router} />
          </HandedCalls>
        </SessionGate>
      </DeskProvider>
    </HostProvider>
  );
}
