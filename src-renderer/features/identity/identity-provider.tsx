import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { announce } from '../../app/announce.tsx';
import { showError, useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import type { IdentityDialog } from './dialog.ts';
import { type Identity, IdentityContext } from './identity-context.ts';
import { IdentityDialogs } from './identity-dialogs.tsx';
import { useIdentityAct } from './use-identity-acts.ts';
import { actFor, nextVerify, offeredActs } from './verify.ts';

interface Props {
  readonly detail: CaseDetail;
  /** Opens what is next at once: somebody came for that. */
  readonly atOnce: boolean;
  readonly children: ReactNode;
}

/** Around a case's page: reads once how sure the desk is of who asks, and holds the keys and dialogs that make it surer. */
export function IdentityProvider({ detail, atOnce, children }: Props) {
  const { t } = useTranslation('identity');
  const { may } = useMe();
  const { query } = useDesk();
  const caseId = detail.row.id;
  const act = useIdentityAct(caseId);
  const [dialog, setDialog] = useState<IdentityDialog | null>(null);
  const [notOnFile, setNotOnFile] = useState(false);
  const { data: identity, error } = useQuery(query.identity.ofCase.queryOptions({ input: { caseId } }));
  useExpiry(identity);
  const isOpen = detail.row.status !== 'closed';
  const mayVerify = isOpen && may('identity.verify');
  const mayUnlock = isOpen && may('identity.unlock');

  const value = useMemo<Identity>(() => {
    const next = identity && mayVerify ? nextVerify(identity, { mayUnlock, notOnFile }) : null;
    return {
      detail,
      identity,
      error,
      mayVerify,
      mayUnlock,
      offered: identity && mayVerify && !identity.pause ? offeredActs(identity, mayUnlock) : [],
      next,
      verify: () => (next ? setDialog(next) : announce(t('nothingNext'))),
      open: setDialog,
      act,
      async link(personId) {
        try {
          const now = await act((desk) => desk.identity.linkSubject({ caseId, personId }));
          setNotOnFile(false);
          announce(now.subject ? t('subject.linked', { name: now.subject.name }) : t('subject.unlinked'));
        } catch (refused) {
          showError(refused);
        }
      },
      notOnFile,
      setNotOnFile,
    };
  }, [detail, identity, error, mayVerify, mayUnlock, notOnFile, act, caseId, t]);

  useVerifyAtOnce(atOnce, value);
  const { next, verify, offered } = value;
  const needed = identity?.needed === true;
  const only = identity?.candidates.length === 1 ? identity.candidates[0] : undefined;
  useKeys('case.identity', [
    { id: 'verify', keys: ['v'], label: t('key.verify'), when: next !== null, run: verify },
    { id: 'search', keys: ['shift+v'], label: t('key.search'), when: mayVerify && needed, run: () => setDialog({ what: 'search' }) },
    {
      id: 'link',
      keys: ['l'],
      label: t('key.link'),
      when: mayVerify && needed && identity?.subject === null && identity.candidates.length > 0,
      run: () => (only ? void value.link(only.id) : setDialog({ what: 'link' })),
    },
    ...offered.map((type) => ({
      id: type,
      keys: [],
      label: t(`method.${type}`),
      run: () => setDialog(actFor(type)),
    })),
  ]);

  return (
    <IdentityContext value={value}>
      {children}
      {identity && <IdentityDialogs identity={identity} dialog={dialog} onOpen={setDialog} onClose={() => setDialog(null)} />}
    </IdentityContext>
  );
}

/** Opens what is next as soon as it is known, once. */
function useVerifyAtOnce(atOnce: boolean, { identity, next, verify }: Identity): void {
  const waiting = useRef(atOnce);
  useEffect(() => {
    if (!waiting.current || !identity) return;
    waiting.current = false;
    if (next) verify();
  }, [identity, next, verify]);
}

const LONGEST_WAIT = 2_000_000_000; // what a timer can hold

/** Asks again when a pause or a code runs out: nobody tells the page that time has passed. */
function useExpiry(identity: CaseIdentity | undefined): void {
  const { query } = useDesk();
  const queryClient = useQueryClient();
  const ends = [identity?.pause?.until, identity?.openCode?.expiresAt].filter((end) => end !== undefined).toSorted();
  const [end] = ends;
  const caseId = identity?.caseId;
  useEffect(() => {
    if (end === undefined || caseId === undefined) return;
    const wait = Math.min(Math.max(Date.parse(end) - Date.now() + 500, 1000), LONGEST_WAIT);
    const timer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: query.identity.ofCase.key({ input: { caseId } }) });
      void queryClient.invalidateQueries({ queryKey: query.cases.get.key({ input: { caseId } }) });
    }, wait);
    return () => clearTimeout(timer);
  }, [end, caseId, query, queryClient]);
}
