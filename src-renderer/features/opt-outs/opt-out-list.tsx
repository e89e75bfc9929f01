import { Button, SegmentedControl, Table, VisuallyHidden } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { OPT_OUT_STATES, type OptOutState } from '../../../src-shared/vocabulary/consent.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormError } from '../../components/field-error.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Journey } from './journey.tsx';
import classes from './opt-outs.module.css';
import { useOptOutWords } from './use-words.ts';

const ANY = 'any';

/** Every opt-out, newest first, and how far it has come. */
export function OptOutList() {
  const { t } = useTranslation('optOuts');
  const words = useWords();
  const { query } = useDesk();
  const navigate = useNavigate();
  const { state } = useSearch({ from: '/opt-outs' });
  const [confirming, setConfirming] = useState<OptOut | null>(null);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    query.optOuts.list.infiniteOptions({
      input: (before: string | null) => ({ before, limit: 50, ...(state && { state }) }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.optOuts.at(-1)?.id ?? null) : null),
    }),
  );
  const optOuts = data?.pages.flatMap((page) => page.optOuts) ?? [];
  return (
    <section className={`${classes.section} ${classes.list}`} aria-labelledby="list-title">
      <div className={classes.head}>
        <h2 id="list-title">{t('list.title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('list.filter')}
          data={[{ value: ANY, label: t('list.any') }, ...OPT_OUT_STATES.map((value) => ({ value, label: words.optOutState(value) }))]}
          value={state ?? ANY}
          onChange={(value) =>
            void navigate({ to: '/opt-outs', search: value === ANY ? {} : { state: value as OptOutState }, replace: true })
          }
        />
      </div>
      {error && <FormError>{wordsOf(error)}</FormError>}
      {data && optOuts.length === 0 && (
        <EmptyState
          icon={IconBellOff}
          title={state ? t('list.noneOf', { state: words.optOutState(state).toLocaleLowerCase() }) : t('list.none')}
        >
          {t(state ? 'list.noneOfWords' : 'list.noneWords')}
        </EmptyState>
      )}
      {optOuts.length > 0 && (
        <Table.ScrollContainer minWidth={720} type="native">
          <Table className={classes.table ?? ''} verticalSpacing={5}>
            <Table.Thead>
              <Table.Tr>
                {(['who', 'what', 'taken', 'due', 'journey', 'case'] as const).map((column) => (
                  <Table.Th key={column}>{t(`list.${column}`)}</Table.Th>
                ))}
                <Table.Th>
                  <VisuallyHidden>{t('list.act')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {optOuts.map((optOut) => (
                <Line key={optOut.id} optOut={optOut} onConfirm={() => setConfirming(optOut)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
      <ConfirmByHand optOut={confirming} onClose={() => setConfirming(null)} />
    </section>
  );
}

function Line({ optOut, onConfirm }: { readonly optOut: OptOut; readonly onConfirm: () => void }) {
  const { t } = useTranslation('optOuts');
  const { format, today } = useOffice();
  const { whatOf } = useOptOutWords();
  const { person, givenName, contacts, scope, channel, takenAt, by, dueOn, state } = optOut;
  const what = whatOf(scope, channel);
  const open = state !== 'confirmed';
  return (
    <Table.Tr>
      <Table.Td>
        {person ? (
          <Link to="/people/$personId" params={{ personId: person.id }}>
            {person.name}
          </Link>
        ) : (
          givenName || <span className={classes.quiet}>{t('list.unknown')}</span>
        )}
        {contacts.length > 0 && <small>{contacts.map(({ value }) => value.value).join(' · ')}</small>}
      </Table.Td>
      <Table.Td>{what}</Table.Td>
      <Table.Td>
        {format.dateTime(takenAt)}
        <small>{by}</small>
      </Table.Td>
      <Table.Td data-late={(open && dueOn !== null && dueOn < today) || undefined}>
        {dueOn === null ? (
          <span className={classes.quiet}>{t('list.noDue')}</span>
        ) : (
          t(open && dueOn < today ? 'list.late' : 'list.dueOn', { date: format.date(dueOn) })
        )}
      </Table.Td>
      <Table.Td>
        <Journey state={state} at={optOut.stateAt} />
      </Table.Td>
      <Table.Td>
        {optOut.case && (
          <Link
            className={classes.reference ?? ''}
            to="/case/$reference"
            params={{ reference: optOut.case.reference }}
            search={{ id: optOut.case.id }}
          >
            {optOut.case.reference}
          </Link>
        )}
      </Table.Td>
      <Table.Td ta="end">
        {open && (
          <Button size="compact-xs" variant="default" aria-label={t('confirm.which', { what })} onClick={onConfirm}>
            {t('confirm.button')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function ConfirmByHand({ optOut, onClose }: { readonly optOut: OptOut | null; readonly onClose: () => void }) {
  const { t } = useTranslation('optOuts');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  return (
    <ReasonDialog
      opened={optOut !== null}
      onClose={onClose}
      title={t('confirm.title')}
      label={t('confirm.label')}
      confirm={t('confirm.confirm')}
      onReason={async (note) => {
        if (!optOut) return;
        await client.optOuts.confirm({ optOutId: optOut.id, note });
        announce(t('confirm.done'));
        void queryClient.invalidateQueries({ queryKey: query.optOuts.key() });
      }}
    >
      {t('confirm.words')}
    </ReasonDialog>
  );
}
