import { Button, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { announce } from '../app/announce.tsx';
import { CLEARED_AFTER_SECONDS, useClipboard } from './clipboard.ts';
import { FormError } from './field-error.tsx';
import { groupsOf, plainGroup } from './recovery-groups.ts';
import classes from './recovery-key-card.module.css';

interface Props {
  readonly recoveryKey: string;
  readonly organisation: string | null;
  /** Called when the last group was typed: somebody has it in front of them. */
  readonly onDone: () => void;
}

/** A new recovery key, shown once: to print, to copy, and to be typed in part before one goes on. */
export function RecoveryKeyCard({ recoveryKey, organisation, onDone }: Props) {
  const { t } = useTranslation('session');
  const groups = groupsOf(recoveryKey).map(({ start, end }) => recoveryKey.slice(start, end));
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [refused, setRefused] = useState(false);
  const clipboard = useClipboard();

  function confirm(event: FormEvent) {
    event.preventDefault();
    const right = plainGroup(typed) === plainGroup(groups.at(-1) ?? '');
    setWrong(!right);
    if (right) onDone();
  }

  async function copy() {
    const copied = await clipboard.copy(recoveryKey);
    setRefused(!copied);
    announce(copied ? t('key.copied', { count: CLEARED_AFTER_SECONDS }) : t('key.notCopied'));
  }

  return (
    <>
      <ol className={classes.groups} aria-label={t('key.label')}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells two equal groups apart
          <li key={index}>{group}</li>
        ))}
      </ol>
      <Group gap={8}>
        <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => window.print()}>
          {t('key.print')}
        </Button>
        <Button
          variant="default"
          leftSection={clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => void copy()}
        >
          {clipboard.copied ? t('key.copied', { count: CLEARED_AFTER_SECONDS }) : t('key.copy')}
        </Button>
      </Group>
      {refused && <FormError>{t('key.notCopied')}</FormError>}
      <form className={classes.confirm} noValidate onSubmit={confirm}>
        <TextInput
          label={t('key.confirm', { group: groups.length })}
          value={typed}
          error={wrong ? t('key.wrong') : null}
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: classes.typed ?? '' }}
          onChange={(event) => {
            setWrong(false);
            setTyped(event.currentTarget.value);
          }}
        />
        <Button type="submit" size="sm">
          {t('key.go')}
        </Button>
      </form>
      {createPortal(<Sheet groups={groups} organisation={organisation} />, document.body)}
    </>
  );
}

/** What the printer gets, and the screen never shows. */
function Sheet({ groups, organisation }: { readonly groups: readonly string[]; readonly organisation: string | null }) {
  const { t } = useTranslation('session');
  return (
    <div className={classes.sheet}>
      <p className={classes.sheetTitle}>{t('key.sheetTitle')}</p>
      <p>{organisation}</p>
      <p className={classes.sheetKey}>{groups.join(' – ')}</p>
      <p>{t('key.sheetWords')}</p>
      <p>{t('key.sheetDate', { date: new Date().toLocaleDateString(undefined, { dateStyle: 'long' }) })}</p>
    </div>
  );
}
