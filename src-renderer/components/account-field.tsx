import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountName } from '../../src-shared/contract/directory.ts';
import { useDesk } from '../app/connection.tsx';
import { FindField, useTyped } from './find-field.tsx';

/** Accounts as one types. */
export function useAccountsAsTyped(asked: string, limit: number) {
  const { query } = useDesk();
  const { t } = useTranslation('directory');
  const { data, isFetching } = useQuery(
    query.directory.findAccounts.queryOptions({
      input: { text: asked, limit },
      enabled: asked.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  const found = (asked ? (data?.accounts ?? []) : []).map((account) => ({
    ...account,
    label: `${account.name} (${account.number})`,
    detail: account.parent ? t('find.under', { account: `${account.parent.name} (${account.parent.number})` }) : null,
  }));
  return { found, more: data?.more ?? false, isFetching };
}

interface Props {
  readonly label: string;
  readonly account: AccountName | null;
  readonly error?: ReactNode;
  readonly onAccount: (account: AccountName | null) => void;
  readonly autoFocus?: boolean;
}

/** Chooses an account on file, by its number or name. */
export function AccountField({ label, account, error, autoFocus = false, onAccount }: Props) {
  const { t } = useTranslation('directory');
  const { text, setText, asked } = useTyped();
  const { found, isFetching } = useAccountsAsTyped(asked, 8);
  return (
    <FindField
      label={label}
      placeholder={t('find.accountPlaceholder')}
      chosen={account ? `${account.name} (${account.number})` : null}
      found={found}
      busy={isFetching || text.trim() !== asked}
      text={text}
      nothing={t('find.noAccount')}
      error={error}
      autoFocus={autoFocus}
      onText={(next) => {
        setText(next);
        if (account) onAccount(null);
      }}
      onPick={({ id, name, number }) => onAccount({ id, name, number })}
    />
  );
}
