import { IconCheck, IconCopy, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow, Sort } from '../../../src-shared/contract/cases.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { DuePill } from '../../components/due-pill.tsx';
import { KindList } from '../../components/kind-list.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { LawCell } from '../deadlines/law-cell.tsx';
import classes from './queue-list.module.css';

interface Props {
  readonly row: CaseRow;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly cursor: boolean;
  readonly marked: boolean;
  readonly assignee: string | null;
  readonly sort: Sort['by'];
}

/** One line of the queue. Drawn again only where something of it changed: a key moves two lines, not forty. */
export const QueueRow = memo(function QueueRow({ row, index, total, top, cursor, marked, assignee, sort }: Props) {
  const { t } = useTranslation('queue');
  const words = useWords();
  const { format } = useOffice();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active line, so that a list of any length is one stop
    <div
      id={`case-${row.id}`}
      data-index={index}
      role="option"
      aria-selected={marked}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classes.row}
      data-cursor={cursor || undefined}
      data-unread={row.unread || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={classes.mark} data-mark aria-hidden>
        <IconCheck size={12} stroke={3} />
      </span>
      <DuePill row={row} />
      <span className={classes.reference}>{row.reference}</span>
      <span className={classes.name}>
        <span dir="auto">{row.requesterName || t('row.noName')}</span>
        {row.sealed && <IconLock size={13} role="img" aria-label={t('row.sealed')} />}
        {row.duplicateOf && <IconCopy size={13} role="img" aria-label={t('row.duplicate')} />}
      </span>
      <KindList kinds={row.kinds} />
      <span className={`${classes.quiet} ${classes.by}`}>{words.channel(row.channel)}</span>
      <span className={classes.status}>{words.status(row.status)}</span>
      <span className={`${classes.quiet} ${classes.law}`}>
        {sort === 'received' || sort === 'updated' ? (
          <time dateTime={sort === 'received' ? row.receivedAt : row.updatedAt}>
            {format.ago(sort === 'received' ? row.receivedAt : row.updatedAt)}
          </time>
        ) : (
          <LawCell row={row} />
        )}
      </span>
      {assignee ? (
        <PersonAvatar name={assignee} />
      ) : (
        <span className={classes.quiet} role="img" aria-label={words.nobody()}>
          –
        </span>
      )}
    </div>
  );
});

/** The place of a line that is on its way. */
export function RowToCome({ top }: { readonly top: number }) {
  return (
    <div className={classes.row} aria-hidden style={{ transform: `translateY(${top}px)` }}>
      <span />
      {[60, 90, 55, 60, 40, 60, 40].map((width, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: seven bars that never change
        <span key={place} className={classes.skeleton} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
