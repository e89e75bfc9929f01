import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { useDesk } from '../../app/connection.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LivesIn } from './lives-in.tsx';
import { usePersonChanged } from './use-person.ts';

/** Name, place and language, from then on as our staff said them. */
export function EditPerson({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useTranslation('directory');
  const { client } = useDesk();
  const changed = usePersonChanged();
  const [name, setName] = useState(person.name);
  const [missing, setMissing] = useState(false);
  const [place, setPlace] = useState({ country: person.country, region: person.region, language: person.language });

  async function act() {
    setMissing(name.trim() === '');
    if (name.trim() === '') return false;
    await changed(
      client.directory.change({
        personId: person.id,
        version: person.version,
        ...(name.trim() !== person.name && { name: name.trim() }),
        ...(place.country !== person.country && { country: place.country }),
        ...(place.region !== person.region && { region: place.region }),
        ...(place.language !== person.language && { language: place.language }),
      }),
      t('edit.done'),
    );
    return true;
  }
  return (
    <FormDialog title={t('edit.title')} confirm={t('edit.go')} onClose={onClose} act={act}>
      <TextInput
        label={t('name')}
        value={name}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        error={missing ? t('nameMissing') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <LivesIn place={place} onChange={setPlace} />
    </FormDialog>
  );
}
