import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { useDates } from './dates-context.tsx';
import classes from './dates-section.module.css';

/** Proposals of more time that wait for a manager. */
export function Proposals({ deadlines }: { readonly deadlines: CaseDeadlines }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { may } = useMe();
  const { open } = useDates();
  return deadlines.proposals.map((proposal) => {
    const kind = deadlines.requests.find(({ requestId }) => requestId === proposal.requestId)?.kind;
    const facts = { name: proposal.proposedBy, kind: kind ? words.kind(kind) : '–' };
    return (
      <div key={proposal.id} className={classes.proposal} role="note">
        <b>{t(proposal.own ? 'proposal.waitsOwn' : 'proposal.waits', facts)}</b>
        <p>{t('proposal.notice', { date: format.date(proposal.noticeOn), reason: proposal.reason })}</p>
        {may('deadline.approve') ? (
          <Group gap={6} mt={6}>
            <Button size="compact-xs" onClick={() => open({ what: 'decide', proposal, approve: true })}>
              {t('proposal.approve')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => open({ what: 'decide', proposal, approve: false })}>
              {t('proposal.decline')}
            </Button>
          </Group>
        ) : (
          <p>{t('proposal.waiting')}</p>
        )}
      </div>
    );
  });
}
