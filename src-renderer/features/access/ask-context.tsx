import { createContext, use, useEffect } from 'react';
import type { AccountName, PersonName } from '../../../src-shared/contract/directory.ts';
import type { DataClass } from '../../../src-shared/vocabulary/directory.ts';

/** What a page knows already of the question. */
export interface AskPreset {
  readonly person?: PersonName | undefined;
  readonly account?: AccountName | undefined;
  readonly dataClass?: DataClass | undefined;
  /** The case that the check is for. */
  readonly case?: { readonly id: string; readonly reference: string } | undefined;
}

export interface Asking {
  readonly ask: (preset?: AskPreset) => void;
  /** What is known on the page that is shown; the function takes it back. */
  readonly know: (preset: AskPreset) => () => void;
}

export const AskContext = createContext<Asking | null>(null);

/** Opens the question over the page. */
export function useAsk(): Asking['ask'] {
  const asking = use(AskContext);
  if (!asking) throw new Error('useAsk is used outside AskProvider');
  return asking.ask;
}

/** Tells the question what this page is about, while it is shown. */
export function useKnownForAsking({ person, account, dataClass, case: about }: AskPreset): void {
  const asking = use(AskContext);
  const [personId, accountId, caseId] = [person?.id, account?.id, about?.id];
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what it is about, not by how that is called
  useEffect(
    () =>
      asking?.know({
        ...(person && { person }),
        ...(account && { account }),
        ...(dataClass && { dataClass }),
        ...(about && { case: about }),
      }),
    [asking, personId, accountId, dataClass, caseId],
  );
}
