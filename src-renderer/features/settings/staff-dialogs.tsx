import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../../src-shared/contract/staff.ts';
import { STAFF_ROLES, type StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { useDesk } from '../../app/connection.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FormError } from '../../components/field-error.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/new-passphrase.tsx';
import { useSubmit } from '../../components/use-submit.ts';

export type StaffAct = { readonly act: 'add' } | { readonly act: 'roles' | 'passphrase' | 'remove'; readonly member: StaffMember };

interface FormProps {
  readonly onClose: () => void;
  /** After the act: says so and asks for the list again. */
  readonly onDone: (words: string) => void;
}

/** What an administrator does with a person, one dialog each. A closed one forgets everything typed into it. */
export function StaffDialogs({ act, onClose }: { readonly act: StaffAct | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const { client, query } = useDesk();
  const queryClient = useQueryClient();

  function done(words: string) {
    void queryClient.invalidateQueries({ queryKey: query.staff.key() });
    notifications.show({ message: words });
    onClose();
  }
  const form = { onClose, onDone: done };
  if (act?.act === 'remove')
    return (
      <ConfirmDialog
        opened
        danger
        title={t('staff.removeTitle', { name: act.member.name })}
        confirm={t('staff.removeGo', { name: act.member.name })}
        onClose={onClose}
        onConfirm={async () => {
          await client.staff.remove({ staffId: act.member.id, version: act.member.version });
          done(t('staff.removed', { name: act.member.name }));
        }}
      >
        {t('staff.removeWords')}
      </ConfirmDialog>
    );
  const title = act ? { add: t('staff.addTitle'), roles: t('staff.rolesTitle'), passphrase: t('staff.passphraseTitle') }[act.act] : '';
  return (
    <Modal opened={act !== null} onClose={onClose} title={title} size={480} closeButtonProps={{ 'aria-label': t('app:close') }}>
      {act?.act === 'add' && <AddForm {...form} />}
      {act?.act === 'roles' && <RolesForm member={act.member} {...form} />}
      {act?.act === 'passphrase' && <PassphraseForm member={act.member} {...form} />}
    </Modal>
  );
}

function AddForm({ onClose, onDone }: FormProps) {
  const { t } = useTranslation('settings');
  const { client } = useDesk();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<StaffRole[]>(['support']);
  const [missing, setMissing] = useState<{ name?: string; roles?: string }>({});
  const passphrase = useNewPassphrase(name);
  const { submit, busy, problem } = useSubmit(async () => {
    const gaps = {
      ...(name.trim() ? {} : { name: t('staff.nameMissing') }),
      ...(roles.length > 0 ? {} : { roles: t('staff.rolesMissing') }),
    };
    setMissing(gaps);
    const good = await passphrase.check();
    if (!good || gaps.name || gaps.roles) return;
    await client.staff.add({ name: name.trim(), roles, passphrase: passphrase.value });
    onDone(t('staff.added', { name: name.trim() }));
  });
  return (
    <Form submit={submit} busy={busy} problem={problem} confirm={t('staff.addGo')} onClose={onClose}>
      <TextInput
        label={t('staff.name')}
        description={t('staff.nameHint')}
        value={name}
        error={missing.name}
        maxLength={80}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Roles value={roles} error={missing.roles} onChange={setRoles} />
      <NewPassphraseFields passphrase={passphrase} label={t('staff.firstPassphrase')} />
    </Form>
  );
}

function RolesForm({ member, onClose, onDone }: FormProps & { readonly member: StaffMember }) {
  const { t } = useTranslation('settings');
  const { client } = useDesk();
  const [roles, setRoles] = useState<StaffRole[]>(member.roles);
  const [missing, setMissing] = useState<string | undefined>();
  const { submit, busy, problem } = useSubmit(async () => {
    setMissing(roles.length > 0 ? undefined : t('staff.rolesMissing'));
    if (roles.length === 0) return;
    await client.staff.changeRoles({ staffId: member.id, roles, version: member.version });
    onDone(t('staff.rolesChanged', { name: member.name }));
  });
  return (
    <Form submit={submit} busy={busy} problem={problem} confirm={t('staff.rolesGo', { name: member.name })} onClose={onClose}>
      <Roles value={roles} error={missing} onChange={setRoles} />
    </Form>
  );
}

function PassphraseForm({ member, onClose, onDone }: FormProps & { readonly member: StaffMember }) {
  const { t } = useTranslation('settings');
  const { client } = useDesk();
  const passphrase = useNewPassphrase(member.name);
  const { submit, busy, problem } = useSubmit(async () => {
    if (!(await passphrase.check())) return;
    await client.staff.resetPassphrase({ staffId: member.id, passphrase: passphrase.value });
    onDone(t('staff.passphraseSet', { name: member.name }));
  });
  return (
    <Form submit={submit} busy={busy} problem={problem} confirm={t('staff.passphraseGo', { name: member.name })} onClose={onClose}>
      <NewPassphraseFields passphrase={passphrase} label={t('staff.firstPassphrase')} />
    </Form>
  );
}

interface FrameProps {
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Form({ submit, busy, problem, confirm, onClose, children }: FrameProps) {
  const { t } = useTranslation('app');
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        {children}
        {problem !== null && <FormError>{problem}</FormError>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface RolesProps {
  readonly value: StaffRole[];
  readonly error: string | undefined;
  readonly onChange: (roles: StaffRole[]) => void;
}

/** Several at once, each with what it may do. */
function Roles({ value, error, onChange }: RolesProps) {
  const { t } = useTranslation(['settings', 'vocabulary']);
  return (
    <Checkbox.Group
      label={t('staff.roles')}
      value={value}
      error={error}
      onChange={(next) => onChange(STAFF_ROLES.filter((role) => next.includes(role)))}
    >
      <Stack gap={10} mt={8}>
        {STAFF_ROLES.map((role) => (
          <Checkbox key={role} size="sm" value={role} label={t(`vocabulary:role.${role}`)} description={t(`vocabulary:roleMay.${role}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
