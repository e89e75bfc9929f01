/** One message as a source in pieces of a given size. */
export async function* inPieces(message: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof message === 'string' ? Buffer.from(message, 'utf8') : message;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const FIELDS = { From: 'Ann Lee <Ann.Lee@Example.org>', Date: 'Wed, 09 Sep 2026 20:18:00 +0900', Subject: 'hello' };

/** A message with the usual fields, others given over them; CRLF line ends. A field set to null is left out. */
export function mail(body: string, fields: Readonly<Record<string, string | null>> = {}): string {
  const all = { ...FIELDS, ...fields };
  const header = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${header.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`;
}
