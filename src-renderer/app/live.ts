import { notifications } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useEffect } from 'react';
import type { LiveChange } from '../../src-shared/contract/live.ts';
import { type DeskQuery, deskErrorOf, useDesk } from './connection.tsx';

type Touched = LiveChange['touched'][number];
type Key = readonly unknown[];

/** Changes are gathered for this long, so that an import of thousands does not ask for the list thousands of times. */
const GATHER_MS = 80;
const RETRY_MS = 1000;

/** Which answers are no longer true once `touched` has changed. */
export function staleKeys(query: DeskQuery, { entity, id }: Touched): readonly Key[] {
  switch (entity) {
    case 'case': {
      const lists = [query.cases.page.key(), query.cases.count.key(), query.search.find.key()];
      // A verification may stand still because of tries on another case.
      const about = [query.identity.key()];
      if (id === null) return [query.cases.key(), query.search.key(), query.deadlines.ofCase.key(), query.files.key(), ...about];
      const input = { caseId: id };
      const shown = [query.cases.get, query.cases.timeline, query.cases.messages, query.deadlines.ofCase, query.files.list];
      return [...lists, ...about, ...shown.map((area) => area.key({ input }))];
    }
    case 'counts':
      return [query.cases.counts.key(), query.views.list.key()];
    case 'batch':
      return [query.intake.list.key(), id === null ? query.intake.items.key() : query.intake.items.key({ input: { batchId: id } })];
    case 'directory':
      return [query.directory.key(), query.access.key(), query.identity.ofCase.key(), query.cases.get.key()];
    case 'checks':
      return [query.access.key()];
    case 'consents':
      return [query.consents.key(), query.optOuts.key(), query.directory.key(), query.calls.list.key()];
    case 'scripts':
      return [query.scripts.key()];
    case 'call':
      return [query.calls.mine.key(), query.calls.list.key()];
    case 'staff':
      return [query.staff.key()];
    case 'organisation':
      return [query.organisation.key(), query.session.state.key(), query.deadlines.key()];
    case 'views':
      return [query.views.key()];
    case 'session':
      return [query.session.key()];
    case 'all':
      return [[]];
  }
}

/** Gathers keys for a moment and then asks again for each once. */
function gatherer(queryClient: QueryClient) {
  const waiting = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const keys = waiting.has('[]') ? [[]] : [...waiting.values()];
    waiting.clear();
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
  };
  return {
    add(keys: readonly Key[]) {
      for (const key of keys) waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Says what the system's notifications would say.. */
function showNotice({ title, body }: LiveChange['notices'][number]): void {
  notifications.show({
    title,
    message: body,
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('app:close') },
  });
}

/** Keeps what is shown true while the desk is unlocked: the core says what changed, the page asks for it again. */
export function useLiveChanges(): void {
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  useEffect(() => {
    const ended = new AbortController();
    const gathered = gatherer(queryClient);
    async function follow(): Promise<'locked' | 'again'> {
      try {
        const changes = await client.live.changes(undefined, { signal: ended.signal });
        for await (const { touched, notices } of changes) {
          gathered.add(touched.flatMap((one) => staleKeys(query, one)));
          for (const notice of notices) showNotice(notice);
        }
        return 'locked'; // the stream ends when the desk locks
      } catch (error) {
        return deskErrorOf(error)?.code === 'locked' ? 'locked' : 'again';
      }
    }
    async function followOn(): Promise<void> {
      while (!ended.signal.aborted) {
        const end = await follow();
        if (ended.signal.aborted) return;
        if (end === 'locked') {
          void queryClient.invalidateQueries({ queryKey: query.session.state.key() });
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        gathered.add([[]]); // what was missed in between is unknown
      }
    }
    void followOn();
    return () => {
      ended.abort();
      gathered.stop();
    };
  }, [client, query, queryClient]);
}
