import { useTranslation } from 'react-i18next';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { useWords } from '../../app/words.ts';
import { Picker } from '../case/picker.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useClockWords } from './clock-words.ts';
import type { DatesDialog } from './dates-dialog.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { RulesDialog } from './rules-dialog.tsx';
import { WhyDrawer } from './why-drawer.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly dialog: DatesDialog | null;
  readonly onOpen: (dialog: DatesDialog) => void;
  readonly onClose: () => void;
}

/** Everything that opens over a case about its dates: one at a time. */
export function DatesDialogs({ deadlines, dialog, onOpen, onClose }: Props) {
  return (
    <>
      <WhyDrawer
        deadlines={deadlines}
        at={dialog?.what === 'why' ? dialog.at : null}
        onAt={(at) => onOpen({ what: 'why', at })}
        onClose={onClose}
      />
      <ActPicker deadlines={deadlines} opened={dialog?.what === 'acts'} onClose={onClose} onOpen={onOpen} />
      {dialog?.what === 'act' && <ActDialog deadlines={deadlines} act={dialog.act} onClose={onClose} />}
      {dialog?.what === 'extend' && <ExtendDialog deadlines={deadlines} requestId={dialog.requestId} onClose={onClose} />}
      {dialog?.what === 'decide' && (
        <DecideDialog deadlines={deadlines} proposal={dialog.proposal} approve={dialog.approve} onClose={onClose} />
      )}
      {dialog?.what === 'withdraw' && <WithdrawDialog deadlines={deadlines} event={dialog.event} onClose={onClose} />}
      {dialog?.what === 'rules' && <RulesDialog deadlines={deadlines} onClose={onClose} />}
      {dialog?.what === 'receipt' && <ReceiptDialog deadlines={deadlines} onClose={onClose} />}
    </>
  );
}

/** What can be recorded now, to choose by typing, arrows or a digit. */
function ActPicker({ deadlines, opened, onClose, onOpen }: Pick<Props, 'deadlines' | 'onClose' | 'onOpen'> & { readonly opened: boolean }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const clockWords = useClockWords();
  const { acts, requests } = deadlines;
  const kindOf = (requestId: string) => {
    const kind = requests.find((request) => request.requestId === requestId)?.kind;
    return kind && requests.length > 1 ? words.kind(kind) : null;
  };
  return (
    <Picker
      opened={opened}
      onClose={onClose}
      label={t('record.pick')}
      nothing={t('record.nothing')}
      options={acts.map((act, index) => ({ value: String(index), label: clockWords.actOf(act, kindOf) }))}
      onPick={(index) => {
        const act = acts[Number(index)];
        if (act) onOpen({ what: 'act', act });
      }}
    />
  );
}
