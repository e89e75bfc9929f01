import { Text, VisuallyHidden } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseMessage } from '../../../src-shared/contract/cases.ts';
import { showError, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { CaseCalls } from '../calls/case-calls.tsx';
import classes from './beside.module.css';
import pageClasses from './case-page.module.css';
import { fetchPieces, saveAs } from './download.ts';
import { Section } from './section.tsx';

/** What stands beside a case: files, and how it came. */
export function Beside({ detail, messages }: { readonly detail: CaseDetail; readonly messages: readonly CaseMessage[] }) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { format } = useOffice();
  const { row, closedAt } = detail;
  const { query } = useDesk();
  const added = useQuery(query.files.list.queryOptions({ input: { caseId: row.id } }));
  const files = [...(added.data?.files ?? []), ...messages.flatMap((message) => message.files)];
  return (
    <aside className={pageClasses.right} aria-label={t('beside.label')}>
      <Section title={files.length > 0 ? t('beside.filesCount', { count: files.length }) : t('beside.files')}>
        {files.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('beside.noFiles')}
          </Text>
        )}
        {files.map((file) => (
          <FileLine key={file.id} file={file} />
        ))}
      </Section>
      <CaseCalls caseId={row.id} />
      <Section title={t('beside.about')}>
        <dl className={pageClasses.facts}>
          <dt>{t('beside.channel')}</dt>
          <dd>{words.channel(row.channel)}</dd>
          <dt>{t('beside.received')}</dt>
          <dd>{format.dateTime(row.receivedAt)}</dd>
          {row.language && (
            <>
              <dt>{t('beside.language')}</dt>
              <dd>{format.language(row.language)}</dd>
            </>
          )}
          {row.regime && (
            <>
              <dt>{t('beside.regime')}</dt>
              <dd>{words.regime(row.regime)}</dd>
            </>
          )}
          <dt>{t('beside.updated')}</dt>
          <dd>{format.dateTime(row.updatedAt)}</dd>
          {closedAt && (
            <>
              <dt>{t('beside.closed')}</dt>
              <dd>{format.dateTime(closedAt)}</dd>
            </>
          )}
        </dl>
      </Section>
    </aside>
  );
}

/** A file that came with a message, or was put there by hand: saved where the person says, never opened here. */
function FileLine({
  file,
}: {
  readonly file: Pick<CaseMessage['files'][number], 'id' | 'name' | 'bytes'> & { readonly purpose?: string };
}) {
  const { t } = useTranslation('case');
  const { client } = useDesk();
  const { format } = useOffice();
  const [share, setShare] = useState<number | null>(null);

  async function save() {
    setShare(0);
    try {
      saveAs(file.name, await fetchPieces((offset) => client.cases.filePiece({ fileId: file.id, offset }), setShare));
    } catch (error) {
      showError(error);
    } finally {
      setShare(null);
    }
  }

  return (
    <button type="button" className={classes.file} disabled={share !== null} onClick={() => void save()}>
      <IconFile size={15} stroke={1.6} aria-hidden />
      <span className={classes.name}>
        <VisuallyHidden>{t('beside.save')}</VisuallyHidden> {file.name}
        <small>
          {share === null ? format.bytes(file.bytes) : t('beside.saving', { share: format.percent(share) })}
          {file.purpose === 'verification' && ` · ${t('beside.toVerify')}`}
        </small>
      </span>
      <IconDownload size={14} aria-hidden className={classes.sign} />
    </button>
  );
}
