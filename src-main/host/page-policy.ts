export interface PagePolicy {
  /** Whom the page may call: nobody in Electron; the host it came from in a browser. */
  readonly connect: "'none'" | "'self'";
  /** Fresh for each answer; the built page carries `NONCE_PLACE` where it belongs. */
  readonly nonce: string;
}

/** What the build writes where a nonce belongs; the host replaces it each time it serves the page. */
export const NONCE_PLACE = 'NONCE-OF-THIS-ANSWER';

/**
 * The page's content security policy. The nonce is for the style tag in which Mantine writes its theme; scripts come from our own files
 * only. Style attributes that React sets go through the CSSOM, which needs no allowance.
 */
export function contentSecurityPolicy({ connect, nonce }: PagePolicy): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** The headers of every answer, in either host. */
export function pageHeaders(policy: PagePolicy): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(policy),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=(), payment=()',
  };
}
