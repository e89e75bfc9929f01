import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import { CONTACT_CHANNELS } from '../../../src-shared/vocabulary/directory.ts';
import { announce } from '../../app/announce.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useCalls } from './calls-context.tsx';
import { isStaged, toggled } from './staged.ts';
import type { Typing } from './use-call.ts';
import type { NextActs } from './use-next-steps.ts';
import type { Recording } from './use-recording.ts';

/** Stages an opt-out or takes it back, kept at once; what is said of it is for who does not see the buttons. */
export function useStage({ call, change, flush }: Typing) {
  const { t } = useTranslation('calls');
  return (scope: PreferenceScope, channels: readonly ContactChannel[], label: string) => {
    change({ optOuts: toggled(call.optOuts, scope, channels) });
    flush();
    announce(t(isStaged(call.optOuts, scope, channels) ? 'optOut.takenBack' : 'optOut.noted', { what: label }));
  };
}

interface Props {
  readonly panel: RefObject<HTMLElement | null>;
  readonly typing: Typing;
  readonly recording: Recording;
  readonly next: NextActs;
  readonly toCaller: () => void;
  readonly toNote: () => void;
  readonly onPurposes: () => void;
  readonly onOpenCase: () => void;
  readonly onOthers: () => void;
}

/** The keys of the call panel. */
export function usePanelKeys({ panel, typing, recording, next, toCaller, toNote, onPurposes, onOpenCase, onOthers }: Props): void {
  const { t } = useTranslation('calls');
  const { done, park, leave } = useCalls();
  const stage = useStage(typing);
  const out = () => {
    const inside = panel.current?.contains(document.activeElement) === true && document.activeElement !== panel.current;
    if (inside) panel.current?.focus({ preventScroll: true });
    else leave();
  };
  useKeys(
    'call',
    [
      { id: 'yes', keys: ['y'], label: t('key.yes'), run: recording.yes },
      { id: 'no', keys: ['n'], label: t('key.no'), run: recording.no },
      { id: 'purposes', keys: ['p'], label: t('key.purposes'), run: onPurposes },
      { id: 'read', keys: ['r'], label: t('key.read'), run: recording.read },
      { id: 'pause', keys: ['k'], label: t('key.pause'), run: recording.pause },
      { id: 'email', keys: ['1'], label: t('optOut.key.email'), run: () => stage('marketing', ['email'], t('optOut.key.email')) },
      { id: 'phone', keys: ['2'], label: t('optOut.key.phone'), run: () => stage('marketing', ['voice'], t('optOut.key.phone')) },
      { id: 'text', keys: ['3'], label: t('optOut.key.text'), run: () => stage('marketing', ['sms'], t('optOut.key.text')) },
      { id: 'post', keys: ['4'], label: t('optOut.key.post'), run: () => stage('marketing', ['post'], t('optOut.key.post')) },
      { id: 'all', keys: ['0'], label: t('optOut.key.all'), run: () => stage('marketing', CONTACT_CHANNELS, t('optOut.key.all')) },
      { id: 'any', keys: ['9'], label: t('optOut.key.any'), run: () => stage('any_contact', CONTACT_CHANNELS, t('optOut.key.any')) },
      { id: 'others', keys: ['o'], label: t('optOut.others'), run: onOthers },
      { id: 'caller', keys: ['w'], label: t('key.caller'), run: toCaller },
      { id: 'note', keys: ['m'], label: t('key.note'), run: toNote },
      { id: 'case', keys: ['c'], label: t('next.openCase'), run: next.mayOpen ? onOpenCase : next.goToCase },
      { id: 'attach', keys: ['d'], label: t('next.attachKey'), when: next.beneath !== null, run: next.attach },
      { id: 'identity', keys: ['i'], label: t('next.identity'), when: next.mayVerify, run: next.identity },
      { id: 'check', keys: ['a'], label: t('next.check'), when: next.mayCheck, run: next.check },
      { id: 'park', keys: ['h'], label: t('next.park'), run: park },
      { id: 'done', keys: ['enter', 'mod+enter'], label: t('next.done'), run: done },
      { id: 'leave', keys: ['escape'], label: t('key.leave'), inFields: true, run: out },
    ],
    panel,
  );
}
