import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow, Changed } from '../../../src-shared/contract/cases.ts';
import { announce } from '../../app/announce.tsx';
import { type Desk, type DeskQuery, deskErrorOf, showError, useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';

/** A change that can be taken back, by the core's id for it. */
interface Undoable {
  readonly label: string;
  readonly undoId: string;
}

/** Kept with the answers of the core, so that both end together when the desk locks. */
const UNDO_KEY = ['undo'];
const MOST_UNDOS = 20;
const TOAST = 'undo';

type Page = { rows: CaseRow[]; next: string | null };

/** Shows changed lines at once wherever they are shown; the lists ask the core again right after. */
function showRows(queryClient: QueryClient, query: DeskQuery, rows: readonly CaseRow[]) {
  for (const row of rows)
    queryClient.setQueryData(query.cases.get.queryKey({ input: { caseId: row.id } }), (detail) => detail && { ...detail, row });
  const changed = new Map(rows.map((row) => [row.id, row]));
  queryClient.setQueriesData<InfiniteData<Page>>({ queryKey: query.cases.page.key() }, (data) => {
    if (!data?.pages?.some((page) => page.rows.some((row) => changed.has(row.id)))) return data;
    return { ...data, pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((row) => changed.get(row.id) ?? row) })) };
  });
}

/** Asks again for all that a change to these cases may have made untrue. */
function askAgain(queryClient: QueryClient, query: DeskQuery, caseIds: readonly string[]) {
  for (const caseId of caseIds) {
    const input = { caseId };
    void queryClient.invalidateQueries({ queryKey: query.cases.get.key({ input }) });
    void queryClient.invalidateQueries({ queryKey: query.cases.timeline.key({ input }) });
    void queryClient.invalidateQueries({ queryKey: query.deadlines.ofCase.key({ input }) });
    void queryClient.invalidateQueries({ queryKey: query.identity.ofCase.key({ input }) });
  }
  for (const area of [query.cases.page, query.cases.count, query.cases.counts, query.views.list])
    void queryClient.invalidateQueries({ queryKey: area.key() });
}

export interface Changes {
  /**
   * Runs a change, shows it, offers to take it back. Several steps are one change to whoever looks on. Null where it was refused, which has then been said.
   * Changes run one after the other: `versionOf` answers the version that the change before has left. `onRefused` says it where the person
   * looks (in the dialog that asked) instead of in a notice.
   */
  change(
    label: string,
    act: (desk: Desk, versionOf: VersionOf) => Promise<Changed | readonly Changed[]>,
    onRefused?: (error: unknown) => void,
  ): Promise<readonly CaseRow[] | null>;
  undo(): Promise<void>;
}
export type VersionOf = (row: Pick<CaseRow, 'id' | 'version'>) => number;

const ChangesContext = createContext<Changes | null>(null);

/** The door for every change to cases from the page. */
export function useChanges(): Changes {
  const changes = use(ChangesContext);
  if (!changes) throw new Error('useChanges is used outside ChangesProvider');
  return changes;
}

/** Around a page that changes cases; gives it z and Ctrl+Z as well. */
export function ChangesProvider({ children }: { readonly children: ReactNode }) {
  const changes = useMakeChanges();
  const { t } = useTranslation('case');
  useKeys('undo', [{ id: 'undo', keys: ['z', 'mod+z'], label: t('undo.key'), run: () => void changes.undo() }]);
  return <ChangesContext value={changes}>{children}</ChangesContext>;
}

function useMakeChanges(): Changes {
  const { client, query } = useDesk();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const queryClient = useQueryClient();
  const { t } = useTranslation('case');

  const undo = useCallback(async () => {
    const [latest, ...earlier] = queryClient.getQueryData<Undoable[]>(UNDO_KEY) ?? [];
    if (!latest) {
      announce(t('undo.nothing'));
      return;
    }
    queryClient.setQueryData(UNDO_KEY, earlier);
    notifications.hide(TOAST);
    try {
      const { cases } = await client.cases.undo({ undoId: latest.undoId });
      showRows(queryClient, query, cases);
      askAgain(
        queryClient,
        query,
        cases.map((row) => row.id),
      );
      notifications.show({ id: TOAST, message: t('undo.done', { what: latest.label }), autoClose: 3000, withCloseButton: false });
    } catch (error) {
      showError(error);
      void queryClient.invalidateQueries({ queryKey: query.cases.key() });
    }
  }, [client, query, queryClient, t]);

  const run = useCallback<Changes['change']>(
    async (label, act, onRefused = showError) => {
      // Our own changes are known here at once; those of others make ours stale, as they should.
      const versionOf: VersionOf = ({ id, version }) =>
        Math.max(version, queryClient.getQueryData(query.cases.get.queryKey({ input: { caseId: id } }))?.row.version ?? 0);
      try {
        const answer = await act(client, versionOf);
        const steps = 'cases' in answer ? [answer] : answer;
        const rows = [...new Map(steps.flatMap((step) => step.cases).map((row) => [row.id, row])).values()];
        showRows(queryClient, query, rows);
        askAgain(
          queryClient,
          query,
          rows.map((row) => row.id),
        );
        // Of several steps on one case the last can be taken back: the core takes back only what nothing has happened after.
        const undoId = steps.at(-1)?.undoId ?? null;
        if (undoId) queryClient.setQueryData<Undoable[]>(UNDO_KEY, (before = []) => [{ label, undoId }, ...before].slice(0, MOST_UNDOS));
        showToast(label, undoId ? { words: t('undo.button'), run: () => void undo() } : null);
        return rows;
      } catch (error) {
        onRefused(error);
        // Whatever was refused, the page may show what is no longer so.
        if (deskErrorOf(error)?.code !== 'locked') {
          void queryClient.invalidateQueries({ queryKey: query.cases.key() });
          void queryClient.invalidateQueries({ queryKey: query.deadlines.ofCase.key() });
          void queryClient.invalidateQueries({ queryKey: query.identity.ofCase.key() });
        }
        return null;
      }
    },
    [client, query, queryClient, t, undo],
  );
  const change = useCallback<Changes['change']>(
    (label, act, onRefused) => {
      const turn = last.current.then(() => run(label, act, onRefused));
      last.current = turn;
      return turn;
    },
    [run],
  );
  return useMemo(() => ({ change, undo }), [change, undo]);
}

function showToast(label: string, undo: { words: string; run: () => void } | null) {
  notifications.hide(TOAST);
  notifications.show({
    id: TOAST,
    autoClose: undo ? 8000 : 3000,
    withCloseButton: false,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">{label}</Text>
        {undo && (
          <Button size="compact-xs" variant="default" rightSection={<KeyCap combination="z" />} onClick={undo.run}>
            {undo.words}
          </Button>
        )}
      </Group>
    ),
  });
}
