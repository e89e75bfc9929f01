import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Band, CaseRow, Sort } from '../../../src-shared/contract/cases.ts';
import { useWords } from '../../app/words.ts';
import type { Staff } from '../case/people.ts';
import { linesOf } from '../deadlines/bands.ts';
import classes from './queue-list.module.css';
import { QueueRow, RowToCome } from './queue-row.tsx';
import type { Selection } from './selection.ts';

const ROW = 34;
/** The heading of a band. */
const HEADING = 28;
/** Lines beyond the window that exist already, so that a fast scroll shows no hole. With a full screen this stays under 80. */
const OVERSCAN = 10;
/** Lines to come that the scroll bar already counts: enough to pull on, too few to ask for all of a hundred thousand. */
const TO_COME = 200;

export interface QueueListHandle {
  focus(): void;
  scrollTo(index: number): void;
  /** How many lines a screen holds. */
  screen(): number;
}

interface Props {
  readonly ref: RefObject<QueueListHandle | null>;
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
  /** These are the rows of the search before; the new ones are on their way. */
  readonly previous: boolean;
  readonly selection: Selection;
  readonly staff: Staff;
  readonly sort: Sort;
  /** With a heading where another band begins. */
  readonly grouped: boolean;
  readonly onSort: (by: Sort['by']) => void;
  readonly onCursor: (index: number, how: 'move' | 'mark' | 'extend') => void;
  readonly onOpen: (row: CaseRow) => void;
}

/** The queue as a listbox of any length: one stop for Tab, only the lines in view exist. */
export function QueueList({
  ref,
  rows,
  total,
  hasMore,
  onNearEnd,
  previous,
  selection,
  staff,
  sort,
  grouped,
  onSort,
  onCursor,
  onOpen,
}: Props) {
  const { t } = useTranslation(['queue', 'vocabulary']);
  const viewport = useRef<HTMLDivElement>(null);
  const count = hasMore ? Math.min(Math.max(total, rows.length + 1), rows.length + TO_COME) : rows.length;
  const { lines, lineOf } = useMemo(() => linesOf(rows, grouped), [rows, grouped]);
  const virtual = useVirtualizer({
    count: count - rows.length + lines.length,
    getScrollElement: () => viewport.current,
    estimateSize: (place) => (lines[place]?.type === 'band' ? HEADING : ROW),
    // The heading that stays in sight covers this much.
    scrollPaddingStart: grouped ? HEADING : 0,
    overscan: OVERSCAN,
    getItemKey: (place) => {
      const line = lines[place];
      return line?.type === 'band' ? `${line.band} ${line.before}` : line ? (rows[line.index]?.id ?? place) : place;
    },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const top = lines[virtual.getVirtualItemForOffset(virtual.scrollOffset ?? 0)?.index ?? 0];
  const band = top?.type === 'band' ? top.band : top ? rows[top.index]?.band : undefined;

  useEffect(() => {
    if (hasMore && last >= lines.length - 40) onNearEnd();
  }, [hasMore, last, lines.length, onNearEnd]);

  useImperativeHandle(ref, () => ({
    focus: () => viewport.current?.focus({ preventScroll: true }),
    scrollTo: (index) => virtual.scrollToIndex(index === 0 ? 0 : (lineOf[index] ?? index)),
    screen: () => Math.max(1, Math.floor((viewport.current?.clientHeight ?? ROW) / ROW) - 1),
  }));

  function rowAt(target: EventTarget): number | null {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return line ? Number(line.dataset.index) : null;
  }

  const dated = sort.by === 'received' || sort.by === 'updated' ? sort.by : null;
  return (
    <div className={classes.list}>
      <div className={classes.head}>
        <span />
        <SortButton by="due" sort={sort} onSort={onSort} />
        <span className={classes.reference} style={{ fontFamily: 'inherit', fontSize: 'inherit' }}>
          <SortButton by="reference" sort={sort} onSort={onSort} />
        </span>
        <span>{t('column.requester')}</span>
        <span>{t('column.kinds')}</span>
        <span className={classes.by}>{t('column.channel')}</span>
        <span className={classes.status}>{t('column.status')}</span>
        <span className={classes.law}>{dated ? <SortButton by={dated} sort={sort} onSort={onSort} /> : t('column.regime')}</span>
        <span />
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the page's keys move, mark and open */}
      <div
        ref={viewport}
        className={classes.viewport}
        role="listbox"
        aria-label={t('list', { order: t(`vocabulary:sort.${sort.by}`) })}
        aria-multiselectable
        aria-busy={previous || undefined}
        aria-activedescendant={
          selection.cursor && items.some(({ key }) => key === selection.cursor) ? `case-${selection.cursor}` : undefined
        }
        tabIndex={0}
        data-previous={previous || undefined}
        data-marking={selection.marked.size > 0 || undefined}
        onClick={(event) => {
          const index = rowAt(event.target);
          if (index === null) return;
          const onMark = event.target instanceof Element && event.target.closest('[data-mark]') !== null;
          onCursor(index, event.shiftKey ? 'extend' : onMark || event.ctrlKey || event.metaKey ? 'mark' : 'move');
        }}
        onDoubleClick={(event) => {
          const row = rows[rowAt(event.target) ?? -1];
          if (row) onOpen(row);
        }}
      >
        {grouped && band && <BandHeading band={band} />}
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const line = lines[item.index];
            if (line?.type === 'band') return <BandHeading key={item.key} band={line.band} top={item.start} />;
            const row = line && rows[line.index];
            if (!row) return <RowToCome key={item.key} top={item.start} />;
            return (
              <QueueRow
                key={item.key}
                row={row}
                index={line.index}
                total={total}
                top={item.start}
                cursor={row.id === selection.cursor}
                marked={selection.marked.has(row.id)}
                assignee={row.assignee ? staff.nameOf(row.assignee) : null}
                sort={sort.by}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where a band begins; without `top` the one that stays in sight above its cases. Each case says its band itself. */
function BandHeading({ band, top }: { readonly band: Band; readonly top?: number }) {
  const words = useWords();
  return (
    <div
      className={classes.band}
      data-stays={top === undefined || undefined}
      aria-hidden
      {...(top !== undefined && { style: { transform: `translateY(${top}px)` } })}
    >
      {words.band(band)}
    </div>
  );
}

function SortButton({ by, sort, onSort }: { readonly by: Sort['by']; readonly sort: Sort; readonly onSort: (by: Sort['by']) => void }) {
  const { t } = useTranslation(['queue', 'vocabulary']);
  const now = sort.by === by;
  const Arrow = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.sort} data-now={now || undefined} onClick={() => onSort(by)}>
      {t(`vocabulary:sort.${by}`)}
      {now && <Arrow size={11} role="img" aria-label={t(sort.direction === 'asc' ? 'sort.ascending' : 'sort.descending')} />}
    </button>
  );
}
