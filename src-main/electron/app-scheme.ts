import type { PageFiles } from '../host/page-files.ts';
import { pageHeaders } from '../host/page-policy.ts';
import { ORIGIN, SCHEME } from './address.ts';
import type { ElectronApi, Session } from './api.ts';

/** Makes `app://desk` an origin like any other, with a policy that holds. Before Electron is ready, or never. */
export function registerAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  // No `bypassCSP`, no service workers, and no fetch: the page calls nobody.
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the built page at `app://desk/`, from its list of files: what is not in the list is not there. */
export function serveAppScheme(session: Session, files: PageFiles, newNonce: () => string): void {
  session.protocol.handle(SCHEME, (request) => {
    const nonce = newNonce();
    const headers = pageHeaders({ connect: "'none'", nonce });
    const url = URL.parse(request.url);
    const file = request.method === 'GET' && url !== null && url.host === 'desk' ? files.read(url.pathname, nonce) : undefined;
    if (file === undefined) return new Response('There is nothing at this address.', { status: 404, headers });
    return new Response(file.body, { headers: { ...headers, 'content-type': file.type } });
  });
}

/** Cancels whatever would leave the computer, should a page ever get past its policy. */
export function denyRemote(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith('data:') || url.startsWith('devtools:');
    answer({ cancel: !own });
  });
}
