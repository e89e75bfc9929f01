import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import { openFromPreload, openHost, type PortProblem } from '../../../src-renderer/app/port.ts';
import type { FakeRouter } from '../../support/fake-core.ts';

/** The smallest page that ties itself to a host: what the real page does first, with its parts in reach of the test. */
const state = document.querySelector('#state')!;
// A browser cannot be at `app:`; what the page does there can still be run in it.
const opening = location.hash === '#as-in-electron' ? openFromPreload() : openHost();
// The address as it is before anything was awaited: no token may be left in it.
Object.assign(window, { hashAtStart: location.hash });
try {
  const { port, lost, openSecondWindow } = await opening;
  const client: RouterClient<FakeRouter> = createORPCClient(new RPCLink({ port }));
  port.start();
  Object.assign(window, {
    openSecondWindow,
    port,
    desk: {
      echo: client.echo,
      lock: () => client.lock(),
      never: () => client.never(),
      fileBytes: async (count: number) => (await client.file(count)).size,
      sizeOf: (count: number) => client.size(new File([new Uint8Array(count)], 'a.bin')),
      counted: async (most: number) => {
        let last = 0;
        for await (const n of await client.count(most)) last = n;
        return last;
      },
    },
  });
  state.textContent = 'open';
  void lost.then((problem) => {
    state.textContent = problem.code;
  });
} catch (error) {
  state.textContent = (error as PortProblem).code;
}
