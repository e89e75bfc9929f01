import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import classes from './source.module.css';

interface Props {
  readonly citation: string;
  /** False while it waits for counsel. */
  readonly confirmed: boolean;
  readonly url?: string | null;
  readonly note?: string | null;
  /** The rule's id and version, where one step follows it. */
  readonly rule?: string;
}

/** Where a rule is written. Its address is text to copy: this page opens nothing outside the desk. */
export function Source({ citation, confirmed, url = null, note = null, rule }: Props) {
  return (
    <div className={classes.source}>
      <span>{citation}</span>
      {!confirmed && <Counsel />}
      {url && <Address url={url} />}
      {note && <span className={classes.sourceNote}>{note}</span>}
      {rule && <code>{rule}</code>}
    </div>
  );
}

/** A mark, in words, on what a lawyer has yet to confirm. */
export function Counsel() {
  const { t } = useTranslation('deadlines');
  return (
    <span className={classes.counsel}>
      <IconScale size={12} aria-hidden />
      {t('counsel')}
    </span>
  );
}

function Address({ url }: { readonly url: string }) {
  const { t } = useTranslation('deadlines');
  return (
    <span className={classes.address}>
      <span>{url}</span>
      <CopyText value={url} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'source.copied' : 'source.copy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              size={24}
              aria-label={`${t('source.copy')}: ${url}`}
              onClick={() => {
                copy();
                announce(t('source.copied'));
              }}
            >
              {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyText>
    </span>
  );
}
