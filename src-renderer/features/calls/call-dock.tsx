import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { useKeys } from '../../app/keys.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { CallPanel } from './call-panel.tsx';
import classes from './calls.module.css';
import { useCalls } from './calls-context.tsx';
import { EndingPanel } from './ending-panel.tsx';
import { Timer } from './timer.tsx';

/** The phone, over whatever page is open: the call that is on, or what is read out at its end, and the calls that are parked. */
export function CallDock() {
  const { t } = useTranslation('calls');
  const { calls, shown, ending, start, resume } = useCalls();
  const dock = useRef<HTMLDivElement>(null);
  const parked = calls.filter(({ id }) => id !== shown?.id);
  const last = parked.at(-1);
  useKeys('app.calls', [
    { id: 'start', keys: ['p'], label: t('start'), run: () => start() },
    { id: 'another', keys: ['shift+p'], label: t('another'), when: shown !== null, run: () => start(true) },
    { id: 'resume', keys: ['g'], label: t('resumeLast'), when: last !== undefined, run: () => last && resume(last.id) },
  ]);
  const there = shown !== null || ending !== null || parked.length > 0;
  useRoomBelow(dock, there);
  if (!there) return null;
  return (
    <div ref={dock} className={classes.dock} data-call-dock>
      {parked.length > 0 && (
        <section aria-label={t('parkedCalls')} className={classes.parked}>
          <ul className={classes.chips}>
            {parked.map((call) => (
              <li key={call.id}>
                <Chip call={call} hint={call === last} onResume={() => resume(call.id)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {ending ? <EndingPanel ending={ending} /> : shown && <CallPanel key={shown.id} kept={shown} />}
    </div>
  );
}

/** A parked call: how long it has been on, and who it is. */
function Chip({ call, hint, onResume }: { readonly call: Call; readonly hint: boolean; readonly onResume: () => void }) {
  const { t } = useTranslation('calls');
  const name = call.person?.name || call.callerName || call.number.shown || t('unknownCaller');
  return (
    <UnstyledButton className={classes.chip ?? ''} onClick={onResume}>
      <IconPlayerPause size={13} aria-hidden />
      <VisuallyHidden>{t('resume')}</VisuallyHidden>
      <span className={classes.chipName}>{name}</span>
      <Timer startedAt={call.startedAt} quiet />
      {hint && <KeyHint scope="app.calls" action="resume" />}
    </UnstyledButton>
  );
}

/** The page beneath ends above the dock: nothing of it is covered. */
function useRoomBelow(dock: React.RefObject<HTMLElement | null>, there: boolean): void {
  useEffect(() => {
    const element = dock.current;
    const root = document.documentElement;
    if (!element || !there) return;
    const watch = new ResizeObserver(() => root.style.setProperty('--call-dock', `${element.offsetHeight + 12}px`));
    watch.observe(element);
    return () => {
      watch.disconnect();
      root.style.removeProperty('--call-dock');
    };
  }, [dock, there]);
}
