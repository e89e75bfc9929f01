import { IconAlertTriangle, IconPaperclip } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseMessage } from '../../../src-shared/contract/cases.ts';
import { splitQuotes } from './quotes.ts';
import classes from './timeline.module.css';
import { When } from './when.tsx';

/** More than so many characters are shown when somebody wants them. */
const LONG = 4000;

/** A message as plain text: nothing in it is a link, loads, or runs. What it quotes is folded. */
export function Message({ message, opened }: { readonly message: CaseMessage; readonly opened: boolean }) {
  const { t } = useTranslation('case');
  const [open, setOpen] = useState(opened);
  const id = useId();
  return (
    <article className={classes.message} aria-label={message.subject || t('message.noSubject')}>
      <button type="button" className={classes.messageHead} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span className={classes.from}>
          <b dir="auto">{message.fromName || message.fromEmail.value}</b>
          {message.fromName && <span>{message.fromEmail.value}</span>}
          {message.files.length > 0 && (
            <IconPaperclip size={13} role="img" aria-label={t('message.files', { count: message.files.length })} />
          )}
          <When at={message.receivedAt} />
        </span>
        <span className={classes.subject} style={{ display: 'block' }} dir="auto">
          {message.subject || t('message.noSubject')}
        </span>
        {!open && (
          <span className={classes.peek} style={{ display: 'block' }} dir="auto">
            {message.text.slice(0, 200)}
          </span>
        )}
      </button>
      {message.idReused && (
        <div className={classes.warning} role="note">
          <IconAlertTriangle size={15} aria-hidden />
          {t('message.idReused')}
        </div>
      )}
      <div id={id} hidden={!open}>
        {open && <Body message={message} />}
      </div>
    </article>
  );
}

function Body({ message }: { readonly message: CaseMessage }) {
  const { t } = useTranslation('case');
  const [whole, setWhole] = useState(false);
  const long = message.text.length > LONG && !whole;
  const parts = splitQuotes(long ? message.text.slice(0, LONG) : message.text);
  return (
    <div className={classes.body} lang={message.language ?? undefined}>
      {parts.map((part, index) =>
        part.quoted ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which never change
          <Quote key={index} text={part.text} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which never change
          <div key={index} className={classes.text} dir="auto">
            {part.text.replace(/^\n+|\n+$/g, '')}
          </div>
        ),
      )}
      {message.text.trim() === '' && <p className={classes.small}>{t('message.empty')}</p>}
      {long && (
        <button type="button" className={classes.fold} onClick={() => setWhole(true)}>
          {t('message.whole')}
        </button>
      )}
      <p className={classes.small} lang="en">
        {message.truncated ? `${t('message.truncated')} ` : ''}
        {t('message.plain')}
      </p>
    </div>
  );
}

function Quote({ text }: { readonly text: string }) {
  const { t } = useTranslation('case');
  const [open, setOpen] = useState(false);
  return (
    <div>
      <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'message.hideQuote' : 'message.quote')}
      </button>
      {open && (
        <div className={`${classes.text} ${classes.quote}`} dir="auto">
          {text}
        </div>
      )}
    </div>
  );
}
