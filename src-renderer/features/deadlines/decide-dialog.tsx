import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, ExtensionProposal } from '../../../src-shared/contract/deadlines.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { useClockWords } from './clock-words.ts';
import { DialogForm } from './dialog-form.tsx';
import { PerRule } from './per-rule.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly proposal: ExtensionProposal;
  readonly approve: boolean;
  readonly onClose: () => void;
}

/** A manager says yes or no. One's own proposal, and a no, need a reason. */
export function DecideDialog({ deadlines, proposal, approve, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const words = useWords();
  const clockWords = useClockWords();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const own = approve && proposal.own;
  const asksReason = own || !approve;
  const request = deadlines.requests.find(({ requestId }) => requestId === proposal.requestId);

  return (
    <DialogForm
      title={approve ? (own ? t('proposal.ownTitle') : t('proposal.approveTitle')) : t('proposal.declineTitle')}
      confirm={approve ? t('proposal.approve') : t('proposal.decline')}
      deadlines={deadlines}
      done={approve ? t('proposal.approved') : t('proposal.declined')}
      check={() => {
        const lacks = asksReason && reason.trim().length < 3;
        setMissing(lacks);
        return !lacks;
      }}
      act={(desk, one) => desk.deadlines.decideExtension({ ...one, proposalId: proposal.id, approve, reason: reason.trim() })}
      onClose={onClose}
    >
      <Text size="sm">{t('proposal.notice', { date: format.date(proposal.noticeOn), reason: proposal.reason })}</Text>
      {own && <Text size="sm">{t('proposal.ownWords')}</Text>}
      {approve ? (
        <PerRule
          title={t('proposal.approveWords', { date: format.date(proposal.noticeOn) })}
          lines={(request?.regimes ?? []).map((view) => ({
            key: view.regime,
            regime: words.regime(view.regime),
            kinds: [],
            words: clockWords.extension(view, proposal.noticeOn),
          }))}
        />
      ) : (
        <Text size="sm">{t('proposal.declineWords')}</Text>
      )}
      {asksReason && (
        <Textarea
          label={own ? t('proposal.ownLabel') : t('proposal.declineLabel')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          value={reason}
          data-autofocus
          error={missing ? t('change.needsReason') : null}
          onChange={(event) => {
            setMissing(false);
            setReason(event.currentTarget.value);
          }}
        />
      )}
    </DialogForm>
  );
}
