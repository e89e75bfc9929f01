import { type ReactNode, useEffect, useState } from 'react';
import { writeClipboard } from './clipboard.ts';

interface Props {
  /** No secret: a reference, an address of a law. Secrets go through `useClipboard`, which takes them off again. */
  readonly value: string;
  /** How long it is said, in milliseconds. */
  readonly timeout?: number;
  readonly children: (state: { readonly copied: boolean; readonly copy: () => void }) => ReactNode;
}

/** Mantine's CopyButton for hosts that deny the page the clipboard: Electron denies every permission. */
export function CopyText({ value, timeout = 1500, children }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), timeout);
    return () => clearTimeout(timer);
  }, [copied, timeout]);
  return children({ copied, copy: () => void writeClipboard(value).then(setCopied) });
}
