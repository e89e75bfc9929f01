import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundedDesk } from '../../support/desk.ts';
import { account, load, owns, person } from './people.ts';

const MARA = {
  email: 'mara.doe@post.example',
  phone: '+1 202 555 0142',
  customer_number: 'C-778812',
  address: '12 Elm Street, Springfield',
};
const DEEP = { ticket: 'TICK-9911', product: 'Zephyr hosting', date_of_birth: '1980-05-06' };

describe('find', () => {
  let desk: Awaited<ReturnType<typeof foundedDesk>>;
  let ids: Record<string, string>;

  beforeAll(async () => {
    desk = await foundedDesk();
    ids = load(desk, (work) => {
      const named = (name: string, facts = {}) => [name, person(work, name, facts)] as const;
      const made = Object.fromEntries([
        named('Mara Doe', { ...MARA, ...DEEP }),
        named('Marat Doering', { email: 'marat@other.example', phone: '+49 30 901820', customer_number: 'C-778813' }),
        named('Anna Mara', {}),
        named('Zoë Müller', { email: 'zoe@post.example' }),
        named('王小明'),
        named('Алёна Иванова'),
      ]);
      owns(work, made['Mara Doe']!, account(work, 'ACC-1', 'Doe Industries'));
      return made;
    });
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  const names = async (text: string, limit = 20) => (await desk.desk.directory.find({ text, limit })).persons.map(({ name }) => name);
  const found = async (text: string) => (await desk.desk.directory.find({ text, limit: 20 })).persons;

  test('by the beginning of every word, whole words first, then by name', async () => {
    await desk.become('support');
    expect(await names('mara')).toEqual(['Anna Mara', 'Mara Doe', 'Marat Doering']);
    expect(await names('mar')).toEqual(['Anna Mara', 'Mara Doe', 'Marat Doering']);
    expect(await names('doe mar')).toEqual(['Mara Doe', 'Marat Doering']);
    expect(await names('doe mara')).toEqual(['Mara Doe', 'Marat Doering']);
    expect(await names('zoe mull')).toEqual(['Zoë Müller']);
    expect(await names('小明')).toEqual(['王小明']);
    expect(await names('алена')).toEqual(['Алёна Иванова']);
    expect(await names('nobody')).toEqual([]);
    for (const text of ['', '   ', '%', '"', "' OR 1=1", '\u0000', '😀', 'ar']) expect(await names(text), text).toEqual([]);
    expect(await desk.desk.directory.find({ text: 'mar', limit: 2 })).toMatchObject({ persons: [{}, {}], more: true });
    expect(await desk.desk.directory.find({ text: 'mar', limit: 3 })).toMatchObject({ persons: [{}, {}, {}], more: false });
  });

  test.each([['support'], ['manager']] as const)(
    '%s finds by a whole identifier, and by no part of one, typed letter by letter',
    async (role) => {
      await desk.become(role);
      const [mara] = await found('mara doe');
      expect(mara?.email).toEqual({ value: 'm•••@p•••.example', masked: true });
      expect(mara?.customerNumber).toEqual({ value: 'C•••', masked: true });
      const words = ['mara', 'doe'];
      for (const [kind, value] of Object.entries(MARA)) {
        for (let end = 1; end <= value.length; end += 1) {
          const text = value.slice(0, end);
          const persons = (await found(text)).filter(({ id }) => id === ids['Mara Doe']);
          const matched = persons.flatMap((one) => one.matched);
          if (end === value.length) expect(matched, kind).toContain(kind);
          else if (words.some((word) => word.startsWith(text.toLowerCase()) || text.toLowerCase() === `${word}.`))
            expect(matched).toEqual(['name']);
          else
            expect(
              matched.filter((one) => one !== 'name'),
              text,
            ).toEqual([]);
          expect(JSON.stringify(persons)).not.toContain(value);
        }
        for (let start = 1; start < value.length; start += 1) {
          const text = value.slice(start);
          if (kind === 'phone' && text.replace(/\D/g, '').length >= 10) continue; // still the whole number, as within its country
          const matched = (await found(text)).filter(({ id }) => id === ids['Mara Doe']).flatMap((one) => one.matched);
          expect(
            matched.filter((one) => one !== 'name'),
            text,
          ).toEqual([]);
        }
      }
      for (const value of Object.values(DEEP)) expect(await found(value), 'what is only compared finds nobody').toEqual([]);
      for (const text of ['Mara.Doe@POST.example', '(202) 555-0142', '12025550142', 'c778812', '12 elm st, springfield'])
        expect(
          (await found(text)).map(({ id }) => id),
          text,
        ).toEqual([ids['Mara Doe']]);
      expect(await names('030 901820')).toEqual(['Marat Doering']);
    },
  );

  test.each([['billing'], ['billing', 'manager']] as const)('%s finds by a beginning who has to do with an account', async (...roles) => {
    await desk.become(...roles);
    for (const text of ['mara.doe@', 'MARA.DOE@P', '+1202', '202 55', 'C-7788', 'c77'])
      expect(
        (await found(text)).map(({ id }) => id),
        text,
      ).toEqual([ids['Mara Doe']]);
    const [mara] = await found('mara.doe@p');
    expect(mara).toMatchObject({ matched: ['email'], email: { value: MARA.email, masked: false }, accounts: [{ number: 'ACC-1' }] });
    for (const text of ['marat@', '+49', 'zoe@'])
      expect(
        (await found(text)).map(({ matched }) => matched),
        text,
      ).toEqual([]);
    expect((await found('marat@other.example')).map(({ matched }) => matched)).toEqual([['email']]);
    expect((await found('marat'))[0]?.email).toEqual({ value: 'm•••@o•••.example', masked: true });
    for (const value of Object.values(DEEP)) expect(await found(value)).toEqual([]);
  });

  test('support is not told who has to do with which account', async () => {
    await desk.become('support');
    expect((await found('mara doe'))[0]?.accounts).toEqual([]);
    expect((await desk.desk.directory.get({ personId: ids['Mara Doe']! })).relations).toEqual([]);
    await desk.become('manager');
    expect((await found('mara doe'))[0]?.accounts).toMatchObject([{ number: 'ACC-1', name: 'Doe Industries' }]);
    expect((await desk.desk.directory.get({ personId: ids['Mara Doe']! })).relations).toMatchObject([{ kind: 'owner' }]);
  });

  test('an entry that was merged shows the person once, by the names and identifiers of both', async () => {
    await using other = await foundedDesk();
    const [keep, drop] = load(other, (work) => [
      person(work, 'Mara Doe', { email: 'mara@one.example' }),
      person(work, 'Marie Dupont', { email: 'mara@two.example' }),
    ]);
    const version = 1;
    await other.desk.directory.merge({ keep: { personId: keep!, version }, drop: { personId: drop!, version }, reason: 'the same woman' });
    for (const text of ['mar', 'marie', 'dupont', 'mara@two.example', 'mara@one.example']) {
      const { persons } = await other.desk.directory.find({ text });
      expect(
        persons.map(({ id, name }) => ({ id, name })),
        text,
      ).toEqual([{ id: keep, name: 'Mara Doe' }]);
    }
  });

  test('accounts by number and by words, the very number first', async () => {
    await using other = await foundedDesk();
    load(other, (work) => {
      const top = account(work, 'ACC-100', 'Zenith Holding');
      account(work, 'ACC-1001', 'Zenith Éclair', top);
      account(work, 'ACC-2', 'Acme Zenith');
    });
    await other.become('support');
    const accounts = async (text: string) => (await other.desk.directory.findAccounts({ text })).accounts;
    expect((await accounts('ACC-100')).map(({ number }) => number)).toEqual(['ACC-100', 'ACC-1001']);
    expect((await accounts('zenith')).map(({ name }) => name)).toEqual(['Acme Zenith', 'Zenith Éclair', 'Zenith Holding']);
    expect(await accounts('zen ecl')).toMatchObject([{ name: 'Zenith Éclair', parent: null }]); // the tree is not theirs to see
    expect(await accounts('')).toEqual([]);
    expect((await other.desk.directory.findAccounts({ text: 'zenith', limit: 2 })).more).toBe(true);
  });
});
