export const SCHEME = 'app';
/** The page's only origin. */
export const ORIGIN = `${SCHEME}://desk`;

/** The page at a place of its own, such as `/case/DSR-7K3QX2FM`. */
export function pageAddress(place = '/'): string {
  return `${ORIGIN}/#${place.startsWith('/') ? place : '/'}`;
}

/** The place in an address of our page; undefined for any other address, however alike it looks. */
export function placeIn(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${SCHEME}:` || url.host !== 'desk' || url.username !== '' || url.password !== '') return undefined;
  if (url.pathname !== '/' || url.search !== '') return undefined;
  return url.hash.startsWith('#/') ? url.hash.slice(1) : '/';
}
