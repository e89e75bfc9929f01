import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { OptOutsFrame } from './frame.tsx';
import { OptOutList } from './opt-out-list.tsx';
import classes from './opt-outs.module.css';
import { TakeForm, type TakenOptOuts } from './take-form.tsx';
import { Taken } from './taken.tsx';

/** Opt-outs that came by mail or post, and what becomes of all of them. */
export function OptOutsPage() {
  const { t } = useTranslation('optOuts');
  const [taken, setTaken] = useState<TakenOptOuts | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const begin = () => {
    flushSync(() => setTaken(null)); // the form may have to come back first
    first.current?.focus();
  };
  useKeys('optOuts', [{ id: 'take', keys: ['a'], label: t('take.key'), run: begin }]);
  return (
    <OptOutsFrame>
      <section className={classes.section} aria-labelledby="take-title">
        <h2 id="take-title">
          {t('take.title')} <KeyHint scope="optOuts" action="take" />
        </h2>
        <p className={classes.lead}>{t('take.words')}</p>
        {taken ? (
          <Taken taken={taken}>
            <Button variant="default" onClick={begin}>
              {t('take.another')}
            </Button>
          </Taken>
        ) : (
          <TakeForm onTaken={setTaken} first={first} />
        )}
      </section>
      <OptOutList />
    </OptOutsFrame>
  );
}
