import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { PersonField, usePersonLine } from '../../components/person-field.tsx';
import classes from './directory.module.css';
import { EntryCard } from './entry-card.tsx';
import { FormDialog } from './form-dialog.tsx';
import { usePerson, usePersonChanged } from './use-person.ts';

const LEAST_REASON = 3;

interface Props {
  readonly person: Person;
  readonly onClose: () => void;
}

/** Two entries become one: look-alikes or anybody else, side by side, which one stays, and why. Nothing is deleted. */
export function MergeDialog({ person, onClose }: Props) {
  const { t } = useTranslation('directory');
  const { client } = useDesk();
  const navigate = useNavigate();
  const changed = usePersonChanged();
  const [otherId, setOtherId] = useState<string | null>(null);
  const [stays, setStays] = useState<'this' | 'other'>('this');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<'other' | 'reason' | null>(null);
  const { data: other, error } = usePerson(otherId);

  async function act() {
    const lacks = !other ? 'other' : reason.trim().length < LEAST_REASON ? 'reason' : null;
    setMissing(lacks);
    if (lacks || !other) return false;
    const [keep, drop] = stays === 'this' ? [person, other] : [other, person];
    const version = ({ id, version: shown }: Person) => ({ personId: id, version: shown });
    await changed(
      client.directory.merge({ keep: version(keep), drop: version(drop), reason: reason.trim() }),
      t('merge.done', { drop: drop.name, keep: keep.name }),
    );
    if (keep.id !== person.id) void navigate({ to: '/people/$personId', params: { personId: keep.id }, replace: true });
    return true;
  }
  return (
    <FormDialog title={t('merge.title', { name: person.name })} confirm={t('merge.go')} size={760} onClose={onClose} act={act}>
      <WhichOther
        person={person}
        otherId={otherId}
        error={missing === 'other' ? t('merge.noOther') : null}
        onOther={(id) => {
          setMissing(null);
          setOtherId(id);
        }}
      />
      {error && <FormError>{wordsOf(error)}</FormError>}
      {other && (
        <Radio.Group
          label={t('merge.stays')}
          description={t('merge.staysHint')}
          value={stays}
          onChange={(value) => setStays(value as 'this' | 'other')}
        >
          <div className={classes.sides}>
            <EntryCard value="this" person={person} stays={stays === 'this'} />
            <EntryCard value="other" person={other} stays={stays === 'other'} />
          </div>
        </Radio.Group>
      )}
      <Textarea
        label={t('merge.reason')}
        description={t('merge.reasonHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={reason}
        error={missing === 'reason' ? t('merge.noReason') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

interface OtherProps {
  readonly person: Person;
  readonly otherId: string | null;
  readonly error: string | null;
  readonly onOther: (personId: string | null) => void;
}

function WhichOther({ person, otherId, error, onOther }: OtherProps) {
  const { t } = useTranslation('directory');
  const { query } = useDesk();
  const line = usePersonLine();
  const [found, setFound] = useState<{ id: string; name: string } | null>(null);
  const { data, error: problem } = useQuery(query.directory.lookAlikes.queryOptions({ input: { personId: person.id }, staleTime: 0 }));
  const alike = data?.persons ?? [];
  return (
    <>
      {problem && <FormError>{wordsOf(problem)}</FormError>}
      {data && alike.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('merge.noneAlike')}
        </Text>
      )}
      {alike.length > 0 && (
        <Radio.Group
          label={t('merge.alike')}
          value={found ? '' : (otherId ?? '')}
          error={error}
          onChange={(id) => {
            setFound(null);
            onOther(id);
          }}
        >
          <Stack gap={8} mt={6} className={classes.alike ?? ''}>
            {alike.map((match, index) => (
              <Radio
                key={match.id}
                size="sm"
                value={match.id}
                label={match.name}
                description={line(match)}
                {...(index === 0 && { 'data-autofocus': true })}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <PersonField
        label={t('merge.another')}
        person={found}
        error={alike.length === 0 ? error : null}
        onPerson={(one) => {
          setFound(one);
          onOther(one && one.id !== person.id ? one.id : null);
        }}
      />
    </>
  );
}
