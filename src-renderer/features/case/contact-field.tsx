import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactField as Field, Requester } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { MaskedValue, useAsking } from '../../components/masked-value.tsx';
import { useReveal } from '../../components/use-reveal.ts';
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

/** A way to reach somebody. Where it is masked it is revealed with a reason, for a minute; while one types in it, for as long as that takes. */
export function ContactField({ caseId, field, contact, editable, onSave }: Props) {
  const { t } = useTranslation('case');
  const { client } = useDesk();
  const revealed = useReveal();
  // What one is typing must not vanish: the field stays until it is left, and then masks itself as it would have.
  const [typing, setTyping] = useState<string | null>(null);
  const asking = useAsking();
  const label = t(`requesterCard.${field}`);
  const masked = contact?.masked === true;
  const shown = masked ? (revealed.value ?? typing) : (contact?.value ?? '');
  const saved = (
    <SavedText
      label={label}
      type={TYPE[field]}
      multiline={field === 'address'}
      maxLength={LENGTH[field]}
      value={shown ?? ''}
      placeholder="–"
      disabled={!editable}
      onSave={async (value) => {
        const answer = await onSave(value);
        if (answer !== null && masked) revealed.show(value);
        return answer;
      }}
    />
  );
  return (
    <>
      <span className={classes.label}>{label}</span>
      {masked ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: it hears what its field does
        <div onInput={() => setTyping(shown)} onBlur={() => setTyping(null)}>
          <MaskedValue
            value={contact.value}
            masked={shown === null}
            revealed={revealed}
            name={t(`requester.${field}`)}
            keptWhere={t('reveal.words')}
            reveal={async (reason) => (await client.cases.reveal({ caseId, field, reason })).value}
            {...asking}
          >
            {saved}
          </MaskedValue>
        </div>
      ) : (
        saved
      )}
    </>
  );
}
