import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconPlayerPauseFilled, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { DuePill } from '../../components/due-pill.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { Section } from '../case/section.tsx';
import { groupRegimes, idleQuestions, openPauses } from './dates.ts';
import { useDates } from './dates-context.tsx';
import classes from './dates-section.module.css';
import { Proposals } from './proposals.tsx';
import { Recorded } from './recorded.tsx';
import { RegimeDates } from './regime-dates.tsx';

/** The dates of a case: what it is worked towards, every set of rules with its clocks and what moves them, and the acts that do. */
export function DatesSection() {
  const { t } = useTranslation('deadlines');
  const { deadlines, error, mayWork, open, extendable } = useDates();
  if (!deadlines)
    return error ? (
      <Section title={t('title')}>
        <Text size="sm" c="dimmed">
          {t('failed')}: {wordsOf(error)}
        </Text>
      </Section>
    ) : null;
  const groups = groupRegimes(deadlines.requests);
  const canRecord = mayWork && deadlines.acts.length > 0;
  return (
    <Section
      title={t('title')}
      action={
        <>
          {canRecord && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              c="dimmed"
              leftSection={<IconPlus size={12} aria-hidden />}
              rightSection={<KeyHint scope="case.dates" action="record" />}
              onClick={() => open({ what: 'acts' })}
            >
              {t('record.button')}
            </Button>
          )}
          {mayWork && <More />}
        </>
      }
    >
      <Governing deadlines={deadlines} />
      <Pauses deadlines={deadlines} />
      <Proposals deadlines={deadlines} />
      {groups.map((group) => (
        <RegimeDates key={group.key} group={group} deadlines={deadlines} />
      ))}
      {mayWork && extendable[0] && (
        <Button
          size="compact-xs"
          variant="default"
          mt={10}
          rightSection={<KeyHint scope="case.dates" action="extend" />}
          onClick={() => extendable[0] && open({ what: 'extend', requestId: extendable[0] })}
        >
          {t('extension.button')}
        </Button>
      )}
      <Recorded deadlines={deadlines} />
    </Section>
  );
}

/** `Work by Fri 2 Oct · 29 days left`, and which clock of which rules says so. */
function Governing({ deadlines }: { readonly deadlines: CaseDeadlines }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { detail, why } = useDates();
  const { governing } = deadlines;
  if (!governing)
    return (
      <Text size="sm" c="dimmed">
        {t(detail.row.status === 'closed' ? 'answered' : 'noDate')}
      </Text>
    );
  return (
    <div className={classes.governing}>
      <p className={classes.line}>
        <b className={classes.workBy} title={format.longDate(governing.workByDate)}>
          {t('workBy', { date: format.date(governing.workByDate) })}
        </b>
        <DuePill long row={{ band: detail.row.band, workByOn: governing.workByDate }} />
      </p>
      <p className={classes.line}>
        <span className={classes.law}>
          {t('governs', { regime: words.regime(governing.regime), clock: t(`clock.${governing.clock}`) })}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.why ?? ''}
          rightSection={<KeyHint scope="case.dates" action="why" />}
          aria-haspopup="dialog"
          onClick={() => why()}
        >
          {t('why.button')}
        </Button>
      </p>
    </div>
  );
}

/** What is waited for, and whether any clock stands still for it: said plainly both ways. */
function Pauses({ deadlines }: { readonly deadlines: CaseDeadlines }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { detail } = useDates();
  if (detail.row.status === 'closed') return null;
  const groups = groupRegimes(deadlines.requests);
  const every = new Set(groups.map(({ view }) => view.regime)).size;
  return [...openPauses(groups), ...idleQuestions(deadlines.events, groups)].map(({ kind, since, regimes }) => {
    const facts = { date: format.date(since), what: t(`pause.${kind}`) };
    return (
      <p key={`${kind} ${since}`} className={classes.pause}>
        <IconPlayerPauseFilled size={12} aria-hidden visibility={regimes.length > 0 ? 'visible' : 'hidden'} />
        <span>
          {regimes.length > 0 ? t('open.stands', facts) : t('open.runs', facts)}
          {regimes.length > 0 && regimes.length < every && ` ${t('open.standsFor', { regimes: format.list(regimes.map(words.regime)) })}`}
        </span>
      </p>
    );
  });
}

function More() {
  const { t } = useTranslation('deadlines');
  const { open } = useDates();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" size={24} aria-label={t('more')}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => open({ what: 'rules' })}>{t('key.rules')}</Menu.Item>
        <Menu.Item onClick={() => open({ what: 'receipt' })}>{t('key.receipt')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
