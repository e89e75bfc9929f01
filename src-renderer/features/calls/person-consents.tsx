import { Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { IconDownload, IconWriting } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { Part } from '../directory/part.tsx';
import { instantOfLocal } from '../intake/zoned.ts';
import classes from './calls.module.css';
import { CallLine, ConsentLine, OptOutLine, useSave } from './lines.tsx';
import { RecordConsent } from './record-consent.tsx';

/** What a person agreed to: now, on any day before, and all that was ever said. */
export function PersonConsents({ personId }: { readonly personId: string }) {
  const { may } = useMe();
  return may('consent.read') ? <Shown personId={personId} /> : null;
}

function Shown({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('calls');
  const { may } = useMe();
  const save = useSave();
  const [recording, setRecording] = useState(false);
  return (
    <>
      <Part
        title={t('standing.title')}
        action={
          <Group gap={4}>
            {may('call.take') && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                c="dimmed"
                leftSection={<IconWriting size={12} aria-hidden />}
                onClick={() => setRecording(true)}
              >
                {t('record.button')}
              </Button>
            )}
            {may('consent.export') && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" leftSection={<IconDownload size={12} aria-hidden />}>
                    {t('export.whole')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {(['text', 'pdf'] as const).map((format) => (
                    <Menu.Item key={format} onClick={() => save((desk) => desk.consents.wholeHistory({ personId, format }))}>
                      {t(`export.${format}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </Group>
        }
      >
        <Standings personId={personId} />
      </Part>
      <Part title={t('part.title')}>
        <History personId={personId} />
      </Part>
      {recording && <RecordConsent personId={personId} onClose={() => setRecording(false)} />}
    </>
  );
}

/** How every purpose stands, today or as it stood at the end of a day. */
function Standings({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('calls');
  const { query } = useDesk();
  const { format, today } = useOffice();
  const [on, setOn] = useState('');
  const at = on && on < today ? instantOfLocal(`${on}T24:00`, format.timeZone) : null; // the end of that day
  const { data, error } = useQuery(query.consents.standing.queryOptions({ input: { personId, at }, placeholderData: keepPreviousData }));
  const known = data?.standings.filter(({ standing }) => standing !== 'none') ?? [];
  return (
    <>
      <TextInput
        type="date"
        size="xs"
        maw={170}
        label={t('standing.at')}
        value={on || today}
        max={today}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      {error && <p className={classes.quietLine}>{wordsOf(error)}</p>}
      {data && known.length === 0 && <p className={classes.quietLine}>{t(at === null ? 'standing.nothing' : 'standing.noneThen')}</p>}
      <dl className={classes.standings} aria-live="polite">
        {known.map(({ purpose, standing, since, expiresAt }) => (
          <div key={purpose}>
            <dt>{t(`purpose.${purpose}`)}</dt>
            <dd>
              <b>{t(`standing.${standing}`)}</b>{' '}
              <span className={classes.quiet}>
                {[
                  since && t('standing.since', { day: format.date(format.dayOf(since)) }),
                  expiresAt && t('standing.until', { day: format.date(format.dayOf(expiresAt)) }),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const PAGE = 20;

/** All that was said, newest first: records, calls, opt-outs. */
function History({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('calls');
  const { query } = useDesk();
  const { may } = useMe();
  const records = useInfiniteQuery(
    query.consents.history.infiniteOptions({
      input: (before: number | null) => ({ personId, before, limit: PAGE }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => (page.more ? (page.records.at(-1)?.position ?? null) : null),
    }),
  );
  const calls = useQuery(query.calls.list.queryOptions({ input: { personId, limit: PAGE }, enabled: may('call.take') }));
  const optOuts = useQuery(query.optOuts.list.queryOptions({ input: { personId, limit: PAGE }, enabled: may('opt_out.take') }));
  const said = records.data?.pages.flatMap((page) => page.records) ?? [];
  const error = records.error ?? calls.error ?? optOuts.error;
  const nothing = records.data && said.length + (calls.data?.calls.length ?? 0) + (optOuts.data?.optOuts.length ?? 0) === 0;
  return (
    <>
      {error && (
        <Text size="sm" c="dimmed">
          {t('part.failed', { why: wordsOf(error) })}
        </Text>
      )}
      {nothing && <p className={classes.quietLine}>{t('part.none')}</p>}
      <ul className={classes.lines}>
        {optOuts.data?.optOuts.map((optOut) => (
          <OptOutLine key={optOut.id} optOut={optOut} />
        ))}
        {said.map((record) => (
          <ConsentLine key={record.id} record={record} />
        ))}
        {calls.data?.calls.map((call) => (
          <CallLine key={call.id} call={call} />
        ))}
      </ul>
      {records.hasNextPage && (
        <Button size="compact-xs" variant="default" loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          {t('part.older')}
        </Button>
      )}
    </>
  );
}
