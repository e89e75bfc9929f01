import { Anchor, Button, Group, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconGitMerge, IconPencil, IconUserOff } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { useAsk, useKnownForAsking } from '../access/ask-context.tsx';
import { CheckList } from '../access/check-list.tsx';
import { PersonConsents } from '../calls/person-consents.tsx';
import { US_STATES } from '../case/places.ts';
import classes from './directory.module.css';
import { EditPerson } from './edit-person.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MergedEntries } from './merged-entries.tsx';
import { Part } from './part.tsx';
import { PersonAccounts } from './person-accounts.tsx';
import { PersonCases, PersonPreferences } from './person-aside.tsx';
import { PersonFacts } from './person-facts.tsx';
import { Seen } from './seen.tsx';
import { usePerson } from './use-person.ts';

/** One person on file: who they are, how we know it, what they have to do with which account. */
export function PersonPage() {
  const { personId } = useParams({ from: '/people/$personId' });
  const { t } = useTranslation('directory');
  const navigate = useNavigate();
  const { data, error } = usePerson(personId);
  const keptId = data?.id;
  useEffect(() => {
    // The address of an entry that was merged leads to the one that it went into.
    if (keptId && keptId !== personId) void navigate({ to: '/people/$personId', params: { personId: keptId }, replace: true });
  }, [keptId, personId, navigate]);
  if (data) return <Shown key={data.id} person={data} />;
  if (!error) return null;
  const gone = deskErrorOf(error)?.code === 'not_found';
  return (
    <>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <EmptyState icon={IconUserOff} title={t(gone ? 'gone.title' : 'failed')}>
        {gone ? t('gone.words') : wordsOf(error)}
      </EmptyState>
    </>
  );
}

function Shown({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const { may } = useMe();
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null);
  const ask = useAsk();
  const [mayEdit, mayMerge, mayCheck] = [may('person.edit'), may('person.merge'), may('access.check')];
  useKnownForAsking({ person: { id: person.id, name: person.name } });
  useKeys('person', [
    { id: 'edit', keys: ['e'], label: t('edit.button'), when: mayEdit, run: () => setOpen('edit') },
    { id: 'merge', keys: ['m'], label: t('merge.button'), when: mayMerge, run: () => setOpen('merge') },
  ]);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Anchor size="sm" renderRoot={(props) => <Link to="/people" {...props} />}>
          {t('title')}
        </Anchor>
        <Text size="sm" c="dimmed" aria-hidden>
          /
        </Text>
        <Title order={1} size="h2" className={classes.name ?? ''}>
          {person.name}
        </Title>
        <Group gap={8}>
          {mayEdit && (
            <Button
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              rightSection={<KeyHint scope="person" action="edit" />}
              onClick={() => setOpen('edit')}
            >
              {t('edit.button')}
            </Button>
          )}
          {mayMerge && (
            <Button
              variant="default"
              leftSection={<IconGitMerge size={14} aria-hidden />}
              rightSection={<KeyHint scope="person" action="merge" />}
              onClick={() => setOpen('merge')}
            >
              {t('merge.button')}
            </Button>
          )}
          {mayCheck && (
            <Button rightSection={<KeyHint scope="app.access" action="ask" />} onClick={() => ask()}>
              {t('ask')}
            </Button>
          )}
        </Group>
      </div>
      <Lives person={person} />
      <div className={classes.columns}>
        <div>
          <PersonFacts person={person} />
          <PersonAccounts person={person} />
        </div>
        <div>
          <PersonCases person={person} />
          <PersonPreferences person={person} />
          <PersonConsents personId={person.id} />
          {mayCheck && (
            <Part title={t('checks.title')}>
              <CheckList of={{ personId: person.id }} limit={5} nothing={t('checks.none')} />
            </Part>
          )}
          <MergedEntries person={person} mayMerge={mayMerge} />
        </div>
      </div>
      {open === 'edit' && <EditPerson person={person} onClose={() => setOpen(null)} />}
      {open === 'merge' && <MergeDialog person={person} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** `California, United States · Spanish · seen 3 days ago` */
function Lives({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const { country, region, language } = person;
  const place = [country === 'US' && region ? (US_STATES[region] ?? region) : region, country && format.country(country)]
    .filter(Boolean)
    .join(', ');
  return (
    <p className={classes.lives}>
      {place || t('noPlace')} · {language ? format.language(language) : t('noLanguage')} · <Seen of={person} />
    </p>
  );
}
