import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../src-shared/contract/views.ts';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FormError } from '../../components/field-error.tsx';
import type { Place } from './use-queue.ts';

interface SaveProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly place: Place;
  readonly onSaved: (id: string) => void;
}

/** Keeps what the queue shows under a name, for this person. */
export function SaveView({ opened, onClose, ...form }: SaveProps) {
  const { t } = useTranslation(['queue', 'app']);
  return (
    <Modal opened={opened} onClose={onClose} title={t('save.title')} size={400} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <SaveForm onClose={onClose} {...form} />
    </Modal>
  );
}

/** Its own component, so that a closed dialog forgets what was typed. */
function SaveForm({ onClose, place, onSaved }: Omit<SaveProps, 'opened'>) {
  const { t } = useTranslation(['queue', 'app']);
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function save() {
    try {
      const { view, filter, sort } = place;
      const saved = await client.views.save({ name, view, filter, sort });
      await queryClient.invalidateQueries({ queryKey: query.views.key() });
      onSaved(saved.id);
      onClose();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) void save();
        else setProblem(t('save.needsName'));
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('save.name')}
          description={t('save.words')}
          value={name}
          maxLength={60}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormError>{problem}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button type="submit">{t('save.confirm')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface RemoveProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly view: SavedView | null;
  readonly onRemoved: () => void;
}

/** Takes a saved view away. Its cases stay where they are. */
export function RemoveView({ opened, onClose, view, onRemoved }: RemoveProps) {
  const { t } = useTranslation('queue');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  if (!view) return null;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('remove.title', { name: view.name })}
      confirm={t('remove.confirm')}
      onConfirm={async () => {
        await client.views.remove({ viewId: view.id });
        await queryClient.invalidateQueries({ queryKey: query.views.key() });
        onRemoved();
      }}
    >
      <Text size="sm">{t('remove.words')}</Text>
    </ConfirmDialog>
  );
}
