import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { REQUESTER_ROLES, type RequesterRole } from '../../../src-shared/vocabulary/case.ts';
import { useWords } from '../../app/words.ts';
import { PlaceSelect } from '../case/place-select.tsx';
import type { FormPlan } from './form-fields.ts';
import classes from './new-case.module.css';

export interface Person {
  readonly name: string;
  /** Null: what the channel and the kinds make likely. */
  readonly role: RequesterRole | null;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly customerNumber: string;
  readonly country: string | null;
  readonly region: string | null;
}

interface Props {
  readonly plan: FormPlan;
  readonly person: Person;
  readonly role: RequesterRole;
  readonly onChange: (person: Person) => void;
}

const TYPE = { email: 'email', phone: 'tel', address: 'text', customerNumber: 'text' } as const;
const LENGTH = { email: 320, phone: 60, address: 500, customerNumber: 60 } as const;

/** Who asks, as far as this channel and these kinds need to know. */
export function PersonFields({ plan, person, role, onChange }: Props) {
  const { t } = useTranslation('intake');
  const words = useWords();
  const contacts = plan.fields.filter(
    (field) => field === 'email' || field === 'phone' || field === 'address' || field === 'customerNumber',
  );
  // Where they can be reached first, in the order that is likely on this channel.
  const ordered = [
    ...plan.reach.filter((field) => contacts.includes(field as never)),
    ...contacts.filter((field) => !plan.reach.includes(field)),
  ];
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('person.name')}
        value={person.name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
      />
      {(ordered as (keyof typeof TYPE)[]).map((field) => (
        <TextInput
          key={field}
          label={t(`person.${field}`)}
          type={TYPE[field]}
          value={person[field]}
          maxLength={LENGTH[field]}
          autoComplete="off"
          className={(field === 'address' && classes.wide) || ''}
          onChange={(event) => onChange({ ...person, [field]: event.currentTarget.value })}
        />
      ))}
      {plan.fields.includes('role') && (
        <Select
          label={t('person.role')}
          data={REQUESTER_ROLES.map((value) => ({ value, label: words.requesterRole(value) }))}
          value={role}
          onChange={(value) => onChange({ ...person, role: value as RequesterRole })}
        />
      )}
      {plan.fields.includes('place') && (
        <div className={classes.wide}>
          <PlaceSelect country={person.country} region={person.region} onChange={(place) => onChange({ ...person, ...place })} />
        </div>
      )}
    </div>
  );
}
