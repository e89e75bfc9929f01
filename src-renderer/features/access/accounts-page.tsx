import { Title } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccountsAsTyped } from '../../components/account-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FindField, useTyped } from '../../components/find-field.tsx';
import classes from './access.module.css';

/** Accounts, found as one types. */
export function AccountsPage() {
  const { t } = useTranslation(['access', 'directory']);
  const navigate = useNavigate();
  const { text, setText, asked } = useTyped();
  const { found, more, isFetching } = useAccountsAsTyped(asked, 20);
  return (
    <div className={classes.page}>
      <div className={classes.narrow}>
        <Title order={1} size="h2" mb={12}>
          {t('accounts.title')}
        </Title>
        <FindField
          open
          autoFocus
          label={t('accounts.find')}
          placeholder={t('directory:find.accountPlaceholder')}
          found={found}
          more={more}
          busy={isFetching || text.trim() !== asked}
          text={text}
          nothing={t('directory:find.noAccount')}
          onText={setText}
          onPick={({ id }) => void navigate({ to: '/accounts/$accountId', params: { accountId: id } })}
        />
        {text.trim() === '' && (
          <EmptyState icon={IconSitemap} title={t('accounts.emptyTitle')}>
            {t('accounts.empty')}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
