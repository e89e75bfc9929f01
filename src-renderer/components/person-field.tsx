import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonMatch, PersonName } from '../../src-shared/contract/directory.ts';
import { useDesk } from '../app/connection.tsx';
import { useOffice } from '../app/office.tsx';
import { useWords } from '../app/words.ts';
import { FindField, useTyped } from './find-field.tsx';

/** Persons as one types; asked again with every rest. What comes is kept nowhere once nobody looks at it. */
export function usePersonsAsTyped(asked: string, limit: number) {
  const { query } = useDesk();
  return useQuery(
    query.directory.find.queryOptions({
      input: { text: asked, limit },
      enabled: asked.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
}

/** What tells two of one name apart, in one line: what matched, the masked email and customer number, the accounts. */
export function usePersonLine() {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { format } = useOffice();
  return ({ matched, email, customerNumber, accounts }: PersonMatch): string => {
    const by = matched.filter((one) => one !== 'name').map((one) => words.fact(one as Exclude<typeof one, 'name'>));
    return [
      email?.value,
      customerNumber?.value,
      accounts.length > 0 && format.list(accounts.map(({ name, number }) => `${name} (${number})`)),
      by.length > 0 && t('find.matched', { what: format.list(by) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

interface Props {
  readonly label: string;
  readonly person: PersonName | null;
  readonly error?: ReactNode;
  readonly autoFocus?: boolean;
  readonly onPerson: (person: PersonName | null) => void;
}

/** Chooses a person on file. */
export function PersonField({ label, person, error, autoFocus = false, onPerson }: Props) {
  const { t } = useTranslation('directory');
  const { text, setText, asked } = useTyped();
  const line = usePersonLine();
  const { data, isFetching } = usePersonsAsTyped(asked, 8);
  const found = (asked ? (data?.persons ?? []) : []).map((match) => ({ ...match, label: match.name, detail: line(match) }));
  return (
    <FindField
      label={label}
      placeholder={t('find.placeholder')}
      chosen={person?.name ?? null}
      found={found}
      busy={isFetching || text.trim() !== asked}
      text={text}
      nothing={t('find.nothing')}
      error={error}
      autoFocus={autoFocus}
      onText={(next) => {
        setText(next);
        if (person) onPerson(null);
      }}
      onPick={({ id, name }) => onPerson({ id, name })}
    />
  );
}
