import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CaseDetail, CONTACT_FIELDS, type RequesterInput } from '../../../src-shared/contract/cases.ts';
import { REQUESTER_ROLES, type RequesterRole } from '../../../src-shared/vocabulary/case.ts';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { useChanges } from './changes.tsx';
import { ContactField } from './contact-field.tsx';
import { PlaceSelect } from './place-select.tsx';
import classes from './requester-card.module.css';
import { SavedText } from './saved-field.tsx';
import { Section } from './section.tsx';

/** Who asks, and how to reach them. Each field saves itself. */
export function RequesterCard({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { may } = useMe();
  const { change } = useChanges();
  const { row, requester } = detail;
  const editable = may('case.work');

  const save = (field: keyof RequesterInput, requesterPatch: RequesterInput) =>
    change(t('requesterCard.saved', { field: t(`requester.${field}`) }), (desk, versionOf) =>
      desk.cases.changeRequester({ caseId: row.id, version: versionOf(row), requester: requesterPatch }),
    );

  return (
    <Section title={t('requesterCard.title')}>
      <div className={classes.fields}>
        <span className={classes.label}>{t('requesterCard.name')}</span>
        <SavedText
          label={t('requesterCard.name')}
          value={requester.name}
          placeholder="–"
          maxLength={200}
          disabled={!editable}
          onSave={(name) => save('name', { name })}
        />
        <span className={classes.label}>{t('requesterCard.role')}</span>
        <Select
          size="xs"
          variant="unstyled"
          className={classes.select ?? ''}
          aria-label={t('requesterCard.role')}
          data={REQUESTER_ROLES.map((value) => ({ value, label: words.requesterRole(value) }))}
          value={requester.role}
          disabled={!editable}
          onChange={(value) => void save('role', { role: value as RequesterRole })}
        />
        {CONTACT_FIELDS.map((field) => (
          <ContactField
            key={field}
            caseId={row.id}
            field={field}
            contact={requester[field]}
            editable={editable}
            onSave={(value) => save(field, { [field]: value })}
          />
        ))}
        <span className={classes.label}>{t('requesterCard.place')}</span>
        <PlaceSelect
          plain
          disabled={!editable}
          country={requester.country}
          region={requester.region}
          onChange={(place) => void save('country', place)}
        />
      </div>
    </Section>
  );
}
