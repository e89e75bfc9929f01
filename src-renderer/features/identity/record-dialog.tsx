import { Progress, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { useOffice } from '../../app/office.tsx';
import { instantOfLocal, localOfInstant } from '../intake/zoned.ts';
import { useIdentity } from './identity-context.ts';
import { IdentityForm } from './identity-form.tsx';
import type { Paper } from './paper.ts';
import { PaperField } from './paper-field.tsx';
import { sendPaper } from './paper-upload.ts';
import { needsNote, needsPaper, type RecordType } from './verify.ts';

interface Props {
  readonly type: RecordType;
  readonly onClose: () => void;
}

/** Records what somebody saw: a sign-in, a signed paper, a confirmation, the issuer reached. */
export function RecordDialog({ type, onClose }: Props) {
  const { t } = useTranslation('identity');
  const { act, detail } = useIdentity();
  const when = useWhen(detail.row.receivedAt);
  const [paper, setPaper] = useState<Paper | null>(null);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<ReadonlySet<'paper' | 'note' | 'when'>>(new Set());
  const [share, setShare] = useState<number | null>(null);
  const leave = useRef(new AbortController());
  useEffect(() => {
    leave.current = new AbortController();
    const { current } = leave;
    return () => current.abort();
  }, []);
  const withPaper = needsPaper(type);
  const caseId = detail.row.id;

  function check(): boolean {
    const faults = new Set<'paper' | 'note' | 'when'>();
    if (withPaper && !paper) faults.add('paper');
    if (needsNote(type) && note.trim().length < 3) faults.add('note');
    if (type === 'portal_sign_in' && !when.fits()) faults.add('when');
    setWrong(faults);
    return faults.size === 0;
  }

  return (
    <IdentityForm
      title={t(`method.${type}`)}
      confirm={t('record.confirm')}
      done={t('record.done', { proof: t(`proof.${type}`) })}
      check={check}
      onClose={onClose}
      send={async () => {
        const { signal } = leave.current;
        return act(async (desk) => {
          const fileId =
            paper?.from === 'computer'
              ? await sendPaper(desk.files, caseId, paper.file, { signal, onShare: setShare })
              : (paper?.fileId ?? null);
          if (signal.aborted) return false;
          setShare(null);
          // Where the proof is refused, the paper is there already.
          if (fileId !== null) setPaper({ from: 'case', fileId });
          const at = type === 'portal_sign_in' ? when.at() : null;
          return desk.identity.record({ caseId, type, fileId, note, ...(at && { at }) });
        });
      }}
    >
      <Text size="sm">{t(`recordWords.${type}`)}</Text>
      {type === 'portal_sign_in' && (
        <TextInput
          type="time"
          label={t('record.today')}
          value={when.time}
          data-autofocus
          error={wrong.has('when') ? t('record.needsTime') : null}
          onChange={(event) => when.set(event.currentTarget.value)}
        />
      )}
      {withPaper && (
        <PaperField
          caseId={caseId}
          paper={paper}
          onPaper={setPaper}
          error={wrong.has('paper') ? t('paper.needed') : null}
          disabled={share !== null}
        />
      )}
      {share !== null && <Progress value={share * 100} aria-label={t('paper.sending')} />}
      <Textarea
        label={needsNote(type) ? t(`how.${type as 'agent_identity'}`) : t('note.label')}
        description={t('note.hint')}
        required={needsNote(type)}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={1000}
        value={note}
        error={wrong.has('note') ? t('note.needed') : null}
        {...(!withPaper && type !== 'portal_sign_in' && { 'data-autofocus': true })}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </IdentityForm>
  );
}

/** An hour of today, now unless somebody says otherwise. */
function useWhen(receivedAt: string) {
  const { today, organisation } = useOffice();
  const zone = organisation?.timeZone ?? 'UTC';
  const [start] = useState(() => localOfInstant(Date.now(), zone).slice(11));
  const [time, setTime] = useState(start);
  const asked = (): Instant | null => {
    if (time === start) return instantOf(Date.now());
    const minute = instantOfLocal(`${today}T${time}`, zone);
    // Who says the minute in which the request came in means a moment after it.
    const inThatMinute = minute !== null && minute < receivedAt && minute.slice(0, 16) === receivedAt.slice(0, 16);
    return inThatMinute ? (receivedAt as Instant) : minute;
  };
  return {
    time,
    set: setTime,
    fits: () => {
      const at = asked();
      return at !== null && Date.parse(at) <= Date.now();
    },
    at: asked,
  };
}
