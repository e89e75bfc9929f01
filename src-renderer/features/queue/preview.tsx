import { Button, Divider, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconLock } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRow } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { CalendarDay } from '../../components/date-time.tsx';
import { DuePill } from '../../components/due-pill.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { KindList } from '../../components/kind-list.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { NextStepButton } from '../case/next-step-button.tsx';
import type { Staff } from '../case/people.ts';
import { reasonsInWords } from '../case/reasons.ts';
import { useTimelineWords } from '../case/timeline-words.ts';
import classes from './preview.module.css';
import type { CaseAct } from './use-queue-effects.ts';

/** The cursor may run: details are asked for where it rests. */
const REST_MS = 70;

function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

interface Props {
  readonly row: CaseRow;
  readonly staff: Staff;
  readonly onOpen: (row: CaseRow, act?: CaseAct) => void;
}

/** The case under the cursor: who, what, until when, what is next, what was last. */
export function Preview({ row, staff, onOpen }: Props) {
  const { t } = useTranslation(['queue', 'case']);
  const words = useWords();
  const { query } = useDesk();
  const caseId = useRested(row.id);
  const { data } = useQuery(query.cases.get.queryOptions({ input: { caseId }, placeholderData: keepPreviousData }));
  const detail = data?.row.id === row.id ? data : null;

  return (
    <Stack gap="sm" p="md">
      <Group justify="space-between" wrap="nowrap">
        <span className={classes.reference}>{row.reference}</span>
        <StatusBadge status={row.status} />
      </Group>
      <Title order={2} className={classes.name} dir="auto">
        {row.requesterName || t('row.noName')}
      </Title>
      <Text size="sm">
        <KindList kinds={row.kinds} /> {t('preview.by', { channel: words.channel(row.channel) })}
      </Text>
      <Group gap="xs">
        <Text size="sm" component="span">
          <DuePill row={row} />
        </Text>
        {row.workByOn && (
          <Text size="sm" c="dimmed" component="span">
            {t('preview.workBy')} <CalendarDay on={row.workByOn} />
            {row.regime && ` · ${words.regime(row.regime)}`}
          </Text>
        )}
      </Group>
      <Marks row={row} />
      {detail ? (
        <NextStepButton
          key={row.id}
          fullWidth
          detail={{ ...detail, row }}
          onSetOutcome={() => onOpen(row, 'outcome')}
          onAddRequest={() => onOpen(row, 'request')}
          onVerify={() => onOpen(row, 'verify')}
        />
      ) : (
        <Skeleton height={36} animate={false} visible={false} />
      )}
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        rightSection={<KeyHint scope="queue" action="open" />}
        onClick={() => onOpen(row)}
      >
        {t('preview.open')}
      </Button>
      {detail && <Asked detail={detail} />}
      <Last caseId={row.id} ready={caseId === row.id} />
      <Divider />
      <dl className={classes.facts}>
        <dt>{t('preview.assignee')}</dt>
        <dd>{row.assignee ? staff.nameOf(row.assignee) : words.nobody()}</dd>
        <Facts row={row} />
      </dl>
    </Stack>
  );
}

function Marks({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation('queue');
  if (!row.sealed && !row.duplicateOf) return null;
  return (
    <Group gap="md" c="dimmed">
      {row.sealed && (
        <Text size="sm" component="span" className={classes.mark}>
          <IconLock size={14} aria-hidden /> {t('row.sealed')}
        </Text>
      )}
      {row.duplicateOf && (
        <Text size="sm" component="span" className={classes.mark}>
          <IconCopy size={14} aria-hidden /> {t('row.duplicate')}
        </Text>
      )}
    </Group>
  );
}

/** What is asked, in the requester's own words, as far as they fit. */
function Asked({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation('queue');
  const words = useWords();
  const { format } = useOffice();
  const told = detail.requests.filter((request) => request.detail || request.suggested);
  if (told.length === 0) return null;
  return (
    <>
      <Divider />
      <Stack gap={8}>
        {told.map((request) => (
          <div key={request.id}>
            <Text size="xs" c="dimmed" fw={600}>
              {words.kind(request.kind)}
              {!request.confirmed &&
                request.suggested &&
                ` · ${t('preview.suggested', { share: format.percent(request.suggested.confidence) })}`}
            </Text>
            {request.detail && (
              <Text size="sm" lineClamp={4} dir="auto" className={classes.words}>
                {request.detail}
              </Text>
            )}
            {!request.confirmed && request.suggested && request.suggested.because.length > 0 && (
              <Text size="xs" c="dimmed" lineClamp={2}>
                {t('preview.because', { reasons: reasonsInWords(request.suggested.because) })}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </>
  );
}

/** The last few things that happened. */
function Last({ caseId, ready }: { readonly caseId: string; readonly ready: boolean }) {
  const { t } = useTranslation('queue');
  const words = useWords();
  const sentence = useTimelineWords();
  const { format, today } = useOffice();
  const { query } = useDesk();
  const { data } = useQuery(query.cases.timeline.queryOptions({ input: { caseId, limit: 4 }, enabled: ready }));
  if (!data || data.entries.length === 0) return null;
  return (
    <>
      <Divider />
      <Stack gap={6}>
        <Text size="xs" c="dimmed" fw={600}>
          {t('preview.last')}
        </Text>
        {data.entries.map((entry) => (
          <div key={entry.id} className={classes.line}>
            <time dateTime={entry.at}>
              {format.dayOf(entry.at) === today ? format.time(entry.at) : format.date(format.dayOf(entry.at))}
            </time>
            <span>
              {words.actor(entry.actor)} {entry.type === 'note' ? `“${String(entry.facts.text ?? '').slice(0, 120)}”` : sentence(entry)}
            </span>
          </div>
        ))}
      </Stack>
    </>
  );
}

function Facts({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation('queue');
  const { format } = useOffice();
  return (
    <>
      <dt>{t('preview.received')}</dt>
      <dd>{format.dateTime(row.receivedAt)}</dd>
      {row.language && (
        <>
          <dt>{t('preview.language')}</dt>
          <dd>{format.language(row.language)}</dd>
        </>
      )}
    </>
  );
}
