import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { saveAs } from '../case/download.ts';
import classes from './opt-outs.module.css';

/** The whole list as a file, for a reason. Half a list is never saved. */
export function ListExport({ total }: { readonly total: number }) {
  const { t } = useTranslation('optOuts');
  const { format, today } = useOffice();
  const { client } = useDesk();
  const [asking, setAsking] = useState(false);
  /** Entries that have come; null while nothing is being saved. */
  const [come, setCome] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => {
    if (said) announce(said);
  }, [said]);

  async function save(reason: string) {
    const ended = new AbortController();
    stop.current = ended;
    setSaid(null);
    setProblem(null);
    const pieces = await client.optOuts.exportList({ reason }, { signal: ended.signal });
    setCome(0);
    void collect(pieces, ended.signal);
  }
  async function collect(pieces: AsyncIterable<{ text: string; done: boolean }>, signal: AbortSignal) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let [lines, whole] = [-1, false]; // the first line names the columns
    try {
      for await (const { text, done } of pieces) {
        parts.push(new TextEncoder().encode(text));
        lines += text.split('\r\n').length - 1;
        whole = done;
        setCome(lines);
      }
      if (signal.aborted) setSaid(t('export.stopped'));
      else if (!whole) setProblem(t('export.cut'));
      else {
        saveAs(`suppression-list-${today}.csv`, parts);
        setSaid(t('export.done', { count: lines }));
      }
    } catch (error) {
      if (signal.aborted) setSaid(t('export.stopped'));
      else if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setCome(null);
    }
  }

  return (
    <section className={classes.section} aria-labelledby="export-title">
      <h2 id="export-title">{t('export.title')}</h2>
      <p className={classes.lead}>{t('export.words')}</p>
      {come === null ? (
        <div className={classes.foot}>
          <Button size="sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />} onClick={() => setAsking(true)}>
            {t('export.button')}
          </Button>
          <span className={classes.quiet}>{said}</span>
        </div>
      ) : (
        <div className={classes.progress}>
          <b>{t('export.going')}</b>
          <span className={classes.quiet}>
            {t('retention.of', { done: format.number(Math.max(come, 0)), total: format.number(total) })}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => stop.current?.abort()}>
            {t('export.cancel')}
          </Button>
          <Progress value={total > 0 ? Math.min(100, (come / total) * 100) : 100} size="sm" aria-label={t('export.going')} />
        </div>
      )}
      <FormError>{problem}</FormError>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('export.ask')}
        label={t('export.reason')}
        confirm={t('export.confirm')}
        onReason={save}
      >
        {t('export.askWords')}
      </ReasonDialog>
    </section>
  );
}
