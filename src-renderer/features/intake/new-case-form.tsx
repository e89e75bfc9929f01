import { Button, Chip, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { CHANNELS, type Channel, REQUEST_KINDS, type RequesterRole, type RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { BILLING_KINDS } from '../../../src-shared/vocabulary/permissions.ts';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { FormError } from '../../components/field-error.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import { LANGUAGES } from '../../components/languages.ts';
import { formPlan, missing } from './form-fields.ts';
import classes from './new-case.module.css';
import { type Person, PersonFields } from './person-fields.tsx';
import { instantOfLocal, localOfInstant } from './zoned.ts';

export interface Made {
  readonly reference: string;
  /** Null where the case was sealed and handed over. */
  readonly row: CaseRow | null;
}

interface Props {
  readonly onMade: (made: Made) => void;
  readonly onCancel: () => void;
}

/** The signal of a browser comes by itself; nobody types it in. */
const TYPED_CHANNELS = CHANNELS.filter((channel) => channel !== 'gpc_signal');
const NOBODY: Person = { name: '', role: null, email: '', phone: '', address: '', customerNumber: '', country: null, region: null };

/** Channel first, then what is asked, then only what these need. */
export function NewCaseForm({ onMade, onCancel }: Props) {
  const { t } = useTranslation(['intake', 'app']);
  const words = useWords();
  const { me } = useMe();
  const { format } = useOffice();
  const { client } = useDesk();
  const [channel, setChannel] = useState<Channel | null>(null);
  const [kinds, setKinds] = useState<RequestKind[]>([]);
  const [details, setDetails] = useState<Partial<Record<RequestKind, string>>>({});
  const [person, setPerson] = useState(NOBODY);
  const [receivedAt, setReceivedAt] = useState<string | null>(null);
  const [language, setLanguage] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);

  const billingOnly = !me.roles.includes('support') && !me.roles.includes('manager');
  const offered: readonly RequestKind[] = billingOnly ? BILLING_KINDS : REQUEST_KINDS;
  const plan = formPlan(channel ?? 'phone', kinds);
  const role: RequesterRole = person.role ?? plan.role;

  async function save() {
    const lacking = missing(plan, { channel, kinds, ...person, role, place: '' });
    if (lacking.length > 0 || !channel) {
      setProblem(t(`missing.${lacking[0] ?? 'channel'}`));
      return;
    }
    const received = receivedAt === null ? null : instantOfLocal(receivedAt, format.timeZone);
    setBusy(true);
    setProblem(null);
    try {
      // What the form no longer asks for, it does not keep either.
      const asked = (field: 'email' | 'phone' | 'address' | 'customerNumber') => (plan.fields.includes(field) ? person[field] : '');
      const answer = await client.cases.create({
        channel,
        ...(received && { receivedAt: received }),
        language,
        requester: {
          name: person.name,
          role,
          email: asked('email'),
          phone: asked('phone'),
          address: asked('address'),
          customerNumber: asked('customerNumber'),
          ...(plan.fields.includes('place') && { country: person.country, region: person.region }),
        },
        requests: kinds.map((kind) => ({ kind, detail: details[kind] ?? '' })),
        note,
      });
      onMade({ reference: answer.reference, row: answer.case });
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !busy) void save();
      }}
    >
      <Stack gap="md">
        <fieldset className={classes.group}>
          <legend>{t('new.channel')}</legend>
          <Chip.Group value={channel} onChange={(value) => setChannel(value as Channel)}>
            <div className={classes.chips}>
              {TYPED_CHANNELS.map((name, index) => (
                <Chip key={name} name="channel" value={name} size="xs" radius="sm" {...(index === 0 && { 'data-autofocus': true })}>
                  {words.channel(name)}
                </Chip>
              ))}
            </div>
          </Chip.Group>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('new.kinds')}</legend>
          <Chip.Group multiple value={kinds} onChange={(value) => setKinds(REQUEST_KINDS.filter((kind) => value.includes(kind)))}>
            <div className={classes.chips}>
              {offered.map((kind) => (
                <Chip key={kind} value={kind} size="xs" radius="sm">
                  {words.kind(kind)}
                </Chip>
              ))}
            </div>
          </Chip.Group>
        </fieldset>
        {plan.optOutOnly && <Said icon={<IconInfoCircle size={15} aria-hidden />}>{t('new.optOut')}</Said>}
        {plan.sealed && (
          <Said icon={<IconLock size={15} aria-hidden />}>{t(me.roles.includes('manager') ? 'new.sealedManager' : 'new.sealed')}</Said>
        )}
        {channel && kinds.length > 0 && (
          <>
            <PersonFields plan={plan} person={person} role={role} onChange={setPerson} />
            {kinds.map((kind) => (
              <Textarea
                key={kind}
                label={kinds.length > 1 ? t('new.detailOf', { kind: words.kind(kind) }) : t('new.detail')}
                placeholder={t(`detail.${kind}`)}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={10_000}
                value={details[kind] ?? ''}
                onChange={({ currentTarget: { value } }) => setDetails((before) => ({ ...before, [kind]: value }))}
              />
            ))}
            <div className={classes.fields}>
              {receivedAt === null ? (
                <div>
                  <Text size="sm" fw={500}>
                    {t('new.received')}
                  </Text>
                  <Group gap={8} mt={4}>
                    <Text size="sm">{t('new.now')}</Text>
                    <Button size="compact-xs" variant="default" onClick={() => setReceivedAt(localOfInstant(Date.now(), format.timeZone))}>
                      {t('new.earlier')}
                    </Button>
                  </Group>
                </div>
              ) : (
                <TextInput
                  type="datetime-local"
                  label={t('new.received')}
                  value={receivedAt}
                  max={localOfInstant(Date.now(), format.timeZone)}
                  onChange={(event) => setReceivedAt(event.currentTarget.value)}
                />
              )}
              <Select
                label={t('new.language')}
                data={LANGUAGES.map((value) => ({ value, label: format.language(value) }))}
                value={language}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('new.clearLanguage') }}
                onChange={setLanguage}
              />
              <Textarea
                className={classes.wide ?? ''}
                label={t('new.note')}
                placeholder={t('new.noteWords')}
                autosize
                minRows={1}
                maxRows={6}
                maxLength={10_000}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </div>
          </>
        )}
        <div className={classes.foot}>
          <FormError>{problem}</FormError>
          <Group justify="flex-end" gap={8} mt={problem ? 8 : 0}>
            <Button variant="default" onClick={onCancel}>
              {t('app:cancel')}
            </Button>
            <Button type="submit" loading={busy} rightSection={<KeyCap combination="mod+enter" />}>
              {t('new.create')}
            </Button>
          </Group>
        </div>
      </Stack>
    </form>
  );
}

function Said({ icon, children }: { readonly icon: React.ReactNode; readonly children: string }) {
  return (
    <div className={classes.said} role="note">
      {icon}
      <span>{children}</span>
    </div>
  );
}
