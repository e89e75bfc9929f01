const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };

/**
 * Text as cues are compared: lower case, accents and full-width forms folded, apostrophes and dashes unified, blanks collapsed.
 * Line ends stay, because sentences are told by them.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[ßøæœłđðþıς]/g, (letter) => LETTERS[letter]!)
    .replace(/[’‘‛`´ʼ′]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[ \t\u00a0\u3000]+/g, ' ');
}
