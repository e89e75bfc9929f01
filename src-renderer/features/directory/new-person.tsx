import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IDENTIFIER_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import { useDesk } from '../../app/connection.tsx';
import { useWords } from '../../app/words.ts';
import { FormDialog } from './form-dialog.tsx';
import { LivesIn, type Place } from './lives-in.tsx';

type Identifier = (typeof IDENTIFIER_KINDS)[number];
const TYPE = { email: 'email', phone: 'tel', customer_number: 'text', address: 'text' } as const satisfies Record<Identifier, string>;
const NOTHING: Record<Identifier, string> = { email: '', phone: '', customer_number: '', address: '' };

interface Props {
  readonly onClose: () => void;
  readonly onMade: (personId: string) => void;
}

/** Somebody who is not on file yet. */
export function NewPerson({ onClose, onMade }: Props) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { client } = useDesk();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [place, setPlace] = useState<Place>({ country: null, region: null, language: null });
  const [values, setValues] = useState(NOTHING);

  async function act() {
    setMissing(name.trim() === '');
    if (name.trim() === '') return false;
    const facts = IDENTIFIER_KINDS.filter((kind) => values[kind].trim() !== '').map((kind) => ({ kind, value: values[kind].trim() }));
    const made = await client.directory.create({ name: name.trim(), ...place, facts });
    onMade(made.id);
    return true;
  }
  return (
    <FormDialog title={t('new.title')} confirm={t('new.go')} onClose={onClose} act={act}>
      <TextInput
        label={t('name')}
        value={name}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        error={missing ? t('nameMissing') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {IDENTIFIER_KINDS.map((kind) => (
        <TextInput
          key={kind}
          label={words.fact(kind)}
          type={TYPE[kind]}
          value={values[kind]}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => setValues({ ...values, [kind]: event.currentTarget.value })}
        />
      ))}
      <LivesIn place={place} onChange={setPlace} />
    </FormDialog>
  );
}
