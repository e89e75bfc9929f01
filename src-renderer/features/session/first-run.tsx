import { useState } from 'react';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { useDesk } from '../../app/connection.tsx';
import { guessCalendar } from '../../components/calendars.ts';
import { type Office, OfficeStep } from './office-step.tsx';
import { PersonStep } from './person-step.tsx';

interface Props {
  readonly state: SessionState;
  readonly onDone: (recoveryKey: string, state: SessionState) => void;
}

/** The first run: the office, then oneself; the recovery key comes after it. Going back loses nothing but the passphrase. */
export function FirstRun({ state, onDone }: Props) {
  const { client } = useDesk();
  const [step, setStep] = useState<'office' | 'you'>('office');
  const [name, setName] = useState('');
  const [office, setOffice] = useState<Office>(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { organisation: '', timeZone, calendar: guessCalendar(timeZone) };
  });

  if (step === 'office') return <OfficeStep state={state} office={office} onChange={setOffice} onDone={() => setStep('you')} />;
  return (
    <PersonStep
      state={state}
      name={name}
      onName={setName}
      onBack={() => setStep('office')}
      onDone={async (passphrase) => {
        const made = await client.session.firstRun({ ...office, organisation: office.organisation.trim(), name: name.trim(), passphrase });
        onDone(made.recoveryKey, made.state);
      }}
    />
  );
}
