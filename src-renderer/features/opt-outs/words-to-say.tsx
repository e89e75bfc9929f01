import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';
import classes from './opt-outs.module.css';

interface Props {
  readonly title: string;
  readonly words: string;
  /** What to do with them. */
  readonly children?: ReactNode;
}

/** Words that the desk gives to answer with, to copy. */
export function WordsToSay({ title, words, children }: Props) {
  const { t } = useTranslation('optOuts');
  const id = useId();
  return (
    <section className={classes.say} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p dir="auto">{words}</p>
      <div className={classes.foot}>
        <CopyText value={words}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {t(copied ? 'take.copied' : 'take.copy')}
            </Button>
          )}
        </CopyText>
        {children && <span className={classes.quiet}>{children}</span>}
      </div>
    </section>
  );
}
