import { IconChevronDown, IconCopy, IconPaperclip } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchItem } from '../../../src-shared/contract/intake.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './intake.module.css';

interface Props {
  readonly item: BatchItem;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly cursor: boolean;
  /** One may still say what it is. */
  readonly open: boolean;
}

/** One message on its way in. What is done with it is done by keys, or beside the list. */
export const ItemRow = memo(function ItemRow({ item, index, total, top, cursor, open }: Props) {
  const { t } = useTranslation('intake');
  const { format } = useOffice();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active line
    <div
      id={`item-${item.id}`}
      data-index={index}
      role="option"
      aria-selected={cursor}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classes.row}
      data-left={calledNone(item) || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Kind item={item} open={open} />
      <span className={classes.from} dir="auto">
        {item.state === 'unreadable' ? fileWords(item) : item.fromName || item.fromEmail?.value || t('row.unknownSender')}
      </span>
      <span className={classes.subject} dir="auto">
        {item.state === 'unreadable' ? (
          item.problem
        ) : (
          <>
            <b>{item.subject || t('row.noSubject')}</b> <span className={classes.quiet}>{item.excerpt}</span>
          </>
        )}
      </span>
      <span className={classes.signs}>
        {item.duplicate && <IconCopy size={14} role="img" aria-label={t(`duplicate.${item.duplicate.reason}`)} />}
        {item.files > 0 && <IconPaperclip size={14} role="img" aria-label={t('row.files', { count: item.files })} />}
        {item.language && <abbr title={format.language(item.language)}>{item.language}</abbr>}
      </span>
      <span className={classes.when}>{item.receivedAt ? format.date(format.dayOf(item.receivedAt)) : '–'}</span>
    </div>
  );
});

/** Whether a person has said that this is no request: it is not taken in with the others. */
export const calledNone = ({ settled, suggestion }: Pick<BatchItem, 'settled' | 'suggestion'>): boolean =>
  settled && suggestion?.kind === 'not_a_request';

/** `all.mbox #12`: where a message came from. */
export function fileWords({ file, index }: Pick<BatchItem, 'file' | 'index'>): string {
  return index === null ? file : `${file} #${index + 1}`;
}

/** What it is, while that can be said; then where it went. */
function Kind({ item, open }: Pick<Props, 'item' | 'open'>) {
  const { t } = useTranslation('intake');
  const words = useWords();
  const kind = item.suggestion?.kind ?? 'unsure';
  if (item.reference) return <span className={classes.reference}>{item.reference}</span>;
  if (item.state === 'unreadable') return <span className={classes.quiet}>{t('row.unreadable')}</span>;
  if (!open) return <span className={classes.quiet}>{item.state === 'taken' ? t('row.handedOver') : words.suggested(kind)}</span>;
  return (
    <span className={classes.kind} data-kind data-unsure={kind === 'unsure' || undefined}>
      {kind === 'unsure' ? t('row.youSay') : words.suggested(kind)}
      <IconChevronDown size={12} aria-hidden />
    </span>
  );
}
