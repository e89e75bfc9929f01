import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactField as Field, Requester } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import classes from './requester-card.module.css';
import { SavedText } from './saved-field.tsx';

interface Props {
  readonly caseId: string;
  readonly field: Field;
  readonly contact: Requester[Field];
  readonly editable: boolean;
  readonly onSave: (value: string) => Promise<unknown>;
}

const TYPE = { email: 'email', phone: 'tel', address: 'text', customerNumber: 'text' } as const;
const LENGTH = { email: 320, phone: 60, address: 500, customerNumber: 60 } as const;

/** A way to reach somebody. Where it is masked it is revealed with a reason, for as long as the page stays. */
export function ContactField({ caseId, field, contact, editable, onSave }: Props) {
  const { t } = useTranslation('case');
  const { client } = useDesk();
  const { may } = useMe();
  const [revealed, setRevealed] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const label = t(`requesterCard.${field}`);
  const masked = contact?.masked === true && revealed === null;
  return (
    <>
      <span className={classes.label}>{label}</span>
      {masked ? (
        <div className={classes.masked}>
          <span>{contact.value}</span>
          {may('contact.reveal') && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconEye size={12} aria-hidden />}
              aria-label={t('reveal.button', { field: t(`requester.${field}`) })}
              onClick={() => setAsking(true)}
            >
              {t('reveal.short')}
            </Button>
          )}
        </div>
      ) : (
        <SavedText
          label={label}
          type={TYPE[field]}
          multiline={field === 'address'}
          maxLength={LENGTH[field]}
          value={revealed ?? contact?.value ?? ''}
          placeholder="–"
          disabled={!editable}
          onSave={async (value) => {
            const saved = await onSave(value);
            if (saved !== null && revealed !== null) setRevealed(value);
            return saved;
          }}
        />
      )}
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('reveal.title', { field: t(`requester.${field}`) })}
        label={t('reveal.reason')}
        confirm={t('reveal.confirm')}
        onReason={async (reason) => setRevealed((await client.cases.reveal({ caseId, field, reason })).value)}
      >
        {t('reveal.words')}
      </ReasonDialog>
    </>
  );
}
