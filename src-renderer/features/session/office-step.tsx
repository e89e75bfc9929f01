import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { CalendarSelect } from '../../components/calendar-select.tsx';
import { guessCalendar } from '../../components/calendars.ts';
import { TimeZoneSelect } from '../../components/time-zone-select.tsx';
import { focusFirstInvalid } from '../../components/use-submit.ts';
import classes from './frame.module.css';
import { Frame } from './frame.tsx';
import { Steps } from './steps.tsx';

export interface Office {
  readonly organisation: string;
  readonly timeZone: string;
  readonly calendar: string;
}

interface Props {
  readonly state: SessionState;
  readonly office: Office;
  readonly onChange: (office: Office) => void;
  readonly onDone: () => void;
}

/** Whose desk it is, and by which clock and calendar its days count. */
export function OfficeStep({ state, office, onChange, onDone }: Props) {
  const { t } = useTranslation('session');
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState(office.calendar !== guessCalendar(office.timeZone));

  function next() {
    if (office.organisation.trim()) onDone();
    else setProblem(t('office.nameMissing'));
  }

  return (
    <Frame state={state} title={t('office.title')} words={t('office.words')} above={<Steps at="office" />}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
          focusFirstInvalid(event.currentTarget);
        }}
      >
        <TextInput
          label={t('office.name')}
          value={office.organisation}
          error={problem}
          maxLength={120}
          required
          withAsterisk={false}
          autoFocus
          autoComplete="organization"
          onChange={(event) => {
            setProblem(null);
            onChange({ ...office, organisation: event.currentTarget.value });
          }}
        />
        <TimeZoneSelect
          value={office.timeZone}
          onChange={(timeZone) => onChange({ ...office, timeZone, calendar: chosen ? office.calendar : guessCalendar(timeZone) })}
        />
        <CalendarSelect
          value={office.calendar}
          onChange={(calendar) => {
            setChosen(true);
            onChange({ ...office, calendar });
          }}
        />
        <Button type="submit" size="sm" fullWidth mt={6}>
          {t('next')}
        </Button>
      </form>
    </Frame>
  );
}
