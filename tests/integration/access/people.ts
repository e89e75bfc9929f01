import type { Insertable } from 'kysely';
import { change, sql } from '../../../src-main/core/database/query.ts';
import type { Tables } from '../../../src-main/core/database/tables.ts';
import type { TestDesk } from '../../support/desk.ts';

const SEEN = { source: 'demo', observed_at: '2026-09-02T08:00:00.000Z', version: 1, hlc: '0' };

/** Ids that can be read: `id('account', 2)`. */
export const id = (kind: 'person' | 'account' | 'relation' | 'grant', n: number): string =>
  `01920000-0000-7000-800${['person', 'account', 'relation', 'grant'].indexOf(kind)}-${String(n).padStart(12, '0')}`;

type Row<T extends keyof Tables> = Partial<Insertable<Tables[T]>>;

/** Writes straight into the directory, as an import would. */
export class People {
  readonly #desk: Pick<TestDesk, 'db'>;

  constructor(desk: Pick<TestDesk, 'db'>) {
    this.#desk = desk;
  }

  person(n: number, name: string, more: Row<'person'> = {}): string {
    change(this.#desk.db, sql.insertInto('person').values({ ...SEEN, id: id('person', n), name, ...more }));
    return id('person', n);
  }

  account(n: number, parent: number | null = null, more: Row<'account'> = {}): string {
    const row = { id: id('account', n), number: `A-${String(n).padStart(4, '0')}`, name: `Account ${n}`, status: 'active' };
    change(
      this.#desk.db,
      sql.insertInto('account').values({ ...SEEN, ...row, parent_id: parent === null ? null : id('account', parent), ...more }),
    );
    return id('account', n);
  }

  relation(n: number, person: number, account: number, more: Row<'relation'> = {}): string {
    const row = { id: id('relation', n), person_id: id('person', person), account_id: id('account', account) };
    const plain = { kind: 'authorised_user', permissions: '[]', state: 'active' };
    change(this.#desk.db, sql.insertInto('relation').values({ ...SEEN, ...row, ...plain, ...more }));
    return id('relation', n);
  }

  owner(n: number, person: number, account: number, more: Row<'relation'> = {}): string {
    return this.relation(n, person, account, { kind: 'owner', ...more });
  }

  grant(n: number, account: number, to: number, more: Row<'account_grant'> = {}): string {
    const row = { id: id('grant', n), account_id: id('account', account), to_account_id: id('account', to) };
    change(
      this.#desk.db,
      sql.insertInto('account_grant').values({ ...SEEN, ...row, permissions: '["invoices"]', state: 'active', ...more }),
    );
    return id('grant', n);
  }

  invoice(n: number, account: number, issuedOn: string): void {
    const row = { id: id('relation', 9000 + n), account_id: id('account', account), number: `R-${n}`, issued_on: issuedOn };
    const { source, observed_at } = SEEN;
    change(this.#desk.db, sql.insertInto('invoice').values({ source, observed_at, ...row, amount: 1900, currency: 'USD', status: 'paid' }));
  }
}

/** The ledger's entries of one action, newest last, with what they keep. */
export function ledger(desk: Pick<TestDesk, 'db'>, action: string): { subject: string; payload: string }[] {
  return desk.db
    .prepare<string[], { subject: string; payload: string }>(
      'SELECT subject, payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action = ? ORDER BY seq',
    )
    .all(action);
}
