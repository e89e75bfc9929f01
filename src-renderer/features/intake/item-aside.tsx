import { Button, Divider, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchItem } from '../../../src-shared/contract/intake.ts';
import { showError, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import { fetchPieces, saveAs } from '../case/download.ts';
import { reasonsInWords } from '../case/reasons.ts';
import classes from './intake.module.css';
import { calledNone, fileWords } from './item-row.tsx';

interface Props {
  readonly item: BatchItem;
  readonly open: boolean;
  readonly onKind: () => void;
  readonly onTakeOne: () => void;
  readonly onLeave: (leave: boolean) => void;
  readonly onOpen: () => void;
}

/** The message under the cursor: its beginning, what the desk makes of it and why. */
export function ItemAside({ item, open, onKind, onTakeOne, onLeave, onOpen }: Props) {
  const { t } = useTranslation('intake');
  const { format } = useOffice();
  const left = calledNone(item);
  return (
    <Stack gap="sm" p="md">
      {item.state !== 'unreadable' && (
        <>
          <Title order={2} size="h3" dir="auto" className={classes.words}>
            {item.subject || t('row.noSubject')}
          </Title>
          <Text size="sm" dir="auto" className={classes.words}>
            {item.fromName} <span className={classes.quiet}>{item.fromEmail?.value}</span>
          </Text>
          {item.receivedAt && (
            <Text size="xs" c="dimmed">
              {format.dateTime(item.receivedAt)}
              {item.language && ` · ${format.language(item.language)}`}
            </Text>
          )}
        </>
      )}
      {item.state === 'unreadable' && <Unreadable item={item} />}
      {item.reference && (
        <Button variant="default" justify="space-between" rightSection={<KeyHint scope="intake.items" action="open" />} onClick={onOpen}>
          {t('aside.openCase', { reference: item.reference })}
        </Button>
      )}
      <Suggestion item={item} />
      {open && (
        <Stack gap={8}>
          <Button
            variant={item.suggestion?.kind === 'unsure' ? 'filled' : 'default'}
            justify="space-between"
            rightSection={<KeyHint scope="intake.items" action="kind" />}
            onClick={onKind}
          >
            {t('keys.pick')}
          </Button>
          {left ? (
            <Button variant="default" justify="space-between" onClick={onTakeOne}>
              {t('aside.takeAnyway')}
            </Button>
          ) : (
            <Button
              variant="default"
              justify="space-between"
              rightSection={<KeyHint scope="intake.items" action="leave" />}
              onClick={() => onLeave(item.state !== 'left')}
            >
              {t(item.state === 'left' ? 'aside.back' : 'aside.leave')}
            </Button>
          )}
        </Stack>
      )}
      {item.duplicate && (
        <Text size="sm">
          {t(`duplicate.${item.duplicate.reason}`)}
          {item.duplicate.reference && ` ${item.duplicate.reference}`}
        </Text>
      )}
      {item.excerpt && (
        <>
          <Divider />
          <Text size="sm" dir="auto" lang={item.language ?? undefined} className={classes.words}>
            {item.excerpt}…
          </Text>
        </>
      )}
      <Divider />
      <Text size="xs" c="dimmed" className={classes.words}>
        {fileWords(item)}
        {item.files > 0 && ` · ${t('row.files', { count: item.files })}`}
      </Text>
    </Stack>
  );
}

function Suggestion({ item }: { readonly item: BatchItem }) {
  const { t } = useTranslation('intake');
  const words = useWords();
  const { format } = useOffice();
  const { suggestion } = item;
  if (!suggestion) return null;
  const also = suggestion.alsoKinds.map(words.kind);
  return (
    <div>
      <Text size="sm" fw={600}>
        {suggestion.kind === 'unsure' ? t('row.youSay') : words.suggested(suggestion.kind)}
        {suggestion.kind !== 'unsure' && (
          <Text span size="sm" c="dimmed" fw={400}>
            {' '}
            {t('aside.sure', { share: format.percent(suggestion.confidence) })}
          </Text>
        )}
      </Text>
      {also.length > 0 && <Text size="sm">{t('aside.also', { kinds: format.list(also) })}</Text>}
      {suggestion.because.length > 0 && (
        <Text size="xs" c="dimmed" className={classes.words}>
          {t('aside.because', { reasons: reasonsInWords(suggestion.because) })}
        </Text>
      )}
      {suggestion.kind === 'unsure' && (
        <Text size="xs" c="dimmed">
          {t('aside.unsure')}
        </Text>
      )}
    </div>
  );
}

/** What could not be read is kept, and can be taken out as it came. */
function Unreadable({ item }: { readonly item: BatchItem }) {
  const { t } = useTranslation('intake');
  const { client } = useDesk();
  const [share, setShare] = useState<number | null>(null);
  const { format } = useOffice();
  async function save() {
    setShare(0);
    try {
      const parts = await fetchPieces((offset) => client.intake.unreadablePiece({ itemId: item.id, offset }), setShare);
      saveAs(item.index === null ? item.file : `${item.file}-${item.index + 1}.eml`, parts);
    } catch (error) {
      showError(error);
    } finally {
      setShare(null);
    }
  }
  return (
    <>
      <Title order={2} size="h3" className={classes.words}>
        {item.file}
      </Title>
      <Text size="sm">{item.problem}</Text>
      <Button variant="default" disabled={share !== null} onClick={() => void save()}>
        {share === null ? t('aside.save') : format.percent(share)}
      </Button>
      <Text size="xs" c="dimmed">
        {t('aside.saveWords')}
      </Text>
    </>
  );
}
