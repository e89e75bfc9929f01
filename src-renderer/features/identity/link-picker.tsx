import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { Picker, type PickerOption } from '../case/picker.tsx';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';

const NOBODY = 'nobody';

interface Props {
  readonly identity: CaseIdentity;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Whom on file the case is about: who may be the one first, anybody by what is typed, or nobody on file. */
export function LinkPicker({ identity, opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const { query } = useDesk();
  const words = useIdentityWords();
  const { link, setNotOnFile } = useIdentity();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const found = useQuery(
    query.directory.find.queryOptions({
      input: { text, limit: 8 },
      enabled: opened && text !== '',
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  const { subject, candidates } = identity;
  const persons = text === '' ? candidates : (found.data?.persons ?? []);
  const lineOf = (person: PersonMatch): PickerOption => {
    const matched = words.matched(person);
    const hint = [matched && t('subject.fits', { facts: matched }), words.apart(person)].filter(Boolean).join(' · ');
    return { value: person.id, label: person.name, current: person.id === subject?.id, ...(hint && { hint }) };
  };
  function close() {
    setTyped('');
    onClose();
  }
  return (
    <Picker
      opened={opened}
      onClose={close}
      label={t('link.label')}
      nothing={t('link.nothing')}
      options={[...persons.map(lineOf), { value: NOBODY, label: t('link.notOnFile'), hint: t('link.notOnFileHint') }]}
      onTyped={setTyped}
      onPick={(value) => {
        close();
        if (value !== NOBODY) void link(value);
        else if (subject) void link(null).then(() => setNotOnFile(true));
        else {
          setNotOnFile(true);
          announce(t('subject.notOnFile'));
        }
      }}
    />
  );
}
