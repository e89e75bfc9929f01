/** The zeros of the scripts whose digits callers' messages hold; full-width ones are folded by NFKC. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;

/** Text with full-width, Arabic-Indic, Persian, Devanagari, Bengali and Thai digits as 0–9, and without the marks that nobody sees. */
export function plainDigits(text: string): string {
  return withoutInvisible(text)
    .normalize('NFKC')
    .replace(OTHER_DIGITS, (digit) => {
      const code = digit.codePointAt(0)!;
      return String(code - ZEROS.findLast((zero) => zero <= code)!);
    });
}

// What comes along when a number is copied from a web page: zero-width and direction marks, soft hyphens.
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text without zero-width characters, direction marks and soft hyphens. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
