import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '../../../src-shared/contract/imports.ts';
import { announce } from '../../app/announce.tsx';
import { useOffice } from '../../app/office.tsx';
import { addMark, type Mark, paceOf, secondsInWords } from '../intake/pace.ts';
import classes from './directory.module.css';
import { useFieldWords } from './use-field-words.ts';
import type { ImportWork, Stage } from './use-import.ts';

/** Sending, trying or taking in: how far, how long still, and a way to stop. */
export function ImportGoing({ work, onCancel }: { readonly work: ImportWork; readonly onCancel: () => void }) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const { stage, file, sent, progress } = work;
  const done = stage === 'sending' ? sent : (progress?.bytesRead ?? 0);
  const total = stage === 'sending' ? (file?.size ?? 0) : (progress?.bytesTotal ?? file?.size ?? 0);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => setMarks((before) => addMark(before, { at: Date.now(), done })), [done]);
  const { secondsLeft } = paceOf(marks, total);
  const label = t(`import.stage.${stage}` as 'import.stage.sending');
  return (
    <div className={classes.progress}>
      <b>{label}</b>
      <span className={classes.quiet}>
        {[
          t('import.bytes', { done: format.bytes(done), total: format.bytes(total) }),
          progress && t('import.records', { count: progress.read }),
          secondsLeft !== null && t('import.left', { time: secondsInWords(secondsLeft, format.locale) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span style={{ flex: 1 }} />
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {t('import.cancel')}
      </Button>
      <Progress value={total > 0 ? Math.min(100, (done / total) * 100) : 0} size="sm" transitionDuration={100} aria-label={label} />
    </div>
  );
}

const NUMBERS = ['read', 'created', 'changed', 'same', 'refused'] as const;

/** What it would do, or did: the numbers, and what was refused by line. */
export function ImportResult({ stage, progress }: { readonly stage: Stage; readonly progress: ImportProgress }) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const title = t(stage === 'done' ? 'import.done' : stage === 'stopped' ? 'import.stopped' : 'import.would');
  useEffect(() => announce(title), [title]);
  return (
    <section aria-label={title}>
      <p>
        <b>{title}</b>
      </p>
      <dl className={classes.counts}>
        {NUMBERS.map((name) => (
          <div key={name}>
            <dt>{t(`import.number.${name}`)}</dt>
            <dd>{format.number(progress[name])}</dd>
          </div>
        ))}
      </dl>
      {progress.problems.length > 0 && <Problems progress={progress} />}
    </section>
  );
}

function Problems({ progress: { problems, refused } }: { readonly progress: ImportProgress }) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const fieldWords = useFieldWords();
  return (
    <>
      <p className={classes.quiet}>
        {problems.length < refused
          ? t('import.firstProblems', { shown: problems.length, total: format.number(refused) })
          : t('import.problems')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('import.problems')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.fieldTitle')}</th>
              <th scope="col">{t('import.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ line, field, problem }) => (
              <tr key={`${line} ${field} ${problem}`}>
                <td>{format.number(line)}</td>
                <td>{fieldWords(field)}</td>
                <td className={classes.wrap}>{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
