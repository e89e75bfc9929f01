import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/connection.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import classes from './opt-outs.module.css';
import type { GivenField } from './taking.ts';

interface Props {
  readonly caseId: string;
  readonly field: Exclude<GivenField, 'name'>;
  readonly onRevealed: (value: string) => void;
}

/** A contact of the case that is masked for this reader: for a reason it is filled in. */
export function MaskedGiven({ caseId, field, onRevealed }: Props) {
  const { t } = useTranslation(['optOuts', 'case']);
  const { client } = useDesk();
  const [asking, setAsking] = useState(false);
  const name = t(`case:requester.${field}`);
  return (
    <div className={classes.masked}>
      <span>{t('take.masked', { field: name })}</span>
      <Button size="compact-xs" variant="default" leftSection={<IconEye size={12} aria-hidden />} onClick={() => setAsking(true)}>
        {t('take.reveal')}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('take.revealTitle', { field: name })}
        label={t('take.revealReason')}
        confirm={t('take.reveal')}
        onReason={async (reason) => onRevealed((await client.cases.reveal({ caseId, field, reason })).value)}
      >
        {t('take.revealWords')}
      </ReasonDialog>
    </div>
  );
}
