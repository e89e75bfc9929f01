import { Button, Group, Title } from '@mantine/core';
import { IconUserPlus, IconUserSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FindField, useTyped } from '../../components/find-field.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { usePersonLine, usePersonsAsTyped } from '../../components/person-field.tsx';
import classes from './directory.module.css';
import { NewPerson } from './new-person.tsx';

/** Everybody on file, found as one types. */
export function PeoplePage() {
  const { t } = useTranslation('directory');
  const { may } = useMe();
  const navigate = useNavigate();
  const { text, setText, asked } = useTyped();
  const line = usePersonLine();
  const { data, isFetching } = usePersonsAsTyped(asked, 20);
  const [adding, setAdding] = useState(false);
  const mayEdit = may('person.edit');
  const found = (asked ? (data?.persons ?? []) : []).map((match) => ({ ...match, label: match.name, detail: line(match) }));
  useKeys('people', [{ id: 'add', keys: ['a'], label: t('new.button'), when: mayEdit, run: () => setAdding(true) }]);

  return (
    <div className={classes.page}>
      <div className={classes.narrow}>
        <Group justify="space-between" mb={12}>
          <Title order={1} size="h2">
            {t('title')}
          </Title>
          {mayEdit && (
            <Button
              variant="default"
              leftSection={<IconUserPlus size={14} aria-hidden />}
              rightSection={<KeyHint scope="people" action="add" />}
              onClick={() => setAdding(true)}
            >
              {t('new.button')}
            </Button>
          )}
        </Group>
        <FindField
          open
          autoFocus
          label={t('find.label')}
          placeholder={t('find.placeholder')}
          description={t('find.hint')}
          found={found}
          more={data?.more ?? false}
          busy={isFetching || text.trim() !== asked}
          text={text}
          nothing={t('find.nothing')}
          onText={setText}
          onPick={({ id }) => void navigate({ to: '/people/$personId', params: { personId: id } })}
        />
        {text.trim() === '' && (
          <EmptyState icon={IconUserSearch} title={t('find.emptyTitle')}>
            {t('find.empty')}
          </EmptyState>
        )}
      </div>
      {adding && (
        <NewPerson
          onClose={() => setAdding(false)}
          onMade={(personId) => void navigate({ to: '/people/$personId', params: { personId } })}
        />
      )}
    </div>
  );
}
