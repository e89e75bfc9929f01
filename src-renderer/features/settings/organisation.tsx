import { Button, NumberInput, Switch, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '../../../src-shared/contract/organisation.ts';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { CalendarSelect } from '../../components/calendar-select.tsx';
import { FormError } from '../../components/field-error.tsx';
import { TimeZoneSelect } from '../../components/time-zone-select.tsx';
import { OrganisationFacts } from './organisation-facts.tsx';
import classes from './settings.module.css';

type Changes = Partial<Omit<Organisation, 'version'>>;
/** What one has changed, and the version that one saw when one began. */
type Draft = { readonly version: number; readonly changes: Changes };

/** The organisation: to change for administrators, to read for everybody else. */
export function OrganisationSettings() {
  const { t } = useTranslation('settings');
  const { organisation } = useOffice();
  const { may } = useMe();
  return (
    <section className={classes.section}>
      <Title order={2}>{t('place.organisation')}</Title>
      <p className={classes.lead}>{t('organisation.words')}</p>
      {organisation &&
        (may('organisation.manage') ? <OrganisationForm organisation={organisation} /> : <OrganisationFacts organisation={organisation} />)}
    </section>
  );
}

function OrganisationForm({ organisation }: { readonly organisation: Organisation }) {
  const { t } = useTranslation('settings');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<{ words: string; stale: boolean; field?: string } | null>(null);
  const shown = { ...organisation, ...draft?.changes };

  function change(changes: Changes) {
    setSaved(false);
    setProblem(null);
    setDraft((before) => ({ version: before?.version ?? organisation.version, changes: { ...before?.changes, ...changes } }));
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!draft || busy) return;
    if (!shown.name.trim()) {
      setProblem({ words: t('organisation.nameMissing'), stale: false, field: 'name' });
      return;
    }
    setBusy(true);
    try {
      const now = await client.organisation.change({ ...draft.changes, version: draft.version });
      queryClient.setQueryData(query.organisation.read.queryKey(), now);
      setDraft(null);
      setSaved(true);
      announce(t('saved'));
    } catch (error) {
      const known = deskErrorOf(error);
      setProblem({ words: wordsOf(error), stale: known?.code === 'stale', ...(known?.field ? { field: known.field } : {}) });
    } finally {
      setBusy(false);
    }
  }

  async function takeTheirs() {
    setDraft(null);
    setProblem(null);
    await queryClient.invalidateQueries({ queryKey: query.organisation.key() });
  }

  const errorOf = (field: string) => (problem?.field === field ? problem.words : null);
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void save(event)}>
      <TextInput
        label={t('organisation.name')}
        value={shown.name}
        maxLength={120}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TimeZoneSelect value={shown.timeZone} onChange={(timeZone) => change({ timeZone })} />
      <CalendarSelect value={shown.calendar} onChange={(calendar) => change({ calendar })} />
      <NumberInput
        label={t('organisation.idle')}
        description={t('organisation.idleHint')}
        value={shown.idleLockMinutes}
        min={1}
        max={60}
        clampBehavior="strict"
        allowDecimal={false}
        suffix={t('organisation.minutes')}
        error={errorOf('idleLockMinutes')}
        onChange={(minutes) => typeof minutes === 'number' && change({ idleLockMinutes: minutes })}
      />
      <TextInput
        label={t('organisation.folder')}
        description={t('organisation.folderHint')}
        value={shown.watchedFolder ?? ''}
        maxLength={1000}
        spellCheck={false}
        error={errorOf('watchedFolder')}
        onChange={(event) => change({ watchedFolder: event.currentTarget.value || null })}
      />
      <Switch
        label={t('organisation.summary')}
        description={t('organisation.summaryHint')}
        checked={shown.dailySummary}
        onChange={(event) => change({ dailySummary: event.currentTarget.checked })}
      />
      <FormError>{problem && !problem.field ? problem.words : null}</FormError>
      <div className={classes.foot}>
        {(draft || busy) && (
          <Button type="submit" size="sm" loading={busy}>
            {t('save')}
          </Button>
        )}
        {problem?.stale ? (
          <Button size="sm" variant="default" onClick={() => void takeTheirs()}>
            {t('organisation.takeTheirs')}
          </Button>
        ) : (
          draft && (
            <Button size="sm" variant="subtle" color="gray" onClick={() => void takeTheirs()}>
              {t('discard')}
            </Button>
          )
        )}
        {saved && (
          <Text span className={classes.saved ?? ''}>
            {t('saved')}
          </Text>
        )}
      </div>
    </form>
  );
}
