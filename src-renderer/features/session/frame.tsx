import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { TryOutBanner } from '../../app/try-out-banner.tsx';
import classes from './frame.module.css';

interface Props {
  readonly title: string;
  /** Under the title, one or two sentences. */
  readonly words?: ReactNode;
  readonly state?: SessionState;
  /** Steps, where the page is one of several. */
  readonly above?: ReactNode;
  readonly wide?: boolean;
  readonly children?: ReactNode;
}

/** A page before the desk: one quiet column. */
export function Frame({ title, words, state, above, wide = false, children }: Props) {
  const { t } = useTranslation(['session', 'app']);
  useEffect(() => {
    document.title = t('app:title', { place: title });
  }, [t, title]);
  return (
    <div className={classes.page}>
      {state?.host === 'browser' && <TryOutBanner />}
      <main className={classes.column} data-wide={wide || undefined}>
        <header className={classes.head}>
          <span className={classes.name}>{t('app:name')}</span>
          {state?.organisation && <span className={classes.organisation}>{state.organisation}</span>}
        </header>
        <div className={classes.card}>
          {above}
          <Title order={1} className={classes.title ?? ''}>
            {title}
          </Title>
          {words && <div className={classes.words}>{words}</div>}
          {children}
        </div>
        {state && <footer className={classes.foot}>{t('version', { version: state.appVersion })}</footer>}
      </main>
    </div>
  );
}
