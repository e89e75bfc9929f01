import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { combinationOf } from '../../app/key-match.ts';
import { KeyCap, keyWords } from '../../components/keys-hint.tsx';
import classes from './settings.module.css';

interface Props {
  readonly label: string;
  readonly keys: readonly string[];
  /** Not changed by this person. */
  readonly usual: boolean;
  readonly changing: boolean;
  readonly onChange: () => void;
  readonly onCancel: () => void;
  readonly onReset: () => void;
  /** Takes the key, or says why not. */
  readonly onKey: (key: string) => string | null;
}

/** One action and its keys. Changing it listens for the next key; Escape and Tab leave it as it is. */
export function KeyRow({ label, keys, usual, changing, onChange, onCancel, onReset, onKey }: Props) {
  const { t } = useTranslation('settings');
  const [refused, setRefused] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (changing) announce(t('keys.press', { label }));
    setRefused(null);
  }, [changing, label, t]);

  function press(event: KeyboardEvent) {
    if (!changing || ['Control', 'Alt', 'Shift', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const why = onKey(combinationOf(event.nativeEvent));
    setRefused(why);
    if (why) announce(why);
  }

  return (
    <div className={classes.keyRow}>
      <span>{label}</span>
      {changing ? (
        <span className={classes.listening}>{refused ?? t('keys.listening')}</span>
      ) : (
        <span className={classes.caps} role="img" aria-label={keys.map(keyWords).join(', ')}>
          {keys.map((key) => (
            <KeyCap key={key} combination={key} />
          ))}
        </span>
      )}
      {!usual && !changing && (
        <Tooltip label={t('keys.reset')}>
          <ActionIcon variant="subtle" color="gray" c="dimmed" size="sm" aria-label={t('keys.resetOne', { label })} onClick={onReset}>
            <IconRestore size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Button
        ref={button}
        size="compact-xs"
        variant={changing ? 'filled' : 'default'}
        aria-pressed={changing}
        aria-label={t('keys.changeOne', { label })}
        onClick={changing ? onCancel : onChange}
        onKeyDown={press}
        onBlur={() => changing && onCancel()}
      >
        {t('keys.change')}
      </Button>
    </div>
  );
}
