import * as z from 'zod';
import { logBug } from './bug.ts';
import type { CorePort } from './options.ts';

/** In characters of JSON. The largest thing that a page sends is a piece of a file, 0.7 MiB in base64. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** What a page says over its port, as oRPC writes it: a call, or that the answer to one is not wanted any more. */
const Said = z.union([
  z.strictObject({
    i: z.string().max(40),
    t: z.literal(1).optional(),
    p: z.strictObject({ u: z.string().regex(/^\/[\w/.-]{0,200}$/), b: z.unknown().optional() }),
  }),
  z.strictObject({ i: z.string().max(40), t: z.literal(4) }),
]);

/**
 * A page's port that lets only such messages through. oRPC reads each message in a promise that nobody waits for: one that it cannot read
 * would end the whole core. Whoever sends one is no page of ours, and is heard no more.
 */
export function onlyCalls(port: CorePort): CorePort {
  return {
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    on(event, listener) {
      if (event === 'close') return port.on('close', listener);
      return port.on('message', (sent: unknown) => {
        const data = dataOf(sent);
        if (isCall(data))
          listener({ data } as never); // as Electron's port has it, which oRPC reads here
        else {
          logBug(new Error('a page sent what is no call'));
          port.close();
        }
      });
    },
  };
}

/** Node's port hands over what was sent, Electron's an event around it. */
function dataOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && 'data' in sent ? sent.data : sent;
}

function isCall(data: unknown): boolean {
  if (typeof data !== 'string' || data.length > MOST_CHARACTERS) return false;
  try {
    return Said.safeParse(JSON.parse(data)).success;
  } catch {
    return false; // no JSON
  }
}
