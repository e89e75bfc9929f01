import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { AssignPicker } from '../case/assign-picker.tsx';
import { ChangesProvider } from '../case/changes.tsx';
import { useStaff } from '../case/people.ts';
import { StatusPicker } from '../case/status-picker.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { nextSort } from './filters.ts';
import { Preview } from './preview.tsx';
import { QueueHead } from './queue-head.tsx';
import { QueueList, type QueueListHandle } from './queue-list.tsx';
import classes from './queue-page.module.css';
import { QueueEmpty, QueueFailed, QueueLoading } from './queue-states.tsx';
import { clearMarks, extendTo, MOST_MARKED, markAll, moveTo, NOTHING_SELECTED, type Selection, settle, toggleMark } from './selection.ts';
import { useCases, usePlace } from './use-queue.ts';
import { useAnnouncedTotal, useCursorInAddress, useDetailOf, useFirstPlace, useOpenCase, useTopOnNewPlace } from './use-queue-effects.ts';

/** Home: what is to be done, soonest first. */
export function QueuePage() {
  return (
    <ChangesProvider>
      <Queue />
    </ChangesProvider>
  );
}

/** What a list over the page acts on: chosen when it opened, whatever others do to the queue meanwhile. */
interface Picking {
  readonly what: 'assign' | 'status';
  readonly rows: readonly CaseRow[];
}

function Queue() {
  const { t } = useTranslation('queue');
  const { may } = useMe();
  const staff = useStaff();
  const { place, go } = usePlace();
  const cases = useCases(place);
  const { rows, total, fetchNextPage, isPlaceholderData } = cases;
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const list = useRef<QueueListHandle>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const open = useOpenCase(rows, (at) => go({ at }, { replace: true }));

  const [asked, choose] = useReducer(
    (now: Selection, change: (now: Selection) => Selection) => change(now),
    place.at,
    (at) => ({
      ...NOTHING_SELECTED,
      cursor: at,
    }),
  );
  const selection = useMemo(() => settle(asked, ids), [asked, ids]);
  // The rows of the search before are looked at, not acted on: what a key means is decided when the new ones are here.
  const row = isPlaceholderData ? null : (rows[selection.index] ?? null);
  useEffect(() => {
    if (!isPlaceholderData) choose(() => selection);
  }, [selection, isPlaceholderData]);
  const marked = useMemo(() => rows.filter(({ id }) => selection.marked.has(id)), [rows, selection.marked]);
  const acting = marked.length > 0 ? marked : row ? [row] : [];
  const picked = picking?.rows ?? [];
  const detail = useDetailOf(picked.length === 1 ? (picked[0] ?? null) : null, picking?.what === 'status');
  const pick = (what: Picking['what']) => setPicking({ what, rows: acting });
  const stopPicking = () => setPicking(null);

  useFirstPlace(list, selection, rows.length > 0);
  useTopOnNewPlace(list, place, () => choose(() => NOTHING_SELECTED));
  useAnnouncedTotal(total, JSON.stringify([place.view, place.filter]), !cases.isPending && !isPlaceholderData);
  useCursorInAddress(selection.cursor, place.at, (at) => void go({ at }, { replace: true }));

  function onCursor(index: number, how: 'move' | 'mark' | 'extend') {
    choose((now) => {
      const settled = settle(now, ids);
      if (how === 'extend') return extendTo(settled, ids, index);
      const moved = moveTo(settled, ids, index);
      return how === 'mark' && moved.cursor ? toggleMark(moved, moved.cursor) : moved;
    });
  }
  function step(by: number, how: 'move' | 'extend' = 'move') {
    const to = Math.min(rows.length - 1, Math.max(0, selection.index + by));
    onCursor(to, how);
    list.current?.scrollTo(to);
  }
  const screen = () => list.current?.screen() ?? 15;
  const mayWork = may('case.work');
  const some = row !== null;

  useKeys('queue', [
    { id: 'down', keys: ['j', 'arrowdown'], label: t('keys.down'), when: some, run: () => step(1) },
    { id: 'up', keys: ['k', 'arrowup'], label: t('keys.up'), when: some, run: () => step(-1) },
    { id: 'open', keys: ['enter', 'o'], label: t('keys.open'), when: some, run: () => row && void open(row) },
    { id: 'assign', keys: ['a'], label: t('keys.assign'), when: some && mayWork, run: () => pick('assign') },
    { id: 'status', keys: ['s'], label: t('keys.status'), when: some && mayWork, run: () => pick('status') },
    { id: 'mark', keys: ['x'], label: t('keys.mark'), when: some, run: () => onCursor(selection.index, 'mark') },
    { id: 'extendDown', keys: ['shift+arrowdown', 'shift+j'], label: t('keys.extendDown'), when: some, run: () => step(1, 'extend') },
    { id: 'extendUp', keys: ['shift+arrowup', 'shift+k'], label: t('keys.extendUp'), when: some, run: () => step(-1, 'extend') },
    { id: 'all', keys: ['mod+a'], label: t('keys.all'), when: some, run: () => choose((now) => markAll(settle(now, ids), ids)) },
    { id: 'clear', keys: ['escape'], label: t('keys.clear'), when: marked.length > 0, run: () => choose(clearMarks) },
    { id: 'pageDown', keys: ['pagedown'], label: t('keys.pageDown'), when: some, run: () => step(screen()) },
    { id: 'pageUp', keys: ['pageup'], label: t('keys.pageUp'), when: some, run: () => step(-screen()) },
    { id: 'first', keys: ['home'], label: t('keys.first'), when: some, run: () => step(-rows.length) },
    { id: 'last', keys: ['end'], label: t('keys.last'), when: some, run: () => step(rows.length) },
  ]);

  const empty = rows.length === 0 && !cases.isPending && !cases.isError;
  return (
    <div className={classes.page}>
      <section className={classes.main} aria-label={t('region')}>
        <QueueHead place={place} go={(to) => void go(to)} total={total} more={cases.more} staff={staff} />
        {cases.isPending && <QueueLoading />}
        {cases.isError && rows.length === 0 && <QueueFailed error={cases.error} onAgain={() => void cases.refetch()} />}
        {empty && <QueueEmpty place={place} onClear={() => void go({ filter: {}, saved: null })} />}
        {rows.length > 0 && (
          <QueueList
            ref={list}
            rows={rows}
            total={total}
            hasMore={cases.hasNextPage}
            onNearEnd={() => void (cases.isFetchingNextPage || fetchNextPage())}
            previous={isPlaceholderData}
            selection={selection}
            staff={staff}
            sort={place.sort}
            grouped={place.grouped}
            onSort={(by) => void go({ sort: nextSort(place.sort, by) })}
            onCursor={onCursor}
            onOpen={(one) => void open(one)}
          />
        )}
        {marked.length > 0 && mayWork && (
          <BulkBar
            count={marked.length}
            atLimit={marked.length === MOST_MARKED}
            onAssign={() => pick('assign')}
            onStatus={() => pick('status')}
            onClear={() => choose(clearMarks)}
          />
        )}
      </section>
      <aside className={classes.aside} aria-label={t('preview.label')}>
        {row && <Preview row={row} staff={staff} onOpen={(one, act) => void open(one, act)} />}
      </aside>
      <AssignPicker opened={picking?.what === 'assign'} onClose={stopPicking} rows={picked} />
      <StatusPicker opened={picking?.what === 'status'} onClose={stopPicking} rows={picked} detail={detail} />
    </div>
  );
}
