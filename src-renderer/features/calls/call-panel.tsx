import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { FormError } from '../../components/field-error.tsx';
import { CallHead } from './call-head.tsx';
import { CallNote } from './call-note.tsx';
import { CallScript } from './call-script.tsx';
import { CallerField, type CallerFieldHandle } from './caller-field.tsx';
import classes from './calls.module.css';
import { useCalls } from './calls-context.tsx';
import { NextSteps } from './next-steps.tsx';
import { FIRST_LANGUAGE, onFilePatch } from './on-file.ts';
import { OpenCasePart } from './open-case-part.tsx';
import { OptOutRow } from './opt-out-row.tsx';
import { usePanelKeys } from './panel-keys.tsx';
import { PlaceFields } from './place-fields.tsx';
import { PurposesPart } from './purposes-part.tsx';
import { useTyping } from './use-call.ts';
import { useNextSteps } from './use-next-steps.ts';
import { useRecording } from './use-recording.ts';

/** One call while it lasts. Its keys act while the focus is in it and not in a text field; with Alt everywhere. */
export function CallPanel({ kept }: { readonly kept: Call }) {
  const { t } = useTranslation('calls');
  const { focus, problem } = useCalls();
  const typing = useTyping(kept);
  const { call } = typing;
  const panel = useRef<HTMLElement>(null);
  const caller = useRef<CallerFieldHandle>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const [part, setPart] = useState<'purposes' | 'case' | null>(null);
  const [others, setOthers] = useState(false);
  const recording = useRecording(call);
  // Another language than the first that stands here already was chosen, perhaps before the window was opened anew.
  const languageIsOpen = useRef(call.language === FIRST_LANGUAGE);
  const now = useRef({ typing, recording });
  useLayoutEffect(() => {
    now.current = { typing, recording }; // the file answers late: its answer meets the call as it is then
  });
  const next = useNextSteps(call);
  const toPanel = () => panel.current?.focus({ preventScroll: true });
  const toCaller = () => caller.current?.focus();
  const toNote = () => {
    const field = note.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length); // one goes on where one was
  };

  const known = call.person !== null || call.callerName !== '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when somebody asks for the focus
  useEffect(() => {
    if (focus === 0) return;
    // A call that begins asks who it is; one that comes back waits for the next key.
    if (known) toPanel();
    else toCaller();
  }, [focus]);
  const asksWho = problem?.field?.startsWith('who') === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the desk asks who it is
  useEffect(() => {
    if (asksWho) toCaller();
  }, [asksWho]);
  usePanelKeys({
    panel,
    typing,
    recording,
    next,
    toCaller,
    toNote,
    onPurposes: () => setPart('purposes'),
    onOpenCase: () => setPart('case'),
    onOthers: () => setOthers(true),
  });

  function found(person: Pick<Person, 'country' | 'region' | 'language'>) {
    const { typing: latest, recording: asked } = now.current;
    const patch = onFilePatch(latest.call, person, languageIsOpen.current);
    latest.change(patch);
    latest.flush();
    if (patch.language !== undefined) asked.readAgain();
  }
  function close() {
    setPart(null);
    toPanel();
  }
  return (
    <section ref={panel} className={classes.panel} aria-label={t('panel')} tabIndex={-1}>
      <CallHead call={call} />
      <div className={classes.fields}>
        <CallerField ref={caller} kept={kept} typing={typing} onDone={toPanel} onFound={found} />
        <PlaceFields
          typing={typing}
          onLanguage={() => {
            languageIsOpen.current = false;
            recording.readAgain();
          }}
        />
      </div>
      <CallScript call={call} recording={recording} onPurposes={() => setPart('purposes')} />
      {part === 'purposes' && <PurposesPart typing={typing} recording={recording} onClose={close} />}
      {part === 'case' && <OpenCasePart call={call} onClose={close} />}
      <OptOutRow typing={typing} othersOpen={others} onOthers={setOthers} onService={recording.readService} />
      <CallNote ref={note} typing={typing} />
      <FormError>{problem?.words}</FormError>
      <NextSteps call={call} next={next} onOpenCase={() => setPart('case')} onPause={recording.pause} />
    </section>
  );
}
