import { Notification } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announce.tsx';
import { useDesk } from './connection.tsx';
import classes from './idle.module.css';

const TOUCH_EVERY_MS = 20_000;
const WARN_SECONDS = 60;
const ACTIVITY = ['keydown', 'pointerdown', 'wheel'] as const;

/**
 * Tells the core that somebody is here, at most every 20 seconds, and says how many seconds are left in the last minute before it locks.
 * The windows of one desk tell each other, so that the one in the background does not count down while its neighbour is in use.
 */
function useSecondsToLock(): number | null {
  const { client } = useDesk();
  const lockAt = useRef(Number.POSITIVE_INFINITY);
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const neighbours = new BroadcastChannel('dsr-desk.activity');
    let touchedAt = Number.NEGATIVE_INFINITY;
    let ended = false;

    function active(lockAfterSeconds: number) {
      lockAt.current = Date.now() + lockAfterSeconds * 1000;
      setLeft(null);
    }
    async function touch() {
      if (Date.now() - touchedAt < TOUCH_EVERY_MS && lockAt.current - Date.now() > WARN_SECONDS * 1000) return;
      touchedAt = Date.now();
      try {
        const { lockAfterSeconds } = await client.session.touch();
        if (ended) return;
        active(lockAfterSeconds);
        neighbours.postMessage(lockAfterSeconds);
      } catch {
        // Locked in the same moment, or the core is gone: both show themselves, and there is nothing more to do about them here.
      }
    }
    function tick() {
      const seconds = Math.ceil((lockAt.current - Date.now()) / 1000);
      setLeft(seconds <= WARN_SECONDS ? Math.max(0, seconds) : null);
    }

    const onActivity = () => void touch();
    neighbours.addEventListener('message', (event: MessageEvent<unknown>) => typeof event.data === 'number' && active(event.data));
    for (const type of ACTIVITY) window.addEventListener(type, onActivity, { capture: true, passive: true });
    const timer = setInterval(tick, 1000);
    void touch();
    return () => {
      ended = true;
      neighbours.close();
      clearInterval(timer);
      for (const type of ACTIVITY) window.removeEventListener(type, onActivity, { capture: true });
    };
  }, [client]);
  return left;
}

/** The quiet countdown in the last minute before the desk locks itself. */
export function IdleLock() {
  const { t } = useTranslation('app');
  const left = useSecondsToLock();
  const soon = left !== null;
  useEffect(() => {
    if (soon) announce(t('idle.soon'));
  }, [soon, t]);
  if (!soon) return null;
  return (
    <Notification
      className={classes.countdown ?? ''}
      icon={<IconLock size={16} />}
      withCloseButton={false}
      withBorder
      title={t('idle.title', { count: left })}
    >
      {t('idle.words')}
    </Notification>
  );
}
