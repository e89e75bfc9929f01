import { Anchor, Button, Group, Tabs, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, BatchItem } from '../../../src-shared/contract/intake.ts';
import { announce } from '../../app/announce.tsx';
import { showError, useDesk, wordsOf } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useOffice } from '../../app/office.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { BatchItems } from './batch-items.tsx';
import { useCountWords } from './batch-list.tsx';
import { BatchProgress } from './batch-progress.tsx';
import classes from './intake.module.css';
import { calledNone } from './item-row.tsx';
import { useUploads } from './uploads.tsx';
import { type ItemState, useBatch, useItems } from './use-batch.ts';

const TABS = ['ready', 'same', 'unreadable', 'left', 'taken'] as const satisfies readonly ItemState[];

/** One batch: what is in it, what the desk makes of each message, and the button that takes it in. */
export function BatchPage({ batchId }: { readonly batchId: string }) {
  const { t } = useTranslation('intake');
  const { batch, error, pending } = useBatch(batchId);
  if (batch) return <Shown batch={batch} />;
  if (pending) return null;
  return (
    <>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <EmptyState icon={IconMailOff} title={t('missingBatch')}>
        {wordsOf(error)}
      </EmptyState>
    </>
  );
}

function Shown({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('intake');
  const { format } = useOffice();
  const counts = useCountWords()(batch);
  const [chosen, setTab] = useState<ItemState | null>(null);
  const tab = chosen ?? firstTab(batch);
  const acts = useBatchActs(batch, () => setTab(null));
  const [discarding, setDiscarding] = useState(false);
  const busy = batch.state === 'reading' || batch.state === 'importing';
  const takeable = useTakeable(batch);
  const canTake = !busy && batch.state !== 'cancelled' && takeable.count > 0;
  const takeWords = takeable.exact ? t('take.some', { count: takeable.count }) : t('take.all', { number: format.number(batch.ready) });
  const waiting = batch.ready + batch.left + batch.unreadable > 0;

  useKeys('intake', [{ id: 'take', keys: ['e'], label: takeWords, when: canTake, run: () => void acts.take() }]);

  return (
    <section className={classes.batch} aria-label={batch.name}>
      <Group px="md" className={classes.head} gap="sm" wrap="nowrap">
        <Anchor size="sm" renderRoot={(props) => <Link to="/intake" {...props} />}>
          {t('title')}
        </Anchor>
        <Text size="sm" c="dimmed" aria-hidden>
          /
        </Text>
        <Title order={1} size="h2" className={classes.clip}>
          {batch.name}
        </Title>
        <Text size="sm" c="dimmed" className={classes.clip}>
          {batch.state === 'done' || batch.state === 'cancelled' ? `${t(`state.${batch.state}`)} · ${counts}` : counts}
        </Text>
        <span className={classes.gap} />
        {!busy && waiting && batch.state !== 'cancelled' && (
          <Button variant="subtle" color="gray" c="dimmed" onClick={() => setDiscarding(true)}>
            {t('discard.button')}
          </Button>
        )}
        {canTake && (
          <Button size="sm" rightSection={<KeyHint scope="intake" action="take" />} onClick={() => void acts.take()}>
            {takeWords}
          </Button>
        )}
      </Group>
      {busy && <BatchProgress batch={batch} onCancel={() => void acts.cancel()} />}
      <Tabs
        value={tab}
        onChange={(value) => setTab(value as ItemState)}
        className={classes.tabs ?? ''}
        keepMounted={false}
        activateTabWithKeyboard
      >
        <Tabs.List px="md">
          {TABS.map((state) => (
            <Tabs.Tab key={state} value={state} rightSection={<span className={classes.count}>{format.number(batch[state])}</span>}>
              {t(`tab.${state}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((state) => (
          <Tabs.Panel key={state} value={state} className={classes.panel ?? ''}>
            <BatchItems batch={batch} state={state} onTakeOne={acts.takeOne} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <ConfirmDialog
        opened={discarding}
        onClose={() => setDiscarding(false)}
        title={t('discard.title')}
        confirm={t('discard.confirm', { count: batch.ready + batch.left + batch.unreadable })}
        danger
        onConfirm={acts.discard}
      >
        {t('discard.words')}
      </ConfirmDialog>
    </section>
  );
}

/** What there is to look at first: what waits, else what became of it. */
function firstTab(batch: Batch): ItemState {
  if (batch.ready > 0 || batch.state === 'reading') return 'ready';
  if (batch.taken > 0) return 'taken';
  return TABS.find((state) => batch[state] > 0) ?? 'ready';
}

/** How many messages the button would take in: those that a person called none stay. Exact while all that are ready are loaded. */
function useTakeable(batch: Batch): { readonly count: number; readonly exact: boolean } {
  const { items, hasNextPage } = useItems(batch.id, 'ready');
  const requests = items.filter((item) => !calledNone(item)).length;
  return hasNextPage ? { count: batch.ready, exact: false } : { count: requests, exact: true };
}

function useBatchActs(batch: Batch, onTaken: () => void) {
  const { t } = useTranslation('intake');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const uploads = useUploads();
  const again = () => void queryClient.invalidateQueries({ queryKey: query.intake.key() });

  async function run(act: () => Promise<unknown>) {
    try {
      await act();
    } catch (error) {
      showError(error);
    } finally {
      again();
    }
  }
  return {
    take: () =>
      run(async () => {
        await client.intake.take({ batchId: batch.id });
        announce(t('progress.importing'));
        onTaken();
      }),
    takeOne: ({ id, state }: BatchItem) =>
      run(async () => {
        if (state === 'left') await client.intake.settle({ itemId: id, leave: false });
        await client.intake.take({ batchId: batch.id, items: [id] });
      }),
    cancel: () => run(async () => uploads?.cancel(batch.id)),
    async discard() {
      await client.intake.cancel({ batchId: batch.id, discard: true });
      again();
    },
  };
}
