import { createContext, use, useEffect, useState } from 'react';
import type { HostLink, PortProblem } from './port.ts';

const HostContext = createContext<HostLink | null>(null);
export const HostProvider = HostContext;

/** The host that put this page on the screen. */
export function useHost(): HostLink {
  const host = use(HostContext);
  if (!host) throw new Error('useHost is used outside HostProvider');
  return host;
}

/** Whether the tie to the desk is gone: `closed` as soon as the port is, and why, where the host does not replace the page. */
export function useHostLost({ port, lost }: HostLink): 'no' | 'closed' | PortProblem {
  const [state, setState] = useState<'no' | 'closed' | PortProblem>('no');
  useEffect(() => {
    const close = () => setState((before) => (before === 'no' ? 'closed' : before));
    port.addEventListener('close', close);
    void lost.then(setState);
    return () => port.removeEventListener('close', close);
  }, [port, lost]);
  return state;
}
