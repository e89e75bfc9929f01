import { plainDigits } from './digits.ts';

/** Letters that decomposition leaves whole. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** Each line: the form kept, then what is written for it. `st` stands for street and saint alike: nobody can tell them apart by the word. */
const ABBREVIATIONS = `
st street saint
ave avenue av avenida
rd road
blvd boulevard bd
dr drive
ln lane
ct court
pl place platz plaza
sq square
hwy highway
pkwy parkway
ter terrace terr
cres crescent
cl close
cir circle
trl trail
apt apartment
ste suite
bldg building
fl floor flr
no nr number num numero nummer
c calle
str strasse straat
n north
s south
e east
w west
ne northeast
nw northwest
se southeast
sw southwest
ft fort
mt mount
`;
const SHORT = new Map(
  ABBREVIATIONS.trim()
    .split('\n')
    .flatMap((line) => {
      const [short, ...written] = line.split(' ');
      return written.map((word) => [word, short!] as const);
    }),
);

/**
 * An address as its words in their order, joined by single blanks: no accents, lower case, no punctuation, common abbreviations in one
 * form, digits apart from letters (`12b` is `12 b`), single letters together (`P.O.` is `po`), `ae oe ue` as `a o u` (`Muenchen`, `München`).
 * The order stays, because sorted words would make 12 Mill Lane, 5 and 5 Mill Lane, 12 one.
 */
export function canonicalAddress(typed: string): string {
  const text = plainDigits(typed)
    .toLowerCase()
    .normalize('NFKD')
    // Only the marks of European letters: in other scripts a mark makes another letter (か and が).
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter]!)
    .replace(/['’‘‛`´ʼ′]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/(\p{N})(?=\p{L})|(\p{L})(?=\p{N})/gu, '$& ')
    .trim();
  const words = text.split(' ').map((word) => SHORT.get(word) ?? word.replace(/(?<=\p{L})(?:strasse|straat)$/u, 'str'));
  return words
    .join(' ')
    .replace(/(?<=(?:^| )[a-z]) (?=[a-z](?: |$))/g, '')
    .replace(/([aou])e/g, '$1');
}
