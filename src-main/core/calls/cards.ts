import { DeskError } from '../../../src-shared/errors.ts';
import { holdsCard, refuseCards } from '../directory/cards.ts';

const RUN = /\p{Nd}(?:[\p{Nd} .\-/\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060-\u2069\ufeff]*\p{Nd})?/gu;

/** A text without what may be the number of a payment card. */
export function withoutCards(text: string): string {
  if (!holdsCard(text)) return text;
  const cut = text.replace(RUN, (run) => (holdsCard(run) ? '•••' : run));
  return holdsCard(cut) ? text.replace(/\p{Nd}/gu, '•') : cut;
}

/** Payment details never enter, least of all here, where card numbers are spoken. Throws `invalid` with the field. */
export { refuseCards };

/**
 * These texts without card numbers, and the refusal; null where none holds one. What is saved as it is typed may hold most of a number before
 * anybody can tell that it is one: the cut texts take the place of that.
 */
export function cardsCut<Texts extends Readonly<Record<string, string | undefined>>>(
  texts: Texts,
): { cut: Partial<Texts>; refusal: DeskError } | null {
  try {
    refuseCards(texts);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof DeskError)) throw refusal;
    const holding = Object.entries(texts).filter(([, text]) => text !== undefined && holdsCard(text));
    return { cut: Object.fromEntries(holding.map(([field, text]) => [field, withoutCards(text ?? '')])) as Partial<Texts>, refusal };
  }
}
