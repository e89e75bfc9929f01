import { Checkbox, Radio, Select, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { FACTORS, type Factor, type RequestScope, SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { useIdentity } from './identity-context.ts';
import { IdentityForm } from './identity-form.tsx';

/** What a correction may put in dispute: what is on file of the person themselves. */
const DISPUTABLE = FACTORS.filter((factor) => !factor.startsWith('invoice_') && factor !== 'ticket');

interface Props {
  readonly identity: CaseIdentity;
  readonly requestId: string;
  readonly onClose: () => void;
}

/** What exactly is asked: it decides how sure the desk must be, and which facts prove nothing. */
export function ScopeDialog({ identity, requestId, onClose }: Props) {
  const { t } = useTranslation('identity');
  const words = useWords();
  const { may } = useMe();
  const { act, detail } = useIdentity();
  const now = identity.requests.find((request) => request.requestId === requestId);
  const kind = now?.kind ?? detail.requests.find(({ id }) => id === requestId)?.kind ?? 'access';
  const scopes: readonly RequestScope[] = SCOPES_OF[kind];
  const [scope, setScope] = useState<RequestScope | null>(now?.scope ?? scopes[0] ?? null);
  const [account, setAccount] = useState(now?.account ?? null);
  const [disputed, setDisputed] = useState<readonly string[]>(now?.disputed ?? []);
  // Whose data of an account are wanted matters only where data are given or changed at all.
  const asksAccount = kind !== 'opt_out' && kind !== 'concern' && kind !== 'legal_process' && may('access.check');

  return (
    <IdentityForm
      title={t('scope.title', { kind: words.kind(kind) })}
      confirm={t('scope.save')}
      done={t('scope.done')}
      onClose={onClose}
      send={() =>
        act((desk) =>
          desk.identity.setScope({
            caseId: detail.row.id,
            requestId,
            scope,
            accountId: account?.id ?? null,
            disputed: FACTORS.filter((factor) => disputed.includes(factor)),
          }),
        )
      }
    >
      {scopes.length > 0 && (
        <Radio.Group label={t('scope.label')} value={scope} onChange={(value) => setScope(value as RequestScope)}>
          <Stack gap={8} mt={6}>
            {scopes.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`scopeWords.${one}`)}
                description={t(`scopeHint.${one}`)}
                {...(one === scope && { 'data-autofocus': true })}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {kind === 'correction' && (
        <Checkbox.Group label={t('scope.disputed')} description={t('scope.disputedHint')} value={[...disputed]} onChange={setDisputed}>
          <Stack gap={6} mt={6}>
            {DISPUTABLE.map((factor: Factor) => (
              <Checkbox key={factor} value={factor} label={t(`factor.${factor}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {asksAccount && <AccountField account={account} onAccount={setAccount} autofocus={scopes.length === 0} />}
    </IdentityForm>
  );
}

type Account = NonNullable<CaseIdentity['requests'][number]['account']>;

interface AccountFieldProps {
  readonly account: Account | null;
  readonly onAccount: (account: Account | null) => void;
  readonly autofocus: boolean;
}

/** Whose account the data are of, where they are an account's. */
function AccountField({ account, onAccount, autofocus }: AccountFieldProps) {
  const { t } = useTranslation('identity');
  const { query } = useDesk();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const { data } = useQuery(
    query.directory.findAccounts.queryOptions({
      input: { text, limit: 8 },
      enabled: text !== '' && text !== lineOf(account),
      placeholderData: keepPreviousData,
    }),
  );
  const found = data?.accounts ?? [];
  const offered = account && !found.some(({ id }) => id === account.id) ? [account, ...found] : found;
  return (
    <Select
      label={t('scope.account')}
      description={t('scope.accountHint')}
      placeholder={t('scope.accountFind')}
      nothingFoundMessage={text === '' ? t('scope.accountFind') : t('scope.accountNone')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('scope.accountClear') }}
      filter={({ options }) => options}
      data={offered.map((one) => ({ value: one.id, label: lineOf(one) }))}
      value={account?.id ?? null}
      onSearchChange={setTyped}
      onChange={(id) => onAccount(offered.find((one) => one.id === id) ?? null)}
      {...(autofocus && { 'data-autofocus': true })}
    />
  );
}

const lineOf = (account: Account | null) => (account ? `${account.number} ${account.name}` : '');
