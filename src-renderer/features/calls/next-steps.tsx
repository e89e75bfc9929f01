import { Button } from '@mantine/core';
import { IconFolderPlus, IconHandStop, IconId, IconKey, IconLink, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { KeyCap, KeyHint } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import { useCalls } from './calls-context.tsx';
import type { NextActs } from './use-next-steps.ts';

interface Props {
  readonly call: Call;
  readonly next: NextActs;
  readonly onOpenCase: () => void;
  readonly onPause: () => void;
}

const SIZE = { size: 14, stroke: 1.7, 'aria-hidden': true } as const;

/** What comes of the call, and its end. */
export function NextSteps({ call, next, onOpenCase, onPause }: Props) {
  const { t } = useTranslation('calls');
  const { park, done } = useCalls();
  return (
    <div className={classes.answers}>
      {next.mayOpen && <Step id="case" label={t('next.openCase')} icon={<IconFolderPlus {...SIZE} />} onClick={onOpenCase} />}
      {next.beneath && (
        <Step id="attach" label={t('next.attach', { reference: next.beneath })} icon={<IconLink {...SIZE} />} onClick={next.attach} />
      )}
      {next.mayVerify && <Step id="identity" label={t('next.identity')} icon={<IconId {...SIZE} />} onClick={next.identity} />}
      {next.mayCheck && <Step id="check" label={t('next.check')} icon={<IconKey {...SIZE} />} onClick={next.check} />}
      <Step
        id="pause"
        label={t(call.pausedSince ? 'next.goOn' : 'next.pause')}
        icon={call.pausedSince ? <IconPlayerPlay {...SIZE} /> : <IconHandStop {...SIZE} />}
        onClick={onPause}
      />
      <span className={classes.grow} />
      <Step id="park" label={t('next.park')} icon={<IconPlayerPause {...SIZE} />} onClick={park} />
      <Button rightSection={<KeyCap combination="mod+enter" />} onClick={done}>
        {t('next.done')}
      </Button>
    </div>
  );
}

function Step({
  id,
  label,
  icon,
  onClick,
}: {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}) {
  return (
    <Button variant="default" leftSection={icon} rightSection={<KeyHint scope="call" action={id} />} onClick={onClick}>
      {label}
    </Button>
  );
}
