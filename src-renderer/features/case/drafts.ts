import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/**
 * A text that is not saved yet. Kept in memory only, with the core's answers: it survives going to another page, and is gone when the desk
 * locks. It is personal data and never reaches the browser's storage.
 */
export function useDraft(name: string): [string, (text: string) => void] {
  const queryClient = useQueryClient();
  const key = ['draft', name];
  const [text, setText] = useState(() => queryClient.getQueryData<string>(key) ?? '');
  const keep = useCallback(
    (next: string) => {
      setText(next);
      // Nothing observes it, so it must be kept by hand for as long as the page lives.
      queryClient.setQueryDefaults(['draft'], { gcTime: Number.POSITIVE_INFINITY });
      if (next) queryClient.setQueryData(['draft', name], next);
      else queryClient.removeQueries({ queryKey: ['draft', name], exact: true });
    },
    [queryClient, name],
  );
  return [text, keep];
}
