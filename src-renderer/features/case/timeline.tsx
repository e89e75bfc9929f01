import { Button, Text } from '@mantine/core';
import { IconMail, IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import pageClasses from './case-page.module.css';
import { Message } from './message.tsx';
import { NoteBox } from './note-box.tsx';
import classes from './timeline.module.css';
import { useTimelineWords } from './timeline-words.ts';
import type { useTimeline } from './use-case.ts';
import { When } from './when.tsx';

interface Props {
  readonly caseId: string;
  readonly timeline: ReturnType<typeof useTimeline>;
}

/** Everything that happened, newest first, and the place to write a note. */
export function Timeline({ caseId, timeline }: Props) {
  const { t } = useTranslation('case');
  const { may } = useMe();
  const { items, ready, more, loading, loadOlder } = timeline;
  const newestMessage = items.find(({ type }) => type === 'message')?.id;
  return (
    <section className={pageClasses.middle} aria-label={t('timeline.title')}>
      {may('case.work') && <NoteBox caseId={caseId} />}
      {ready && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('timeline.nothing')}
        </Text>
      )}
      <ol className={classes.list}>
        {items.map((item) =>
          item.type === 'message' ? (
            <li key={item.id} className={classes.item}>
              <Sign of="message" />
              <Message message={item.message} opened={item.id === newestMessage} />
            </li>
          ) : (
            <li key={item.id} className={classes.item}>
              <Sign of={item.entry.type === 'note' ? 'note' : 'act'} />
              <Entry entry={item.entry} />
            </li>
          ),
        )}
      </ol>
      {more && (
        <Button variant="default" mt="sm" loading={loading} onClick={loadOlder}>
          {t('timeline.older')}
        </Button>
      )}
    </section>
  );
}

function Sign({ of }: { readonly of: 'message' | 'note' | 'act' }) {
  return (
    <span className={classes.sign} data-of={of} aria-hidden>
      {of === 'message' && <IconMail size={13} />}
      {of === 'note' && <IconNote size={13} />}
    </span>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const words = useWords();
  const sentence = useTimelineWords();
  const text = entry.type === 'note' && typeof entry.facts.text === 'string' ? entry.facts.text : null;
  return (
    <div>
      <p className={classes.line}>
        <b>{words.actor(entry.actor)}</b> {sentence(entry)} <When at={entry.at} />
      </p>
      {text !== null && (
        <p className={classes.note} dir="auto">
          {text}
        </p>
      )}
    </div>
  );
}
