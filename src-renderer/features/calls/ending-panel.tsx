import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import { type Ending, useCalls } from './calls-context.tsx';

/** The last words of a call: what to say to confirm, and the reference to give. */
export function EndingPanel({ ending }: { readonly ending: Ending }) {
  const { t } = useTranslation('calls');
  const { dismiss } = useCalls();
  const panel = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const title = t(ending.confirmation === null ? 'ending.titleReference' : 'ending.title');
  useEffect(() => button.current?.focus(), []);
  useKeys('call.ending', [{ id: 'dismiss', keys: ['escape', 'enter'], label: t('ending.dismiss'), run: dismiss }], panel);
  return (
    <section ref={panel} className={classes.panel} aria-label={title} tabIndex={-1}>
      <div className={classes.head}>
        <IconCircleCheck size={16} aria-hidden />
        <b>{title}</b>
        {ending.case && (
          <>
            <span className={classes.quiet}>{t('ending.reference')}</span>
            <Link
              to="/case/$reference"
              params={{ reference: ending.case.reference }}
              search={{ id: ending.case.id }}
              className={classes.reference}
              onClick={dismiss}
            >
              {ending.case.reference}
            </Link>
          </>
        )}
      </div>
      {ending.confirmation && (
        <p className={classes.script} lang={ending.language} role="status">
          {t('script.words', { words: ending.confirmation })}
        </p>
      )}
      <div className={classes.answers}>
        <span className={classes.grow} />
        <Button ref={button} rightSection={<KeyCap combination="enter" />} onClick={dismiss}>
          {t('ending.dismiss')}
        </Button>
      </div>
    </section>
  );
}
