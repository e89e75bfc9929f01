import { Button, Group, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { useChanges } from './changes.tsx';
import { Picker } from './picker.tsx';
import classes from './related.module.css';
import { Section } from './section.tsx';

/** Cases that look like the same contact, and those that are linked as duplicates. */
export function Related({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { format } = useOffice();
  const { may } = useMe();
  const { change } = useChanges();
  const [linking, setLinking] = useState(false);
  const { row, related } = detail;
  const mayWork = may('case.work');
  const canLink = mayWork && row.duplicateOf === null;

  const link = (of: string, reference: string) =>
    change(t('related.linked', { reference }), (desk, versionOf) =>
      desk.cases.linkDuplicate({ caseId: row.id, version: versionOf(row), of }),
    );
  const unlink = () =>
    change(t('related.unlinked'), (desk, versionOf) => desk.cases.unlinkDuplicate({ caseId: row.id, version: versionOf(row) }));

  useKeys('case.related', [{ id: 'link', keys: ['d'], label: t('related.link'), when: canLink, run: () => setLinking(true) }]);

  return (
    <Section
      title={t('related.title')}
      action={
        canLink && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            leftSection={<IconLink size={12} aria-hidden />}
            onClick={() => setLinking(true)}
          >
            {t('related.linkShort')}
          </Button>
        )
      }
    >
      {related.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('related.none')}
        </Text>
      )}
      {related.map((other) => (
        <Group key={other.id} gap={8} wrap="nowrap" className={classes.line}>
          <div className={classes.words}>
            <Link to="/case/$reference" params={{ reference: other.reference }} search={{ id: other.id }} className={classes.reference}>
              {other.reference}
            </Link>
            <Text size="xs" c="dimmed">
              {t(`related.${other.relation}`)} · {words.status(other.status)} · {format.date(format.dayOf(other.receivedAt))}
            </Text>
          </div>
          {mayWork && other.relation === 'duplicate_of' && (
            <Button size="compact-xs" variant="default" onClick={() => void unlink()}>
              {t('related.unlink')}
            </Button>
          )}
          {canLink && other.relation === 'same_sender' && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('related.linkTo', { reference: other.reference })}
              onClick={() => void link(other.id, other.reference)}
            >
              {t('related.isDuplicate')}
            </Button>
          )}
        </Group>
      ))}
      {linking && <LinkPicker detail={detail} onClose={() => setLinking(false)} onLink={(of, reference) => void link(of, reference)} />}
    </Section>
  );
}

interface LinkProps {
  readonly detail: CaseDetail;
  readonly onClose: () => void;
  readonly onLink: (of: string, reference: string) => void;
}

/** Finds the case that this one is a duplicate of, by reference or words; the likely ones first. */
function LinkPicker({ detail, onClose, onLink }: LinkProps) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { query } = useDesk();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const { data } = useQuery(
    query.search.find.queryOptions({ input: { text, limit: 8 }, enabled: text.length > 1, placeholderData: keepPreviousData, gcTime: 0 }),
  );
  const found = text.length > 1 ? (data?.hits ?? []).map(({ row }) => row).filter(({ id }) => id !== detail.row.id) : [];
  const options =
    text.length > 1
      ? found.map((row) => ({
          value: row.id,
          label: `${row.reference} ${row.requesterName}`,
          hint: [row.kinds.map(words.kind).join(', '), words.status(row.status)].join(' · '),
        }))
      : detail.related.map((other) => ({ value: other.id, label: other.reference, hint: t(`related.${other.relation}`) }));
  return (
    <Picker
      opened
      onClose={onClose}
      label={t('related.find')}
      nothing={t(text.length > 1 ? 'related.nothing' : 'related.type')}
      options={options}
      onTyped={setTyped}
      onPick={(id) => {
        onClose();
        onLink(id, options.find(({ value }) => value === id)?.label.slice(0, 12) ?? '');
      }}
    />
  );
}
