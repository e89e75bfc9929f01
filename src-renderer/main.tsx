import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startI18n } from './app/i18n.ts';
import { lendNonce } from './app/nonce.ts';
import { openHost, PortProblem } from './app/port.ts';

lendNonce();
startI18n();
// The host comes first: it may find in the address's fragment what opens the desk, and the fragment is the router's afterwards.
const host = await openHost().catch((error: unknown) => {
  if (error instanceof PortProblem) return error;
  throw error;
});
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={host} />
  </StrictMode>,
);
