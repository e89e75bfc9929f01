import { Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeadlines, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { useDesk } from '../../app/connection.tsx';
import { useWords } from '../../app/words.ts';
import { useClockWords } from './clock-words.ts';
import { type DeadlineAct, groupRegimes } from './dates.ts';
import { DialogForm } from './dialog-form.tsx';
import { PerRule } from './per-rule.tsx';

interface Props {
  readonly deadlines: CaseDeadlines;
  readonly act: DeadlineAct;
  readonly onClose: () => void;
}

/** Records something that happened, and says before what it does under each set of rules. */
export function ActDialog({ deadlines, act, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const clockWords = useClockWords();
  const { query } = useDesk();
  const { today, receivedOn, requests } = deadlines;
  const [on, setOn] = useState<string>(today);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState(false);
  const { type, requestId } = act;
  const { data } = useQuery(query.deadlines.regimes.queryOptions({ enabled: type === 'appeal_received' || type === 'appeal_extended' }));
  const appealRule = ({ regime, version }: RegimeView) =>
    data?.regimes
      .find((one) => one.id === regime && one.version === version)
      ?.rules.find(({ what }) => what === (type === 'appeal_received' ? 'appeal_respond' : 'appeal_respond extension'))?.words ?? null;
  const touched = requests.filter((request) => requestId === null || request.requestId === requestId);
  const title = clockWords.actOf(act, () => (requests.length > 1 && touched[0] ? words.kind(touched[0].kind) : null));

  return (
    <DialogForm
      title={t('record.title', { act: title })}
      confirm={t('record.confirm')}
      deadlines={deadlines}
      done={t('record.done', { act: title })}
      check={() => {
        const fits = on >= receivedOn && on <= today;
        setWrong(!fits);
        return fits;
      }}
      act={(desk, one) =>
        // What is approved or follows from closing the case is not among the acts that are offered here.
        desk.deadlines.record({
          ...one,
          type: type as Exclude<typeof type, 'extended' | 'responded'>,
          requestId,
          on: on as CalendarDate,
          note,
        })
      }
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={t('record.on')}
        description={t('record.onHint')}
        value={on}
        min={receivedOn}
        max={today}
        required
        withAsterisk={false}
        data-autofocus
        error={wrong ? t('record.needsDate') : null}
        onChange={(event) => {
          setWrong(false);
          setOn(event.currentTarget.value);
        }}
      />
      <PerRule
        title={t('record.does')}
        lines={groupRegimes(touched).map(({ key, view, kinds }) => ({
          key,
          regime: words.regime(view.regime),
          kinds: touched.length > 1 && kinds.length < touched.length ? kinds.map(words.kind) : [],
          words: clockWords.effect(type, view, appealRule(view)),
        }))}
      />
      {type === 'appeal_received' && <Text size="sm">{t('record.reopens')}</Text>}
      <Textarea
        label={t('record.note')}
        description={t('record.noteHint')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
