import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDesk } from '../../app/connection.tsx';

/** One person on file as they are now. */
export function usePerson(personId: string | null) {
  const { query } = useDesk();
  return useQuery(query.directory.get.queryOptions({ input: { personId: personId ?? '' }, enabled: personId !== null }));
}

/** Waits for a change of the directory, says it, and asks again for all that it may have made untrue; also where it was refused. */
export function usePersonChanged(): (change: Promise<unknown>, words: string) => Promise<void> {
  const { query } = useDesk();
  const queryClient = useQueryClient();
  return async (change, words) => {
    try {
      await change;
      notifications.show({ message: words, autoClose: 3000, withCloseButton: false });
    } finally {
      void queryClient.invalidateQueries({ queryKey: query.directory.key() });
      void queryClient.invalidateQueries({ queryKey: query.access.key() });
    }
  };
}
