import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { RECORDING_PURPOSES, type ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { useCalls } from './calls-context.tsx';
import { answersFor, type Chosen } from './recording.ts';

export interface Recording {
  /** What the script on the screen is for; null while that is not known. */
  readonly purpose: ScriptPurpose | null;
  readonly read: () => void;
  readonly readService: () => void;
  /** The same script in the language that was just chosen. */
  readonly readAgain: () => void;
  readonly yes: () => void;
  readonly no: () => void;
  readonly answer: (chosen: readonly Chosen[]) => Promise<boolean>;
  readonly pause: () => void;
}

/** Asking to record a call, and what is answered. */
export function useRecording(call: Call): Recording {
  const { t } = useTranslation('calls');
  const { query } = useDesk();
  const { act } = useCalls();
  const { data } = useQuery(query.scripts.list.queryOptions());
  const purpose = data?.scripts.find(({ id }) => id === call.script?.id)?.purpose ?? null;
  const answering = useRef(false);

  async function read(of: ScriptPurpose) {
    const next = await act(call.id, (desk) => desk.calls.read({ callId: call.id, purpose: of }));
    if (next?.script) announce(next.script.text);
  }
  async function answer(chosen: readonly Chosen[]): Promise<boolean> {
    const given = answersFor(call, chosen);
    const answered = await act(call.id, async (desk) => {
      const { call: next } = await desk.calls.answer({ callId: call.id, ...given, verbatim: call.verbatim });
      return next;
    });
    if (answered) announce(t(`recording.${answered.recording}`));
    return answered !== null;
  }
  async function all(yes: boolean) {
    if (answering.current) return;
    answering.current = true;
    try {
      // A yes to a question that nobody asked is none: it is read out first.
      if (yes && purpose !== 'recording_consent') return await read('recording_consent');
      const before = call.answers.some(({ answer: given }) => given === 'granted');
      const done = await answer(RECORDING_PURPOSES.map((one) => ({ purpose: one, yes })));
      if (done && !yes) await read(before ? 'consent_withdrawn' : 'recording_refused');
    } finally {
      answering.current = false;
    }
  }
  return {
    purpose,
    answer,
    read: () => void read('recording_consent'),
    readService: () => void read('service_mail'),
    readAgain: () => void read(purpose ?? 'recording_consent'),
    yes: () => void all(true),
    no: () => void all(false),
    pause() {
      void act(call.id, (desk) =>
        call.pausedSince ? desk.calls.unpause({ callId: call.id }) : desk.calls.pause({ callId: call.id }),
      ).then((next) => next && announce(t(next.pausedSince ? 'recording.paused' : `recording.${next.recording}`)));
    },
  };
}
