import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { announce } from '../../app/announce.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { CallBackDialog } from './call-back-dialog.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import type { IdentityDialog } from './dialog.ts';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';
import { LinkPicker } from './link-picker.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { ScopeDialog } from './scope-dialog.tsx';

interface Props {
  readonly identity: CaseIdentity;
  readonly dialog: IdentityDialog | null;
  readonly onOpen: (dialog: IdentityDialog) => void;
  readonly onClose: () => void;
}

/** Everything that opens over a case about who asks: one at a time. */
export function IdentityDialogs({ identity, dialog, onClose }: Props) {
  return (
    <>
      <LinkPicker identity={identity} opened={dialog?.what === 'link' || dialog?.what === 'search'} onClose={onClose} />
      {dialog?.what === 'compare' && <CompareDialog identity={identity} onClose={onClose} />}
      {dialog?.what === 'code' && <CodeDialog identity={identity} onClose={onClose} />}
      {dialog?.what === 'call_back' && <CallBackDialog identity={identity} onClose={onClose} />}
      {dialog?.what === 'record' && <RecordDialog key={dialog.type} type={dialog.type} onClose={onClose} />}
      {dialog?.what === 'scope' && <ScopeDialog identity={identity} requestId={dialog.requestId} onClose={onClose} />}
      <Reasons identity={identity} dialog={dialog} onClose={onClose} />
    </>
  );
}

/** The acts that need but a reason, or a yes. */
function Reasons({ identity, dialog, onClose }: Omit<Props, 'onOpen'>) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  const { act } = useIdentity();
  const { caseId, pause } = identity;
  const proof = dialog && 'proof' in dialog ? dialog.proof : null;
  return (
    <>
      <ReasonDialog
        opened={dialog?.what === 'withdraw'}
        onClose={onClose}
        title={t('withdraw.title', { proof: proof ? words.proof(proof) : '' })}
        label={t('withdraw.label')}
        confirm={t('withdraw.confirm')}
        onReason={async (reason) => {
          if (!proof) return;
          await act((desk) => desk.identity.withdraw({ caseId, proofId: proof.id, reason }));
          announce(t('withdraw.done'));
        }}
      >
        {t('withdraw.words')}
      </ReasonDialog>
      <ReasonDialog
        opened={dialog?.what === 'approve'}
        onClose={onClose}
        title={t('approve.title')}
        label={t('approve.label')}
        confirm={t('approve.confirm')}
        maxLength={1000}
        onReason={async (note) => {
          await act((desk) => desk.identity.approveIssuer({ caseId, note }));
          announce(t('approve.done'));
        }}
      >
        {t('approve.words')}
      </ReasonDialog>
      <ReasonDialog
        opened={dialog?.what === 'unlock'}
        onClose={onClose}
        title={t('unlock.title')}
        label={t('unlock.label')}
        confirm={t('unlock.confirm')}
        onReason={async (reason) => {
          if (!pause) return;
          await act((desk) => desk.identity.unlock({ pauseId: pause.id, reason }));
          announce(t('unlock.done'));
        }}
      >
        {t('unlock.words')}
      </ReasonDialog>
      <ConfirmDialog
        opened={dialog?.what === 'discard'}
        onClose={onClose}
        title={t('discard.title', { name: proof?.file?.name ?? '' })}
        confirm={t('discard.confirm')}
        danger
        onConfirm={async () => {
          if (!proof) return;
          await act((desk) => desk.identity.discardFile({ caseId, proofId: proof.id }));
          announce(t('discard.done'));
        }}
      >
        {t('discard.words')}
      </ConfirmDialog>
    </>
  );
}
