import { Badge } from '@mantine/core';
import type { CaseStatus } from '../../src-shared/vocabulary/case.ts';
import { useWords } from '../app/words.ts';

/** Where a case stands, in a quiet box. Colour is kept for what is due. */
export function StatusBadge({ status }: { readonly status: CaseStatus }) {
  const words = useWords();
  return (
    <Badge variant="default" size="sm" tt="none" fw={500}>
      {words.status(status)}
    </Badge>
  );
}
