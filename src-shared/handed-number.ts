const LONGEST = 200;

/**
 * A number as a softphone hands it over: text of anybody's making. Controls and marks of direction go, the rest is cut to what a number
 * can need. It is data and never a command, and part of an address only encoded.
 */
export function handedNumber(text: string): string {
  return text
    .slice(0, 10 * LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}

/** A place without the number that a softphone put into it (`/queue?call=%2B12125550142`), and the number; null where there is none. */
export function splitHanded(place: string): { readonly place: string; readonly number: string } | null {
  const at = place.indexOf('?');
  if (!place.startsWith('/') || at < 0) return null;
  const parts = place.slice(at + 1).split('&');
  const isCall = (part: string) => part === 'call' || part.startsWith('call=');
  const newest = parts.filter(isCall).at(-1);
  if (newest === undefined) return null;
  const rest = parts.filter((part) => part !== '' && !isCall(part)).join('&');
  return {
    place: rest ? `${place.slice(0, at)}?${rest}` : place.slice(0, at),
    number: handedNumber(decoded(newest.slice('call='.length))),
  };
}

/** As in the query of an address: `+` is a blank. (Pure: there is no `URLSearchParams` here.) */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // a stray percent sign: then it is no escape
  }
}

/** A place with a number in it, for the page that is there. */
export function withHanded(place: string, number: string): string {
  const bare = splitHanded(place)?.place ?? place;
  return `${bare}${bare.includes('?') ? '&' : '?'}call=${encodeURIComponent(number)}`;
}
