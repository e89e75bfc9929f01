/** The nonce that the host's policy lets style tags carry; empty where the host sets none. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || meta?.content || '';
}

/** Lends the nonce to the library under Mantine's dialogs that holds the page still while one is open: it looks for this name. */
export function lendNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
