import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './directory.module.css';
import { Seen } from './seen.tsx';

const MOST = 12;

interface Props {
  readonly value: string;
  readonly person: Person;
  readonly stays: boolean;
}

/** One of two entries that may be the same person, to be laid beside the other. */
export function EntryCard({ value, person, stays }: Props) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { format } = useOffice();
  const { facts, relations, cases, country, region } = person;
  return (
    <div className={classes.side} data-stays={stays || undefined}>
      <Radio value={value} label={person.name} description={t(stays ? 'merge.thisStays' : 'merge.thisGoes')} />
      <dl>
        <dt>{t('place')}</dt>
        <dd>{[region, country && format.country(country)].filter(Boolean).join(', ') || '–'}</dd>
        {facts.slice(0, MOST).map((fact) => (
          <div key={fact.id}>
            <dt>{words.fact(fact.kind)}</dt>
            <dd>{fact.value.value}</dd>
          </div>
        ))}
        {relations.length > 0 && (
          <>
            <dt>{t('accounts.title')}</dt>
            <dd>{format.list(relations.slice(0, MOST).map(({ account }) => `${account.name} (${account.number})`))}</dd>
          </>
        )}
        <dt>{t('cases.title')}</dt>
        <dd>{cases.length === 0 ? '–' : format.list(cases.slice(0, MOST).map(({ reference }) => reference))}</dd>
        <dt>{t('merge.source')}</dt>
        <dd>
          <Seen of={person} />
        </dd>
      </dl>
    </div>
  );
}
