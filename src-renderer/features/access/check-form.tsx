import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { DATA_CLASSES, type DataClass } from '../../../src-shared/vocabulary/directory.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { AccountField } from '../../components/account-field.tsx';
import { FormError } from '../../components/field-error.tsx';
import { PersonField } from '../../components/person-field.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import classes from './access.module.css';
import { CheckAnswer } from './answer.tsx';
import type { AskPreset } from './ask-context.tsx';
import { useSentence } from './use-sentence.ts';

const USUAL: DataClass = 'invoices';

/** Person, account, what they ask to see → the answer in a sentence. What is changed after an answer takes the answer away. */
export function CheckForm({ preset = {} }: { readonly preset?: AskPreset }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const { today } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const sentenceOf = useSentence();
  const [person, setPerson] = useState(preset.person ?? null);
  const [account, setAccount] = useState(preset.account ?? null);
  const [dataClass, setDataClass] = useState<DataClass>(preset.dataClass ?? USUAL);
  const [on, setOn] = useState('');
  const [missing, setMissing] = useState(false);
  const [check, setCheck] = useState<AccessCheck | null>(null);
  const answer = useRef<HTMLDivElement>(null);

  const { submit, busy, problem } = useSubmit(async () => {
    setMissing(!person || !account);
    if (!person || !account) return;
    const made = await client.access.check({
      personId: person.id,
      accountId: account.id,
      dataClass,
      on: on && on !== today ? (on as CalendarDate) : null,
      caseId: preset.case?.id ?? null,
    });
    setCheck(made);
    announce(sentenceOf(made).whole);
    void queryClient.invalidateQueries({ queryKey: query.access.checks.key() });
  });
  useEffect(() => {
    if (check) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [check]);

  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setCheck(null);
      set(value);
    };
  return (
    <div className={classes.ask}>
      <form noValidate onSubmit={submit} className={classes.form}>
        <PersonField
          label={t('ask.person')}
          person={person}
          autoFocus={!person}
          error={missing && !person ? t('ask.noPerson') : null}
          onPerson={changed(setPerson)}
        />
        <AccountField
          label={t('ask.account')}
          account={account}
          autoFocus={person !== null && !account && !preset.account}
          error={missing && !account ? t('ask.noAccount') : null}
          onAccount={changed(setAccount)}
        />
        <Select
          label={t('ask.dataClass')}
          data={DATA_CLASSES.map((value) => ({ value, label: words.dataClass(value) }))}
          value={dataClass}
          onChange={(value) => value && changed(setDataClass)(value as DataClass)}
        />
        <TextInput
          type="date"
          label={t('ask.on')}
          value={on || today}
          max={today}
          onChange={(event) => changed(setOn)(event.currentTarget.value)}
        />
        <Button
          size="sm"
          type="submit"
          loading={busy}
          className={classes.go ?? ''}
          {...(preset.person && preset.account && { 'data-autofocus': true })}
        >
          {t('ask.go')}
        </Button>
      </form>
      {preset.case && <p className={classes.quiet}>{t('ask.forCase', { reference: preset.case.reference })}</p>}
      <FormError>{problem}</FormError>
      <div ref={answer}>{check && <CheckAnswer check={check} onCheck={setCheck} />}</div>
    </div>
  );
}
