import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { Section } from '../case/section.tsx';
import { useAsk, useKnownForAsking } from './ask-context.tsx';
import { CheckList } from './check-list.tsx';

const FEW = 3;

/** The access checks of a case, and one more: about the person whom the case is about, where that is known. */
export function CaseChecks({ detail }: { readonly detail: CaseDetail }) {
  const { may } = useMe();
  return may('access.check') ? <Shown detail={detail} /> : null;
}

function Shown({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation('access');
  const { query } = useDesk();
  const ask = useAsk();
  const { id, reference } = detail.row;
  const { data: identity } = useQuery(query.identity.ofCase.queryOptions({ input: { caseId: id } }));
  const subject = identity?.subject ?? undefined;
  const account = identity?.requests.find((request) => request.account)?.account ?? undefined;
  useKnownForAsking({ person: subject && { id: subject.id, name: subject.name }, account, case: { id, reference } });
  return (
    <Section
      title={t('case.title')}
      action={
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          c="dimmed"
          leftSection={<IconPlus size={12} aria-hidden />}
          rightSection={<KeyHint scope="app.access" action="ask" />}
          onClick={() => ask()}
        >
          {t('case.make')}
        </Button>
      }
    >
      <CheckList of={{ caseId: id }} limit={FEW} nothing={t('case.none')} />
    </Section>
  );
}
