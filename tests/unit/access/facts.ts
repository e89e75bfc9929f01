import {
  type AccountFact,
  type Decision,
  mayDisclose,
  type Question,
  type RelationFact,
  type SubaccountGrantFact,
} from '../../../src-shared/access/index.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';

export const day = (text: string) => text as CalendarDate;
export const TODAY = day('2026-09-03');
export const SEEN = '2026-09-02T08:00:00.000Z' as Instant;

export const account = (id: string, parentId: string | null = null, more: Partial<AccountFact> = {}): AccountFact => ({
  id,
  parentId,
  status: 'active',
  source: 'crm',
  observedAt: SEEN,
  ...more,
});
export const relation = (id: string, personId: string, accountId: string, more: Partial<RelationFact> = {}): RelationFact => ({
  id,
  personId,
  accountId,
  kind: 'authorised_user',
  permissions: [],
  from: null,
  until: null,
  by: null,
  state: 'active',
  source: 'crm',
  observedAt: SEEN,
  ...more,
});
export const owner = (id: string, personId: string, accountId: string, more: Partial<RelationFact> = {}) =>
  relation(id, personId, accountId, { kind: 'owner', ...more });
export const grant = (
  id: string,
  accountId: string,
  toAccountId: string,
  more: Partial<SubaccountGrantFact> = {},
): SubaccountGrantFact => ({
  id,
  accountId,
  toAccountId,
  permissions: ['invoices'],
  from: null,
  until: null,
  by: null,
  state: 'active',
  source: 'crm',
  observedAt: SEEN,
  ...more,
});

export type Fact = AccountFact | RelationFact | SubaccountGrantFact;
/** May Ada see the invoices of `shop` today? */
export function ask(facts: readonly Fact[], question: Partial<Question> = {}): Decision {
  return mayDisclose(
    { personId: 'ada', accountId: 'shop', dataClass: 'invoices', at: TODAY, today: TODAY, staleAfterDays: 7, ...question },
    {
      accounts: facts.filter((one): one is AccountFact => 'status' in one),
      relations: facts.filter((one): one is RelationFact => 'personId' in one),
      grants: facts.filter((one): one is SubaccountGrantFact => 'toAccountId' in one),
    },
  );
}
export const said = ({ answer, because }: Decision) => [answer, ...because.map((one) => one.code)].join(' ');

export const shop = account('shop');
/** holding > firm > shop */
export const tree = [account('holding'), account('firm', 'holding'), account('shop', 'firm')];
