import { Button, FileButton, Progress, Textarea } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import { addMark, type Mark, paceOf, secondsInWords } from '../intake/pace.ts';
import type { ListResult } from './list-pieces.ts';
import classes from './opt-outs.module.css';
import { useListImport, type ListImport as Work } from './use-list-import.ts';

/** A list from elsewhere: chosen or pasted, tried, and then taken in. */
export function ListImport() {
  const { t } = useTranslation('optOuts');
  const { work, ...list } = useListImport();
  const { stage, name, result, problem } = work;
  const over = stage === 'done' || stage === 'stopped';
  return (
    <section className={classes.section} aria-labelledby="import-title">
      <h2 id="import-title">{t('import.title')}</h2>
      <p className={classes.lead}>{t('import.words')}</p>
      {stage === 'choose' && (
        <form
          className={classes.choose}
          onSubmit={(event) => {
            event.preventDefault();
            void list.paste();
          }}
        >
          <div className={classes.foot}>
            <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(file) => file && void list.choose(file)}>
              {(props) => (
                <Button {...props} size="sm" variant="default" leftSection={<IconFileSpreadsheet size={15} aria-hidden />}>
                  {t('import.choose')}
                </Button>
              )}
            </FileButton>
            <span className={classes.quiet}>{t('import.or')}</span>
          </div>
          <Textarea
            aria-label={t('import.text')}
            placeholder={t('import.placeholder')}
            autosize
            minRows={3}
            maxRows={10}
            spellCheck={false}
            value={work.text}
            onChange={(event) => list.setText(event.currentTarget.value)}
          />
          <div className={classes.foot}>
            <Button size="sm" type="submit">
              {t('import.try')}
            </Button>
          </div>
        </form>
      )}
      {(stage === 'trying' || stage === 'taking') && <Going work={work} onCancel={list.cancel} />}
      {(stage === 'tried' || over) && (
        <Result
          title={t(stage === 'tried' ? 'import.would' : stage === 'done' ? 'import.done' : 'import.stopped')}
          name={name}
          result={result}
        />
      )}
      <FormError>{problem}</FormError>
      {stage === 'tried' && (
        <div className={classes.foot}>
          <Button size="sm" disabled={result.added === 0} onClick={() => void list.takeIn()}>
            {t('import.take', { count: result.added })}
          </Button>
          <Button size="sm" variant="default" onClick={list.discard}>
            {t('import.discard')}
          </Button>
        </div>
      )}
      {over && (
        <Button variant="default" onClick={list.discard}>
          {t('import.another')}
        </Button>
      )}
    </section>
  );
}

/** How far, how long still, and a way to stop. */
function Going({ work: { stage, text, done }, onCancel }: { readonly work: Work; readonly onCancel: () => void }) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => setMarks((before) => addMark(before, { at: Date.now(), done })), [done]);
  const { secondsLeft } = paceOf(marks, text.length);
  const label = t(stage === 'trying' ? 'import.trying' : 'import.taking');
  return (
    <div className={classes.progress}>
      <b>{label}</b>
      <span className={classes.quiet}>
        {[
          t('import.bytes', { done: format.bytes(done), total: format.bytes(text.length) }),
          secondsLeft !== null && t('import.left', { time: secondsInWords(secondsLeft, format.locale) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {t('import.cancel')}
      </Button>
      <Progress value={(done / text.length) * 100} size="sm" transitionDuration={100} aria-label={label} />
    </div>
  );
}

const NUMBERS = ['added', 'same', 'refused'] as const;

/** The numbers, and what was refused by line. */
function Result({ title, name, result }: { readonly title: string; readonly name: string; readonly result: ListResult }) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { problems, refused } = result;
  useEffect(() => announce(title), [title]);
  return (
    <section aria-label={title}>
      <p className={classes.plain}>
        <b>{title}</b> <span className={classes.quiet}>{name}</span>
      </p>
      <dl className={classes.counts}>
        {NUMBERS.map((number) => (
          <div key={number}>
            <dt>{t(`import.number.${number}`)}</dt>
            <dd>{format.number(result[number])}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <>
          <p className={classes.quiet}>
            {problems.length < refused
              ? t('import.firstProblems', { shown: problems.length, total: format.number(refused) })
              : t('import.problems')}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section className={classes.scroll} tabIndex={0} aria-label={t('import.problems')}>
            <table className={classes.problems}>
              <thead>
                <tr>
                  <th scope="col">{t('import.line')}</th>
                  <th scope="col">{t('import.problem')}</th>
                </tr>
              </thead>
              <tbody>
                {problems.map(({ line, problem }) => (
                  <tr key={`${line} ${problem}`}>
                    <td>{format.number(line)}</td>
                    <td>{problem}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}
