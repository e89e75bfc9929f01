import { Button, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleChangeProgress } from '../../../src-shared/contract/deadlines.ts';
import { announce } from '../../app/announce.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import classes from './settings-pages.module.css';
import type { RuleChangeRun } from './use-rule-change.ts';

/** How far a change of the rules is, and which open cases it moves. */
export function MovedCases({ run: { state, stop } }: { readonly run: RuleChangeRun }) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const { how, progress } = 'progress' in state ? state : { how: 'preview' as const, progress: null };
  const summary =
    state.state === 'done' ? t(summaryOf(how, state.progress), { count: state.progress.moved || state.progress.total }) : null;
  useEffect(() => {
    if (summary) announce(summary);
  }, [summary]);

  if (state.state === 'idle') return null;
  if (state.state === 'failed') return <FormError>{state.problem}</FormError>;
  const facts = { cases: format.number(progress?.cases ?? 0), total: format.number(progress?.total ?? 0) };
  if (state.state === 'running') {
    const share = progress && progress.total > 0 ? (progress.cases / progress.total) * 100 : 0;
    const label = t(how === 'preview' ? 'move.looking' : 'move.applying');
    return (
      <div className={classes.progress}>
        <Text size="sm" flex={1}>
          {label} {progress && t('move.progress', facts)}
        </Text>
        <Progress value={share} size="sm" flex={1} aria-label={label} />
        <Button size="compact-xs" variant="default" onClick={stop}>
          {t('move.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.moved}>
      <Text size="sm" fw={600}>
        {state.state === 'done' ? summary : how === 'preview' ? t('move.stopped') : t('move.stoppedHalf', facts)}
      </Text>
      {progress && progress.moved > 0 && (
        <>
          <Text size="xs" c="dimmed">
            {t('move.of', facts)}
            {progress.examples.length < progress.moved && ` ${t('move.first', { count: progress.examples.length })}`}
          </Text>
          <Examples examples={progress.examples} />
        </>
      )}
    </div>
  );
}

const summaryOf = (how: 'preview' | 'apply', { moved }: RuleChangeProgress) =>
  moved === 0 ? 'move.nothing' : how === 'preview' ? 'move.moves' : 'move.moved';

function Examples({ examples }: { readonly examples: RuleChangeProgress['examples'] }) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const { may } = useMe();
  if (examples.length === 0) return null;
  return (
    // A list that scrolls is reached by Tab, so that the keys can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as said above
    <section className={classes.examples} tabIndex={0} aria-label={t('move.reference')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('move.reference')}</th>
            <th scope="col">{t('move.from')}</th>
            <th scope="col">{t('move.to')}</th>
            <th scope="col">{t('move.days')}</th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ reference, from, to, days }) => (
            <tr key={reference}>
              <td className={classes.reference}>
                {may('case.read') ? (
                  <Link to="/case/$reference" params={{ reference }}>
                    {reference}
                  </Link>
                ) : (
                  reference
                )}
              </td>
              <td>{from === null ? t('move.noDate') : format.date(from)}</td>
              <td>{to === null ? t('move.noDate') : format.date(to)}</td>
              <td data-earlier={days < 0 || undefined}>
                {days === 0 ? '–' : t(days < 0 ? 'move.earlier' : 'move.later', { count: Math.abs(days) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
