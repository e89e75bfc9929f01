import { describe, expect, test } from 'vitest';
import { canonicalFact, LONGEST_FACT } from '../../../src-shared/identity/index.ts';
import { FACTORS, type Factor } from '../../../src-shared/vocabulary/identity.ts';

type Case = readonly [typed: string, country: string | null, expected: string | null];

function table(kind: Factor, cases: readonly Case[]): void {
  describe(kind, () => {
    for (const [typed, country, expected] of cases) {
      test(`${JSON.stringify(typed)} ${country ?? ''}`, () => expect(canonicalFact(kind, typed, country)).toBe(expected));
    }
  });
}

table('email', [
  ['Ana.Lima@Example.COM', null, 'ana.lima@example.com'],
  ['  ana@example.com\t', null, 'ana@example.com'],
  ['ana+billing@example.com', null, 'ana+billing@example.com'],
  ['jose\u0301@example.com', null, 'jos\u00e9@example.com'],
  ['JOS\u00c9@EXAMPLE.COM', null, 'jos\u00e9@example.com'],
  ['\u200bana@example.com\ufeff', null, 'ana@example.com'],
  ['用户@例子.公司', null, '用户@例子.公司'],
  ['ana', null, null],
  ['@example.com', null, null],
  ['ana@', null, null],
  ['ana lima@example.com', null, null],
  ['ana@example.com, bob@example.com', null, null],
  ['ana@@example.com', null, null],
  ['', null, null],
]);

table('phone', [
  ['+44 20 7946 0958', null, '+442079460958'],
  ['+44 (0)20 7946 0958', null, '+442079460958'],
  ['tel:+442079460958', null, '+442079460958'],
  ['020 7946 0958', 'GB', '+442079460958'],
  ['020 7946 0958', 'gb', '+442079460958'],
  ['020 7946 0958', null, null],
  ['0044 20 7946 0958', 'DE', '+442079460958'],
  ['011 44 20 7946 0958', 'US', '+442079460958'],
  ['0044 20 7946 0958', null, null],
  ['(212) 555-0123', 'US', '+12125550123'],
  ['1-212-555-0123', 'US', '+12125550123'],
  ['212.555.0123 ext. 9', 'US', '+12125550123'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['030/1234567', 'DE', '+49301234567'],
  ['06 698 12345', 'IT', '+390669812345'],
  ['8 (912) 345-67-89', 'RU', '+79123456789'],
  ['０３－１２３４－５６７８', 'JP', '+81312345678'],
  ['+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨', null, '+442079460958'],
  ['९८७६५ ४३२१०', 'IN', '+919876543210'],
  ['\u202a+44 20 7946 0958\u202c', null, '+442079460958'],
  ['+44 20 7946 0958', 'US', '+442079460958'],
  ['555-0123', 'US', null],
  ['911', 'US', null],
  ['1-800-FLOWERS', 'US', null],
  ['call +442079460958 please', 'GB', null],
  ['+999 123456', null, null],
  ['020 7946 0958', 'XX', null],
  ['anonymous', 'US', null],
  ['', 'US', null],
]);

for (const kind of ['customer_number', 'invoice_number', 'ticket'] as const) {
  table(kind, [
    ['inv-2026/0042', null, 'INV20260042'],
    ['INV 2026 0042', null, 'INV20260042'],
    ['#00123', null, '00123'],
    ['００１２３', null, '00123'],
    ['٠٠١٢٣', null, '00123'],
    ['кл-15', null, 'КЛ15'],
    ['---', null, null],
    ['', null, null],
  ]);
}

table('product', [
  ['  Web   Hosting\tPro ', null, 'web hosting pro'],
  ['WEB HOSTING PRO', null, 'web hosting pro'],
  ['Ｗｅｂ Hosting Pro', null, 'web hosting pro'],
  ['Сервер', null, 'сервер'],
  ['   ', null, null],
]);

table('date_of_birth', [
  ['1980-05-06', null, '1980-05-06'],
  ['1980/5/6', 'US', '1980-05-06'],
  ['1980.05.06.', 'HU', '1980-05-06'],
  ['6.5.1980', null, '1980-05-06'],
  ['6. 5. 1980', 'DE', '1980-05-06'],
  ['06.05.1980', 'US', '1980-05-06'],
  ['05.13.1980', 'US', null],
  ['13/05/1980', null, '1980-05-13'],
  ['05/13/1980', null, '1980-05-13'],
  ['13/05/1980', 'US', '1980-05-13'],
  ['05/13/1980', 'GB', '1980-05-13'],
  ['05/05/1980', null, '1980-05-05'],
  ['05/06/1980', 'US', '1980-05-06'],
  ['05/06/1980', 'us', '1980-05-06'],
  ['05-06-1980', 'US', '1980-05-06'],
  ['05/06/1980', 'GB', '1980-06-05'],
  ['05-06-1980', 'NL', '1980-06-05'],
  ['05/06/1980', 'CA', null],
  ['05/06/1980', 'JP', null],
  ['05/06/1980', null, null],
  ['05/06/1980', 'nowhere', null],
  ['٠٦.٠٥.١٩٨٠', null, '1980-05-06'],
  ['29.02.1980', null, '1980-02-29'],
  ['29.02.1981', null, null],
  ['31.02.1980', null, null],
  ['1980-13-01', null, null],
  ['1980-00-10', null, null],
  ['06.05.80', null, null],
  ['6-5/1980', null, null],
  ['6 May 1980', 'GB', null],
  ['1980', null, null],
  ['', null, null],
]);

table('invoice_amount', [
  ['1.234,50 €', null, '123450'],
  ['1,234.50', null, '123450'],
  ['$1,234.50', null, '123450'],
  ['US$ 1,234.5', null, '123450'],
  ['1234.5', null, '123450'],
  ['1234,50', null, '123450'],
  ['1 234,50 EUR', null, '123450'],
  ['1\u202f234,50\u00a0€', null, '123450'],
  ["CHF 1'234.50", null, '123450'],
  ['CHF 1’234.50', null, '123450'],
  ['Rs. 1,23,456.00', null, '12345600'],
  ['12,34,567', null, '123456700'],
  ['1,234', null, '123400'],
  ['1.234', null, '123400'],
  ['1,234,567', null, '123456700'],
  ['1234', null, '123400'],
  ['12.–', null, '1200'],
  ['12,-', null, '1200'],
  ['0.05', null, '5'],
  ['0', null, '0'],
  ['007.00', null, '700'],
  ['١٬٢٣٤٫٥٠', null, '123450'],
  ['￥１,２３４', null, '123400'],
  ['-12.50', null, null],
  ['12.50-', null, null],
  ['(12.50)', null, null],
  ['0,123', null, null],
  ['12,34.50', null, null],
  ['1.234,567', null, null],
  ['1.2345', null, null],
  ['1,2,3', null, null],
  ['1.234.56', null, null],
  ['12 50', null, null],
  ['.50', null, null],
  ['twelve', null, null],
  ['', null, null],
]);

describe('address', () => {
  const same: readonly (readonly string[])[] = [
    ['12 Mill Street, Apt. 4B', '12 mill st apt 4 b', '12 MILL ST., APARTMENT 4B'],
    ['100 North Oak Avenue', '100 N. Oak Ave', '100 n oak av'],
    ['PO Box 77', 'P.O. Box 77', 'p o box 77'],
    ["3 St John's Road", '3 Saint Johns Rd.', '3 ST JOHN’S RD'],
    ['5 Ocean Boulevard, Suite 300', '5 Ocean Blvd Ste 300'],
    ['Hauptstraße 5, München', 'Hauptstr. 5, Muenchen', 'HAUPTSTRASSE 5, MUNCHEN'],
    ['Østergade 7, København', 'Oestergade 7, Kobenhavn'],
    ['12 bis, rue de l’Église', "12 bis rue de l'Eglise"],
    ['Calle Mayor, nº 5', 'C/ Mayor no. 5', 'calle mayor número 5'],
    ['ул. Ленина, 5', 'УЛ ЛЕНИНА 5'],
    ['東京都港区芝１－２－３', '東京都港区芝1-2-3'],
    ['شارع النيل ١٢', 'شارع النيل 12'],
  ];
  for (const group of same) {
    test(group.join(' = '), () => {
      const forms = new Set(group.map((typed) => canonicalFact('address', typed, null)));
      expect(forms.size).toBe(1);
      expect(forms).not.toContain(null);
    });
  }
  const different: readonly (readonly [string, string])[] = [
    ['12 Mill Lane, 5', '5 Mill Lane, 12'],
    ['1 23rd Street', '12 3rd Street'],
    ['12 Mill Street', '12 Mill Road'],
    ['12 Mill Street', '21 Mill Street'],
    ['100 North Oak Avenue', '100 South Oak Avenue'],
    ['がくえん', 'かくえん'],
    ['कि', 'की'],
  ];
  for (const [one, other] of different) {
    test(`${one} ≠ ${other}`, () => expect(canonicalFact('address', one, null)).not.toBe(canonicalFact('address', other, null)));
  }
  test('words in their order, joined by one blank', () => {
    expect(canonicalFact('address', '  12b,  Mill   Street ', null)).toBe('12 b mill st');
  });
  test('punctuation is no address', () => expect(canonicalFact('address', ' , . ', null)).toBeNull());
});

test('what is longer than any fact is none', () => {
  expect(canonicalFact('product', 'x'.repeat(LONGEST_FACT), null)).not.toBeNull();
  for (const kind of FACTORS) expect(canonicalFact(kind, '1'.repeat(LONGEST_FACT + 1), 'US')).toBeNull();
});
