import { ActionIcon, Button, RingProgress } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../app/announce.tsx';
import { useMe } from '../app/me.tsx';
import classes from './masked-value.module.css';
import { ReasonDialog } from './reason-dialog.tsx';
import { REVEALED_SECONDS, type Revealed } from './use-reveal.ts';

interface Props {
  /** As it comes from the core: `m…@example.com`. */
  readonly value: string;
  readonly masked: boolean;
  readonly revealed: Revealed;
  /** The name of what it is, as it stands in a sentence: `email`. */
  readonly name: string;
  /** Where the reason is kept, in a sentence. */
  readonly keptWhere: ReactNode;
  readonly reveal: (reason: string) => Promise<string>;
  /** Opened from elsewhere: by a key. */
  readonly asking: boolean;
  readonly onAsking: (asking: boolean) => void;
  /** What is shown in place of plain text while it is open: a field. */
  readonly children?: ReactNode;
}

/** Something that is masked until it is revealed for a reason, and that masks itself again after a minute, which is counted down beside it. */
export function MaskedValue({ value, masked, revealed, name, keptWhere, reveal, asking, onAsking, children }: Props) {
  const { t } = useTranslation('app');
  const { may } = useMe();
  const shut = masked && revealed.value === null;
  return (
    <>
      <div className={classes.value}>
        {shut || !children ? (
          <span className={classes.text}>{revealed.value ?? value}</span>
        ) : (
          <div className={classes.text}>{children}</div>
        )}
        {shut && may('contact.reveal') && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconEye size={12} aria-hidden />}
            aria-label={t('reveal.button', { field: name })}
            onClick={() => onAsking(true)}
          >
            {t('reveal.short')}
          </Button>
        )}
        {revealed.value !== null && <CountDown revealed={revealed} name={name} />}
      </div>
      <ReasonDialog
        opened={asking}
        onClose={() => onAsking(false)}
        title={t('reveal.title', { field: name })}
        label={t('reveal.reason')}
        confirm={t('reveal.confirm')}
        onReason={async (reason) => revealed.show(await reveal(reason))}
      >
        {keptWhere}
      </ReasonDialog>
    </>
  );
}

/** How long it is still open, as a ring and in figures, and a way to close it before. */
function CountDown({ revealed, name }: { readonly revealed: Revealed; readonly name: string }) {
  const { t } = useTranslation('app');
  const { seconds, hide } = revealed;
  useEffect(() => {
    announce(t('reveal.open', { field: name, count: REVEALED_SECONDS }));
    return () => announce(t('reveal.shut', { field: name }));
  }, [t, name]);
  return (
    <span className={classes.count}>
      <RingProgress size={16} thickness={2} sections={[{ value: (seconds / REVEALED_SECONDS) * 100, color: 'ink' }]} aria-hidden />
      <span title={t('reveal.left', { count: seconds })}>{t('reveal.seconds', { seconds })}</span>
      <ActionIcon size={20} variant="subtle" color="gray" aria-label={t('reveal.hide', { field: name })} onClick={hide}>
        <IconEyeOff size={13} aria-hidden />
      </ActionIcon>
    </span>
  );
}

/** Whether a reason is being asked for, where nothing else must know. */
export function useAsking() {
  const [asking, onAsking] = useState(false);
  return { asking, onAsking };
}
