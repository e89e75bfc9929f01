import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { CHANNELS, type Channel } from '../../../src-shared/vocabulary/case.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { FormError } from '../../components/field-error.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import { LANGUAGES } from '../../components/languages.ts';
import { PersonField } from '../../components/person-field.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import { PlaceSelect } from '../case/place-select.tsx';
import { MaskedGiven } from './masked-given.tsx';
import classes from './opt-outs.module.css';
import { ScopeGrid } from './scope-grid.tsx';
import { BLANK, type Draft, GIVEN_FIELDS, type GivenField, missing, takingOf } from './taking.ts';
import { useOptOutWords } from './use-words.ts';
import { WordsToSay } from './words-to-say.tsx';

/** What was taken, and what to say of it. */
export interface TakenOptOuts {
  readonly optOuts: readonly OptOut[];
  readonly confirmation: string;
  readonly case: { readonly id: string; readonly reference: Reference } | null;
}

/** The case that the form stands on, and which of its contacts are masked for this reader. */
export interface FromCase {
  readonly id: string;
  readonly masked: readonly Exclude<GivenField, 'name'>[];
}

interface Props {
  readonly start?: Partial<Draft>;
  readonly from?: FromCase;
  readonly onTaken: (taken: TakenOptOuts) => void;
  /** What a key of the page leads to: the first switch. */
  readonly first?: RefObject<HTMLInputElement | null>;
}

const TYPE = { name: 'text', email: 'email', phone: 'tel', address: 'text' } as const;
const LENGTH = { name: 200, email: 320, phone: 60, address: 500 } as const;
/** What comes by phone is taken in the call panel, and the signal of a browser by itself. On a case it came as the case did. */
const TYPED_CHANNELS = CHANNELS.filter((channel) => channel !== 'gpc_signal' && channel !== 'phone');

/** Takes an opt-out: what they want to stop, and who they are as far as they said. No field for identity: nobody may ask. */
export function TakeForm({ start = {}, from, onTaken, first }: Props) {
  const { t } = useTranslation('optOuts');
  const words = useWords();
  const { allOf } = useOptOutWords();
  const { format } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ ...BLANK, ...start });
  const [lacks, setLacks] = useState<'optOuts' | 'who' | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<Draft>) => {
    setLacks(null);
    setDraft((before) => ({ ...before, ...part }));
  };

  const { submit, busy, problem } = useSubmit(async () => {
    const lacking = missing(draft);
    setLacks(lacking);
    if (lacking) return;
    setAnswer(null);
    try {
      const taken = await client.optOuts.take(takingOf(draft, from?.id ?? null));
      for (const area of [query.optOuts, query.cases, query.deadlines]) void queryClient.invalidateQueries({ queryKey: area.key() });
      announce(t('take.done', { what: allOf(taken.optOuts) }));
      onTaken(taken);
    } catch (error) {
      const refused = deskErrorOf(error);
      if (refused?.detail?.because !== 'service') throw error;
      // Refused with the words to say: they are shown, and the rest can be taken.
      setAnswer(refused.message);
      change({ optOuts: draft.optOuts.filter(({ scope }) => scope !== 'service') });
    }
  });

  return (
    <form
      ref={form}
      noValidate
      className={classes.take}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <div>
        <ScopeGrid
          optOuts={draft.optOuts}
          invalid={lacks === 'optOuts'}
          onChange={(optOuts) => change({ optOuts })}
          {...(first && { ref: first })}
        />
        <p className={classes.quiet}>{t('take.gridHint')}</p>
      </div>
      <fieldset className={classes.who}>
        <legend>{t('take.who')}</legend>
        <div className={classes.wide}>
          <PersonField label={t('take.person')} person={draft.person} onPerson={(person) => change({ person })} />
          {draft.person && <p className={classes.quiet}>{t('take.personHint')}</p>}
        </div>
        {GIVEN_FIELDS.map((field) =>
          field !== 'name' && from?.masked.includes(field) && draft[field] === '' ? (
            <MaskedGiven key={field} caseId={from.id} field={field} onRevealed={(value) => change({ [field]: value })} />
          ) : (
            <TextInput
              key={field}
              label={t(`take.${field}`)}
              type={TYPE[field]}
              value={draft[field]}
              maxLength={LENGTH[field]}
              autoComplete="off"
              aria-invalid={lacks === 'who' || undefined}
              onChange={(event) => change({ [field]: event.currentTarget.value })}
            />
          ),
        )}
        <div className={classes.wide}>
          <PlaceSelect country={draft.country} region={draft.region} onChange={change} />
        </div>
        {!from && (
          <Select
            label={t('take.channel')}
            data={TYPED_CHANNELS.map((value) => ({ value, label: words.channel(value) }))}
            value={draft.channel}
            onChange={(value) => value && change({ channel: value as Channel })}
          />
        )}
        <Select
          label={t('take.language')}
          data={[...new Set([...LANGUAGES, draft.language])].map((value) => ({ value, label: format.language(value) }))}
          value={draft.language}
          searchable
          onChange={(value) => value && change({ language: value })}
        />
      </fieldset>
      {answer && (
        <WordsToSay title={t('take.serviceTitle')} words={answer}>
          {t('take.service')}
        </WordsToSay>
      )}
      <div className={classes.foot}>
        <Button size="sm" type="submit" loading={busy} rightSection={<KeyCap combination="mod+enter" />}>
          {t('take.go')}
        </Button>
        <FormError>{lacks === 'optOuts' ? t('take.nothing') : lacks === 'who' ? t('take.nobody') : problem}</FormError>
      </div>
    </form>
  );
}
