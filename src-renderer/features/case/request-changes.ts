import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRequest } from '../../../src-shared/contract/cases.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { useWords } from '../../app/words.ts';
import { useChanges } from './changes.tsx';

export type RequestChanges = ReturnType<typeof useRequestChanges>;

/** Every change to what is asked. */
export function useRequestChanges({ row }: CaseDetail) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { change } = useChanges();
  const caseId = row.id;
  return {
    add: (kind: RequestKind) =>
      change(t('asked.added', { kind: words.kind(kind) }), (desk, versionOf) =>
        desk.cases.addRequest({ caseId, version: versionOf(row), kind }),
      ),
    setKind: ({ id: requestId, kind: now }: CaseRequest, kind: RequestKind) =>
      change(t(now === kind ? 'asked.confirmed' : 'asked.changed', { kind: words.kind(kind) }), (desk, versionOf) =>
        desk.cases.changeRequest({ caseId, version: versionOf(row), requestId, kind }),
      ),
    setDetail: ({ id: requestId, kind }: CaseRequest, detail: string) =>
      change(t('asked.detailSaved', { kind: words.kind(kind) }), (desk, versionOf) =>
        desk.cases.changeRequest({ caseId, version: versionOf(row), requestId, kind, detail }),
      ),
    remove: ({ id: requestId, kind }: CaseRequest) =>
      change(t('asked.removed', { kind: words.kind(kind) }), (desk, versionOf) =>
        desk.cases.removeRequest({ caseId, version: versionOf(row), requestId }),
      ),
    decide: ({ id: requestId, kind }: CaseRequest, answer: Pick<CaseRequest, 'outcome' | 'denialReason'> & { readonly note: string }) =>
      change(
        answer.outcome
          ? t('asked.decided', { kind: words.kind(kind), outcome: words.outcome(answer.outcome) })
          : t('asked.undecided', { kind: words.kind(kind) }),
        (desk, versionOf) => desk.cases.setOutcome({ caseId, version: versionOf(row), requestId, ...answer }),
      ),
  };
}
