import { VisuallyHidden } from '@mantine/core';
import { IconFolderQuestion } from '@tabler/icons-react';
import { useLocation, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { CaseChecks } from '../access/case-checks.tsx';
import { DatesProvider } from '../deadlines/dates-context.tsx';
import { DatesSection } from '../deadlines/dates-section.tsx';
import { useIdentity } from '../identity/identity-context.ts';
import { IdentityProvider } from '../identity/identity-provider.tsx';
import { IdentitySection } from '../identity/identity-section.tsx';
import type { CaseAct } from '../queue/use-queue-effects.ts';
import { Asked, type AskedHandle } from './asked.tsx';
import { AssignPicker } from './assign-picker.tsx';
import { Beside } from './beside.tsx';
import { CaseHeader } from './case-header.tsx';
import classes from './case-page.module.css';
import { ChangesProvider } from './changes.tsx';
import { Related } from './related.tsx';
import { RequesterCard } from './requester-card.tsx';
import { StatusPicker } from './status-picker.tsx';
import { Timeline } from './timeline.tsx';
import { useCase, useCaseId, useTimeline } from './use-case.ts';
import { useNeighbours } from './walk.ts';

/** One case on one page: who, what is asked, what happened, what is next. */
export function CasePage() {
  const { reference } = useParams({ from: '/case/$reference' });
  const { id } = useSearch({ from: '/case/$reference' });
  const { t } = useTranslation('case');
  const { caseId, searching } = useCaseId(reference, id);
  const { data, error } = useCase(caseId);
  useLeaveKeys(caseId);
  if (data && data.row.id === caseId)
    return (
      <ChangesProvider key={caseId}>
        <DatesProvider detail={data}>
          <Verifying detail={data} />
        </DatesProvider>
      </ChangesProvider>
    );
  const gone = deskErrorOf(error)?.code === 'not_found' || (!searching && caseId === null);
  if (gone || error)
    return (
      <>
        <VisuallyHidden component="h1">{reference}</VisuallyHidden>
        <EmptyState icon={IconFolderQuestion} title={t(gone ? 'gone.title' : 'failed')}>
          {gone ? t('gone.words') : wordsOf(error)}
        </EmptyState>
      </>
    );
  return null; // a few milliseconds: nothing that blinks
}

/** Around the page: who asks, and how it is found out. */
function Verifying({ detail }: { readonly detail: CaseDetail }) {
  const act = useLocation({ select: ({ state }) => state.act ?? null });
  return (
    <IdentityProvider detail={detail} atOnce={act === 'verify'}>
      <Shown detail={detail} act={act} />
    </IdentityProvider>
  );
}

function Shown({ detail, act }: { readonly detail: CaseDetail; readonly act: CaseAct | null }) {
  const { t } = useTranslation('case');
  const { may } = useMe();
  const { row } = detail;
  const [picking, setPicking] = useState<'assign' | 'status' | null>(null);
  const asked = useRef<AskedHandle>(null);
  const timeline = useTimeline(row.id);
  const { verify } = useIdentity();
  const mayWork = may('case.work');

  useKeys('case', [
    { id: 'assign', keys: ['a'], label: t('keys.assign'), when: mayWork, run: () => setPicking('assign') },
    { id: 'status', keys: ['s'], label: t('keys.status'), when: mayWork && row.status !== 'closed', run: () => setPicking('status') },
  ]);

  return (
    <div className={classes.page}>
      <CaseHeader
        detail={detail}
        onAssign={() => setPicking('assign')}
        onStatus={() => setPicking('status')}
        onSetOutcome={(requestId) => asked.current?.setOutcome(requestId)}
        onAddRequest={() => asked.current?.add()}
        onVerify={verify}
      />
      <div className={classes.columns}>
        <div className={classes.left}>
          <Asked ref={asked} detail={detail} act={act === 'verify' ? null : act} />
          <IdentitySection />
          <DatesSection />
          <CaseChecks detail={detail} />
          <RequesterCard detail={detail} />
          <Related detail={detail} />
        </div>
        <Timeline caseId={row.id} timeline={timeline} />
        <Beside detail={detail} messages={timeline.messages} />
      </div>
      <AssignPicker opened={picking === 'assign'} onClose={() => setPicking(null)} rows={[row]} />
      <StatusPicker opened={picking === 'status'} onClose={() => setPicking(null)} rows={[row]} detail={detail} />
    </div>
  );
}

/** Back to the queue, and on through it. */
function useLeaveKeys(caseId: string | null) {
  const { t } = useTranslation('case');
  const router = useRouter();
  const navigate = useNavigate();
  const { before, after } = useNeighbours(caseId);
  const leave = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: '/queue' }));
  const go = (stop: { id: string; reference: string } | null) =>
    stop && void navigate({ to: '/case/$reference', params: { reference: stop.reference }, search: { id: stop.id }, replace: true });
  useKeys('case.leave', [
    { id: 'back', keys: ['u', 'escape'], label: t('keys.back'), run: leave },
    { id: 'next', keys: ['j'], label: t('keys.next'), when: after !== null, run: () => void go(after) },
    { id: 'previous', keys: ['k'], label: t('keys.previous'), when: before !== null, run: () => void go(before) },
  ]);
}
