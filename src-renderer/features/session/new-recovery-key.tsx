import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { RecoveryKeyCard } from '../../components/recovery-key-card.tsx';
import { Frame } from './frame.tsx';
import { Steps } from './steps.tsx';

interface Props {
  readonly state: SessionState;
  readonly recoveryKey: string;
  /** The desk is new: this is its first key. */
  readonly first: boolean;
  readonly onDone: () => void;
}

/** The recovery key, shown once as a page of its own. */
export function NewRecoveryKey({ state, recoveryKey, first, onDone }: Props) {
  const { t } = useTranslation('session');
  return (
    <Frame
      state={state}
      wide
      title={first ? t('key.title') : t('key.titleNew')}
      words={first ? t('key.words') : t('key.wordsNew')}
      above={first ? <Steps at="key" /> : null}
    >
      <RecoveryKeyCard recoveryKey={recoveryKey} organisation={state.organisation} onDone={onDone} />
    </Frame>
  );
}
