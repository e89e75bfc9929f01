import { describe, expect, test } from 'vitest';
import { DateColumn, readDate } from '../../../src-main/core/imports/dates.ts';
import { refusedByName } from '../../../src-main/core/imports/refused.ts';
import { readAmount, readCountry, readLanguage, readPermissions, readRegion } from '../../../src-main/core/imports/values.ts';
import { DeskError } from '../../../src-shared/errors.ts';

const orderOf = (...dates: string[]) => {
  const column = new DateColumn();
  for (const date of dates) column.see(date);
  return column.order;
};

describe('dates', () => {
  test('a column says which number is the day, or contradicts itself, or says nothing', () => {
    expect(orderOf('01/02/2026', '13/02/2026')).toBe('day_first');
    expect(orderOf('01/02/2026', '02/13/2026 10:30')).toBe('month_first');
    expect(orderOf('13/02/2026', '02/13/2026')).toBeNull();
    expect(orderOf('01/02/2026', '2026-02-13', '13.02.2026')).toBeNull();
  });

  test.each([
    ['2026-09-03', null, '2026-09-03'],
    ['2026-09-03T10:00:00Z', null, '2026-09-03'],
    ['2026/9/3', null, '2026-09-03'],
    ['3.9.2026', 'month_first', '2026-09-03'],
    ['03/09/2026', 'day_first', '2026-09-03'],
    ['09/03/2026', 'month_first', '2026-09-03'],
    ['09-13-2026', null, '2026-09-13'],
    ['05/05/2026', null, '2026-05-05'],
    ['0000-00-00', null, null],
    ['', null, null],
  ] as const)('%s, %s', (text, order, date) => expect(readDate('from', text, order)).toBe(date));

  test.each([['09/03/2026'], ['31.02.2026'], ['3.9.26'], ['2026-13-01'], ['soon']])('%s is refused', (text) =>
    expect(() => readDate('from', text, null)).toThrow(DeskError),
  );
});

test('amounts in the smallest unit of their currency', () => {
  expect(readAmount('1.234,50 €', 'EUR')).toBe(123450);
  expect(readAmount('$1,234.50', 'USD')).toBe(123450);
  expect(readAmount('-12.30', 'USD')).toBe(-1230);
  expect(readAmount('(12.30)', 'USD')).toBe(-1230);
  expect(readAmount('2900', 'JPY')).toBe(2900);
  expect(readAmount('1.50', 'KWD')).toBe(1500);
  for (const [text, currency] of [
    ['much', 'USD'],
    ['1.50', 'JPY'],
    ['', 'USD'],
  ] as const)
    expect(() => readAmount(text, currency)).toThrow(DeskError);
});

test('countries, languages and states by code and by name', () => {
  expect(['us', 'USA', 'United States', 'Spanien', 'España', 'Espagne', ''].map(readCountry)).toEqual([
    'US',
    'US',
    'US',
    'ES',
    'ES',
    'ES',
    null,
  ]);
  expect(['en', 'en-US', 'DE_at', 'German', 'español', ''].map(readLanguage)).toEqual(['en', 'en', 'de', 'de', 'es', null]);
  expect(readRegion('california', 'US')).toBe('CA');
  expect(readRegion('ny', null)).toBe('NY');
  expect(readRegion('Bayern', 'DE')).toBeNull();
  for (const wrong of [() => readCountry('Atlantis'), () => readLanguage('Klingonese'), () => readRegion('Bayern', 'US')])
    expect(wrong).toThrow(DeskError);
});

test('permissions as WHMCS names them; what the desk holds nothing of is left out', () => {
  expect(readPermissions('permissions', 'profile,manageproducts; quotes|affiliates domains')).toEqual(['profile', 'products', 'domains']);
  expect(() => readPermissions('permissions', 'root')).toThrow(DeskError);
});

test.each([
  ['card_number', ['Card Number', 'cardNumber', 'credit_card', 'CC', 'ccnum', 'PAN', 'cvv2', 'Kreditkartennummer', 'tarjeta']],
  ['password', ['password', 'Passwort', 'PIN', 'contraseña', 'Mot de passe', 'user_pwd']],
  ['government_id', ['SSN', 'social-security number', 'taxId', 'tax_id', 'Passport No', 'DNI', 'Steuernummer', 'pasaporte']],
  [null, ['id', 'name', 'Company', 'discard', 'postcard', 'Business card', 'card type', 'opinion', 'account', 'pinned', 'shipping']],
] as const)('refused by name: %s', (because, names) => {
  for (const name of names) expect(refusedByName(name), name).toBe(because);
});
