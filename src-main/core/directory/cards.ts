import { DeskError } from '../../../src-shared/errors.ts';
import { plainDigits } from '../../../src-shared/identity/digits.ts';

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/** Whether a text holds what may be a payment card's number: 13 to 19 digits, in groups or not, whose check digit is right. */
export function holdsCard(text: string): boolean {
  const runs = plainDigits(text)
    .replace(UUID, ' ; ')
    .match(/\d+(?:[ .\-/\u00a0\u2010-\u2015]{1,3}\d+)*/g);
  return (runs ?? []).some((run) => {
    const groups = run.match(/\d+/g) ?? [];
    // at most 19 digits, so at most 19 groups, can be one number
    return groups.some((_, start) =>
      groups.slice(start, start + 19).some((_, more) => isCard(groups.slice(start, start + more + 1).join(''))),
    );
  });
}

/** Payment details never enter the directory, whatever the field is called. */
export function refuseCards(fields: Readonly<Record<string, string | null | undefined>>): void {
  for (const [field, text] of Object.entries(fields)) {
    if (text && holdsCard(text))
      throw new DeskError('invalid', 'This looks like the number of a payment card. Payment details are not kept here: leave it out.', {
        field,
      });
  }
}

/** ISO/IEC 7812-1: every second digit from the right is doubled, and all add up to a multiple of ten. */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.at(-1 - index));
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
