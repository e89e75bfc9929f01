import { Button, Collapse, Text } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneOutgoing,
  IconPlayerPause,
  IconQuestionMark,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { useOffice } from '../../app/office.tsx';
import { US_STATES } from '../case/places.ts';
import { Source } from '../deadlines/source.tsx';
import classes from './calls.module.css';
import { agreedOnly, recordingSign, type RecordingSign as Sign } from './recording.ts';
import { Timer } from './timer.tsx';

const ICON = { paused: IconPlayerPause, allowed: IconMicrophone, refused: IconMicrophoneOff, not_asked: IconQuestionMark };

/** How long it has been, whether it may be recorded, by which rule, and on which case it is. */
export function CallHead({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const [open, setOpen] = useState(false);
  const id = useId();
  const { rule } = call;
  const place = usePlaceName();
  const Phone = call.direction === 'outbound' ? IconPhoneOutgoing : IconPhone;
  return (
    <div className={classes.headFrame}>
      <div className={classes.head}>
        <Phone size={16} stroke={1.8} aria-hidden />
        <Timer startedAt={call.startedAt} />
        <RecordingState sign={recordingSign(call)} only={agreedOnly(call.answers)} />
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-expanded={open}
          aria-controls={id}
          rightSection={open ? <IconChevronUp size={13} aria-hidden /> : <IconChevronDown size={13} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {rule.known ? t(`rule.${rule.rule}`, { place: place(rule.place) }) : t('rule.unknown')}
        </Button>
        <span className={classes.grow} />
        {call.number.shown && <span className={classes.number}>{call.number.shown}</span>}
        {call.case && (
          <Link
            to="/case/$reference"
            params={{ reference: call.case.reference }}
            search={{ id: call.case.id }}
            className={classes.reference}
            aria-label={t('onCase', { reference: call.case.reference })}
          >
            {call.case.reference}
          </Link>
        )}
      </div>
      <Collapse expanded={open} id={id} transitionDuration={0}>
        <div className={classes.rule}>
          <Text size="sm">{t('rule.always')}</Text>
          <Source citation={rule.citation} confirmed={rule.confirmed} url={rule.source} note={rule.note} />
        </div>
      </Collapse>
    </div>
  );
}

interface RecordingStateProps {
  readonly sign: Sign;
  /** What it may be recorded for, where that is not everything. */
  readonly only?: ReturnType<typeof agreedOnly>;
  /** The call is over. */
  readonly past?: boolean;
}

/** In words and by a sign, never by colour alone. */
export function RecordingState({ sign, only = [], past = false }: RecordingStateProps) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const purposes = format.list(only.map((purpose) => t(`recordedFor.${purpose}`)));
  const words = past && sign !== 'paused' ? t(`recorded.${sign}`) : t(`recording.${sign}`);
  const Icon = ICON[sign];
  return (
    <span className={classes.recording} data-sign={sign}>
      <Icon size={14} stroke={2} aria-hidden />
      {sign === 'allowed' && purposes ? t('recordedFor.only', { words, purposes }) : words}
    </span>
  );
}

/** `California`, `Germany`: what a rule's place is called. */
function usePlaceName(): (place: string) => string {
  const { format } = useOffice();
  return (place) => {
    const [country = '', region] = place.split('-');
    return (region && US_STATES[region]) ?? format.country(country);
  };
}
