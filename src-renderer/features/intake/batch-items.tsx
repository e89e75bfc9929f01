import { IconMailCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, BatchItem } from '../../../src-shared/contract/intake.ts';
import { REQUEST_KINDS, type SuggestedKind } from '../../../src-shared/vocabulary/case.ts';
import { showError, useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useWords } from '../../app/words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Picker } from '../case/picker.tsx';
import classes from './intake.module.css';
import { ItemAside } from './item-aside.tsx';
import { ItemRow } from './item-row.tsx';
import { type ItemState, useItems } from './use-batch.ts';

const ROW = 36;
const SAID = [...REQUEST_KINDS, 'not_a_request'] as const;

interface Props {
  readonly batch: Batch;
  readonly state: ItemState;
  readonly onTakeOne: (item: BatchItem) => void;
}

/** The messages of a batch in one state, of any number: only the lines in view exist. */
export function BatchItems({ batch, state, onTakeOne }: Props) {
  const { t } = useTranslation('intake');
  const words = useWords();
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage, isPending } = useItems(batch.id, state);
  const navigate = useNavigate();
  const settle = useSettle();
  const [cursor, setCursor] = useState(0);
  const [picking, setPicking] = useState(false);
  const place = Math.min(cursor, Math.max(0, items.length - 1));
  const item = items[place] ?? null;
  const viewport = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW,
    overscan: 10,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, items.length, fetchNextPage]);
  const some = items.length > 0;
  useEffect(() => {
    const { activeElement } = document;
    if (some && (activeElement === document.body || activeElement?.id === 'main')) viewport.current?.focus({ preventScroll: true });
  }, [some]);

  const settling = (state === 'ready' || state === 'left') && batch.state !== 'importing' && batch.state !== 'cancelled';
  const open = settling && item !== null;
  const move = (by: number) => {
    const to = Math.min(items.length - 1, Math.max(0, place + by));
    setCursor(to);
    virtual.scrollToIndex(to);
  };
  const setKind = (kind: SuggestedKind) => {
    if (!item) return;
    void settle(item, { kind });
    move(1); // on to the next: a hundred messages are a hundred keys
  };
  const openCase = ({ reference }: BatchItem) => {
    if (reference) void navigate({ to: '/case/$reference', params: { reference } });
  };

  useKeys('intake.items', [
    { id: 'down', keys: ['j', 'arrowdown'], label: t('keys.down'), when: some, run: () => move(1) },
    { id: 'up', keys: ['k', 'arrowup'], label: t('keys.up'), when: some, run: () => move(-1) },
    { id: 'pageDown', keys: ['pagedown'], label: t('keys.pageDown'), when: some, run: () => move(15) },
    { id: 'pageUp', keys: ['pageup'], label: t('keys.pageUp'), when: some, run: () => move(-15) },
    { id: 'kind', keys: ['t'], label: t('keys.pick'), when: open, run: () => setPicking(true) },
    ...SAID.map((kind, index) => ({
      id: kind,
      keys: [String((index + 1) % 10)],
      label: t('keys.kind', { kind: words.suggested(kind) }),
      when: open,
      run: () => setKind(kind),
    })),
    {
      id: 'leave',
      keys: ['x'],
      label: t(state === 'left' ? 'keys.back' : 'keys.leave'),
      when: open,
      run: () => item && void settle(item, { leave: state !== 'left' }),
    },
    { id: 'open', keys: ['enter'], label: t('keys.open'), when: item?.reference != null, run: () => item && openCase(item) },
  ]);

  if (!some) {
    if (isPending || batch.state === 'reading') return null;
    return <EmptyState icon={IconMailCheck} title={t(`empty.${state}`)} />;
  }
  return (
    <div className={classes.split}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the page's keys move, say and open */}
      <div
        ref={viewport}
        className={classes.viewport}
        role="listbox"
        aria-label={t(`tab.${state}`)}
        aria-activedescendant={item && shown.some(({ key }) => key === item.id) ? `item-${item.id}` : undefined}
        tabIndex={0}
        onClick={({ target }) => {
          const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
          if (!line) return;
          setCursor(Number(line.dataset.index));
          if (settling && target instanceof Element && target.closest('[data-kind]')) setPicking(true);
        }}
        onDoubleClick={() => item && openCase(item)}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map((line) => {
            const shownItem = items[line.index];
            if (!shownItem) return null;
            return (
              <ItemRow
                key={line.key}
                item={shownItem}
                index={line.index}
                total={Math.max(batch[state], items.length)}
                top={line.start}
                cursor={line.index === place}
                open={settling}
              />
            );
          })}
        </div>
      </div>
      <aside className={classes.aside} aria-label={t('aside.label')}>
        {item && (
          <ItemAside
            key={item.id}
            item={item}
            open={open}
            onKind={() => setPicking(true)}
            onTakeOne={() => onTakeOne(item)}
            onLeave={(leave) => void settle(item, { leave })}
            onOpen={() => openCase(item)}
          />
        )}
      </aside>
      <Picker
        opened={picking}
        onClose={() => setPicking(false)}
        label={t('keys.pick')}
        nothing={t('row.noKind')}
        options={SAID.map((kind) => ({ value: kind, label: words.suggested(kind), current: item?.suggestion?.kind === kind }))}
        onPick={(kind) => {
          setPicking(false);
          if (item) void settle(item, { kind: kind as SuggestedKind });
        }}
      />
    </div>
  );
}

/** Says what a message is, or leaves it out. */
function useSettle() {
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  return async (item: BatchItem, say: { readonly kind?: SuggestedKind; readonly leave?: boolean }) => {
    try {
      await client.intake.settle({ itemId: item.id, ...say });
    } catch (error) {
      showError(error);
    } finally {
      void queryClient.invalidateQueries({ queryKey: query.intake.items.key() });
      void queryClient.invalidateQueries({ queryKey: query.intake.list.key() });
    }
  };
}
