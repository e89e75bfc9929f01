import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { REQUEST_KINDS, type RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { BILLING_KINDS } from '../../../src-shared/vocabulary/permissions.ts';
import { announce } from '../../app/announce.tsx';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { KeyCap } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import { useCalls } from './calls-context.tsx';

/** What the caller asks: digits choose, Enter opens the case and goes to it. The call stays. */
export function OpenCasePart({ call, onClose }: { readonly call: Call; readonly onClose: () => void }) {
  const { t } = useTranslation('calls');
  const words = useWords();
  const { act } = useCalls();
  const { may } = useMe();
  const navigate = useNavigate();
  const part = useRef<HTMLFieldSetElement>(null);
  const [kinds, setKinds] = useState<readonly RequestKind[]>([]);
  const [busy, setBusy] = useState(false);
  const offered: readonly RequestKind[] = may('intake.import') ? REQUEST_KINDS : BILLING_KINDS; // billing takes in its own kinds
  useEffect(() => part.current?.focus(), []);

  const toggle = (kind: RequestKind) => setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
  async function open() {
    if (busy || kinds.length === 0) return;
    setBusy(true);
    const next = await act(call.id, async (desk) => {
      const opened = await desk.calls.openCase({ callId: call.id, requests: kinds.map((kind) => ({ kind })) });
      announce(t(opened.handedOver ? 'openCase.handedOver' : 'openCase.opened', { reference: opened.reference }));
      return opened.call;
    });
    setBusy(false);
    if (!next) return;
    onClose();
    if (next.case) void navigate({ to: '/case/$reference', params: { reference: next.case.reference }, search: { id: next.case.id } });
  }
  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const kind = offered[Number(event.key) - 1];
    if (kind) toggle(kind);
    else if (event.key === 'Enter' && event.target === part.current) void open();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }
  return (
    <fieldset ref={part} className={classes.part} aria-label={t('openCase.label')} tabIndex={-1} onKeyDown={press}>
      <span className={classes.quiet}>{t('openCase.label')}</span>
      {offered.map((kind, index) => {
        const pressed = kinds.includes(kind);
        return (
          <Button
            key={kind}
            variant={pressed ? 'filled' : 'default'}
            aria-pressed={pressed}
            leftSection={pressed ? <IconCheck size={13} aria-hidden /> : null}
            rightSection={<KeyCap combination={String(index + 1)} />}
            onClick={() => toggle(kind)}
          >
            {words.kind(kind)}
          </Button>
        );
      })}
      <Button loading={busy} disabled={kinds.length === 0} rightSection={<KeyCap combination="enter" />} onClick={() => void open()}>
        {t('openCase.go')}
      </Button>
    </fieldset>
  );
}
