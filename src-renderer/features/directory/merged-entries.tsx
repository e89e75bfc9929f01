import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge, Person } from '../../../src-shared/contract/directory.ts';
import { useDesk } from '../../app/connection.tsx';
import { RelativeTime } from '../../components/date-time.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import classes from './directory.module.css';
import { Part } from './part.tsx';
import { usePersonChanged } from './use-person.ts';

interface Props {
  readonly person: Person;
  readonly mayMerge: boolean;
}

/** Entries that went into this one. Each can be taken out again at any time. */
export function MergedEntries({ person, mayMerge }: Props) {
  const { t } = useTranslation('directory');
  const { client } = useDesk();
  const changed = usePersonChanged();
  const [out, setOut] = useState<Merge | null>(null);
  if (person.merges.length === 0) return null;
  return (
    <Part title={t('merged.title')}>
      <ul className={classes.lines}>
        {person.merges.map((merge) => (
          <li key={merge.id}>
            <span>
              {merge.other.name}
              <small>
                <RelativeTime at={merge.at} /> · {merge.by}: “{merge.reason}”
              </small>
            </span>
            {mayMerge && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('merged.outOne', { name: merge.other.name })}
                onClick={() => setOut(merge)}
              >
                {t('merged.out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ReasonDialog
        opened={out !== null}
        onClose={() => setOut(null)}
        title={t('merged.outTitle', { name: out?.other.name ?? '' })}
        label={t('merge.reason')}
        confirm={t('merged.outGo')}
        onReason={async (reason) => {
          if (out) await changed(client.directory.unmerge({ mergeId: out.id, reason }), t('merged.done', { name: out.other.name }));
        }}
      >
        {t('merged.words')}
      </ReasonDialog>
    </Part>
  );
}
