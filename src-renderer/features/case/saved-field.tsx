import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import classes from './saved-field.module.css';

interface Props {
  /** For screen readers; what is seen beside the field is the page's. */
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly maxLength: number;
  readonly multiline?: boolean;
  readonly type?: 'text' | 'email' | 'tel';
  /** Answers null where the change was refused: what was typed then stays. */
  readonly onSave: (value: string) => Promise<unknown>;
}

/** Text that looks like text, is a field when one goes there, and saves itself when one leaves. Escape takes back what was typed. */
export function SavedText({
  label,
  value,
  placeholder = '',
  disabled = false,
  maxLength,
  multiline = false,
  type = 'text',
  onSave,
}: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const cancelled = useRef(false);
  // What another window saved shows at once, unless one is typing here.
  useEffect(() => {
    setTyped((now) => (now === value ? null : now));
  }, [value]);

  async function leave() {
    if (cancelled.current || typed === null || typed.trim() === value.trim()) {
      cancelled.current = false;
      setTyped(null);
      return;
    }
    if ((await onSave(typed)) !== null) setTyped(null);
  }
  const common = {
    'aria-label': label,
    value: typed ?? value,
    placeholder,
    readOnly: disabled,
    maxLength,
    autoComplete: 'off',
    variant: 'unstyled',
    className: classes.field ?? '',
    dir: 'auto',
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setTyped(event.currentTarget.value),
    onBlur: () => void leave(),
  } as const;

  function press(event: React.KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) {
    const done = event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey);
    if (event.key === 'Escape') cancelled.current = true;
    else if (!done) return;
    event.preventDefault();
    event.currentTarget.blur();
  }

  if (multiline) return <Textarea {...common} autosize minRows={1} maxRows={14} onKeyDown={press} />;
  return <TextInput {...common} type={type} onKeyDown={press} />;
}
