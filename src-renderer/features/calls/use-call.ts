import { useSyncExternalStore } from 'react';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { CallPatch, SaverState } from './call-saver.ts';
import { useCalls } from './calls-context.tsx';

/** A call as it is on the screen: what was typed over what the desk has kept, and how to type. */
export interface Typing {
  readonly call: Call;
  readonly saving: SaverState;
  readonly change: (patch: CallPatch) => void;
  readonly flush: () => void;
}

export function useTyping(kept: Call): Typing {
  const saver = useCalls().saver(kept.id);
  const saving = useSyncExternalStore(saver.subscribe, () => saver.state);
  const { number: _number, personId: _person, ...typed } = saving.unsaved; // those two are shown as the desk reads them
  return {
    call: { ...kept, ...typed },
    saving,
    change: (patch) => saver.change(patch),
    flush: () => void saver.flush().catch(() => {}), // shown by `saving`, and tried again
  };
}
