import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonFact } from '../../../src-shared/contract/directory.ts';
import { FACT_KINDS, type FactKind } from '../../../src-shared/vocabulary/directory.ts';
import { useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { MaskedValue } from '../../components/masked-value.tsx';
import { useReveal } from '../../components/use-reveal.ts';
import { Picker } from '../case/picker.tsx';
import classes from './directory.module.css';
import { FormDialog } from './form-dialog.tsx';
import { Part } from './part.tsx';
import { Seen } from './seen.tsx';
import { usePersonChanged } from './use-person.ts';

const inside = (word: string) => word.charAt(0).toLocaleLowerCase() + word.slice(1);
const byKind = (one: PersonFact, other: PersonFact) => FACT_KINDS.indexOf(one.kind) - FACT_KINDS.indexOf(other.kind);

/** What is on file of a person, each with its source and how long ago that said so. A changed contact is a new fact: the old one ends. */
export function PersonFacts({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { may } = useMe();
  const [asking, setAsking] = useState<string | null>(null);
  const [open, setOpen] = useState<'add' | 'reveal' | null>(null);
  const [ending, setEnding] = useState<PersonFact | null>(null);
  const facts = person.facts.toSorted(byKind);
  const masked = facts.filter(({ value }) => value.masked);
  const mayEdit = may('person.edit');
  useKeys('person.facts', [
    {
      id: 'reveal',
      keys: ['v'],
      label: t('facts.revealKey'),
      when: masked.length > 0 && may('contact.reveal'),
      run: () => (masked.length === 1 ? setAsking(masked[0]?.id ?? null) : setOpen('reveal')),
    },
    { id: 'add', keys: ['f'], label: t('facts.add'), when: mayEdit, run: () => setOpen('add') },
  ]);
  return (
    <Part
      title={t('facts.title')}
      action={
        mayEdit && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            leftSection={<IconPlus size={12} aria-hidden />}
            rightSection={<KeyHint scope="person.facts" action="add" />}
            onClick={() => setOpen('add')}
          >
            {t('facts.addShort')}
          </Button>
        )
      }
    >
      {facts.length === 0 && <p className={classes.quiet}>{t('facts.none')}</p>}
      <ul className={classes.facts}>
        {facts.map((fact) => (
          <FactLine
            key={fact.id}
            person={person}
            fact={fact}
            asking={asking === fact.id}
            onAsking={(on) => setAsking(on ? fact.id : null)}
            onEnd={mayEdit ? () => setEnding(fact) : null}
          />
        ))}
      </ul>
      <Picker
        opened={open === 'reveal'}
        onClose={() => setOpen(null)}
        label={t('facts.revealKey')}
        nothing={t('facts.none')}
        options={masked.map(({ id, kind, value }) => ({ value: id, label: words.fact(kind), hint: value.value }))}
        onPick={(id) => {
          setOpen(null);
          setAsking(id);
        }}
      />
      {open === 'add' && <AddFact person={person} onClose={() => setOpen(null)} />}
      {ending && <EndFact person={person} fact={ending} onClose={() => setEnding(null)} />}
    </Part>
  );
}

interface LineProps {
  readonly person: Person;
  readonly fact: PersonFact;
  readonly asking: boolean;
  readonly onAsking: (asking: boolean) => void;
  readonly onEnd: (() => void) | null;
}

function FactLine({ person, fact, asking, onAsking, onEnd }: LineProps) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { format } = useOffice();
  const { client } = useDesk();
  const revealed = useReveal();
  const name = inside(words.fact(fact.kind));
  return (
    <li>
      <span className={classes.kind}>{words.fact(fact.kind)}</span>
      <div>
        <MaskedValue
          value={fact.value.value}
          masked={fact.value.masked}
          revealed={revealed}
          name={name}
          keptWhere={t('facts.revealWords')}
          reveal={async (reason) => (await client.directory.reveal({ personId: person.id, factId: fact.id, reason })).value}
          asking={asking}
          onAsking={onAsking}
        />
        <p className={classes.source}>
          <Seen of={fact} /> · {t('facts.since', { date: format.date(format.dayOf(fact.onFileSince)) })}
        </p>
      </div>
      {onEnd && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={t('facts.endOne', { what: name, value: fact.value.value })}
          onClick={onEnd}
        >
          {t('facts.end')}
        </Button>
      )}
    </li>
  );
}

function AddFact({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { client } = useDesk();
  const changed = usePersonChanged();
  const [kind, setKind] = useState<FactKind>('email');
  const [value, setValue] = useState('');
  const [missing, setMissing] = useState(false);
  async function act() {
    setMissing(value.trim() === '');
    if (value.trim() === '') return false;
    await changed(
      client.directory.change({ personId: person.id, version: person.version, add: [{ kind, value: value.trim() }] }),
      t('facts.added', { what: inside(words.fact(kind)) }),
    );
    return true;
  }
  return (
    <FormDialog title={t('facts.add')} confirm={t('facts.addGo')} onClose={onClose} act={act}>
      <Select
        label={t('facts.kind')}
        data={FACT_KINDS.map((one) => ({ value: one, label: words.fact(one) }))}
        value={kind}
        onChange={(next) => next && setKind(next as FactKind)}
      />
      <TextInput
        label={t('facts.value')}
        description={t('facts.valueHint')}
        type={kind === 'date_of_birth' ? 'date' : 'text'}
        value={value}
        maxLength={500}
        autoComplete="off"
        data-autofocus
        error={missing ? t('facts.valueMissing') : null}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

interface EndProps {
  readonly person: Person;
  readonly fact: PersonFact;
  readonly onClose: () => void;
}

function EndFact({ person, fact, onClose }: EndProps) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { client } = useDesk();
  const changed = usePersonChanged();
  const what = inside(words.fact(fact.kind));
  return (
    <ConfirmDialog
      opened
      danger
      onClose={onClose}
      title={t('facts.endTitle', { what })}
      confirm={t('facts.endGo')}
      onConfirm={() =>
        changed(client.directory.change({ personId: person.id, version: person.version, end: [fact.id] }), t('facts.ended', { what }))
      }
    >
      {t('facts.endWords')}
    </ConfirmDialog>
  );
}
