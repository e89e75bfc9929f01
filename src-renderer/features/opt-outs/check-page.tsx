import { Button, Select, TextInput } from '@mantine/core';
import { IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import { CONTACT_CHANNELS, PREFERENCE_SCOPES } from '../../../src-shared/vocabulary/directory.ts';
import { announce } from '../../app/announce.tsx';
import { type Desk, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import { OptOutsFrame } from './frame.tsx';
import classes from './opt-outs.module.css';
import { dayOfSince } from './taking.ts';
import { useOptOutWords } from './use-words.ts';

type Answer = Awaited<ReturnType<Desk['optOuts']['check']>>;

/** The shortest contact that can be a whole one. */
const SHORTEST = 3;

/** Before something is sent: may this contact get that? What is typed is asked for once and kept nowhere. */
export function CheckPage() {
  const { t } = useTranslation('optOuts');
  const { client } = useDesk();
  const { sentenceOf } = useSentence();
  const [channel, setChannel] = useState<ContactChannel>('email');
  const [value, setValue] = useState('');
  const [scope, setScope] = useState<PreferenceScope>('marketing');
  const [short, setShort] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const to = useRef<HTMLInputElement>(null);
  const { submit, busy, problem } = useSubmit(async () => {
    const lacks = value.trim().length < SHORTEST;
    setShort(lacks);
    setAnswer(null);
    if (lacks) return;
    const answered = await client.optOuts.check({ channel, value: value.trim(), scope });
    setAnswer(answered);
    announce(sentenceOf(answered));
    to.current?.select(); // the next one is typed over this one
  });
  /** What is changed after an answer takes the answer away. */
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (next: Value) => {
      setAnswer(null);
      setShort(false);
      set(next);
    };
  return (
    <OptOutsFrame>
      <section className={classes.section} aria-labelledby="check-title">
        <h2 id="check-title">{t('check.title')}</h2>
        <p className={classes.lead}>{t('check.words')}</p>
        <form noValidate onSubmit={submit} className={classes.check}>
          <Select
            label={t('check.channel')}
            data={CONTACT_CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            value={channel}
            onChange={(next) => next && changed(setChannel)(next as ContactChannel)}
          />
          <TextInput
            ref={to}
            autoFocus
            label={t('check.value')}
            placeholder={t(`check.valueHint.${channel}`)}
            value={value}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            error={short && t('check.empty')}
            onChange={(event) => changed(setValue)(event.currentTarget.value)}
          />
          <Select
            label={t('check.scope')}
            data={PREFERENCE_SCOPES.map((one) => ({ value: one, label: t(`send.${one}`) }))}
            value={scope}
            onChange={(next) => next && changed(setScope)(next as PreferenceScope)}
          />
          <Button size="sm" type="submit" loading={busy}>
            {t('check.go')}
          </Button>
        </form>
        <FormError>{problem}</FormError>
        {answer && <Shown answer={answer} service={scope === 'service'} />}
      </section>
    </OptOutsFrame>
  );
}

function useSentence() {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { whatIn } = useOptOutWords();
  const day = (since: string) => format.longDate(dayOfSince(since, format.dayOf));
  return {
    day,
    sentenceOf({ maySend, because }: Answer): string {
      const [first] = oldestFirst(because);
      if (maySend || !first) return t('check.yes');
      return t('check.no', { what: whatIn(first.scope, first.channel), date: day(first.since) });
    },
  };
}

const oldestFirst = (because: Answer['because']) => because.toSorted((one, other) => (one.since < other.since ? -1 : 1));

/** The answer in a sentence, then what else stops it and from where it is known. */
function Shown({ answer, service }: { readonly answer: Answer; readonly service: boolean }) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { whatIn, sourceOf } = useOptOutWords();
  const { day, sentenceOf } = useSentence();
  const [first, ...others] = oldestFirst(answer.because);
  const Icon = answer.maySend ? IconCircleCheck : IconHandStop;
  return (
    <section className={classes.answer} data-may={answer.maySend} aria-label={t('check.answer')}>
      <p className={classes.sentence}>
        <Icon size={22} aria-hidden />
        <span>{sentenceOf(answer)}</span>
      </p>
      {answer.maySend && service && <p>{t('check.service')}</p>}
      {first && <p className={classes.quiet}>{t('check.knownFrom', { source: sourceOf(first.source) })}</p>}
      {others.length > 0 && (
        <ul>
          {others.map(({ scope, channel, since, source }) => (
            <li key={`${scope} ${channel}`}>
              {t('check.also', { what: whatIn(scope, channel), date: day(since) })}{' '}
              <span className={classes.quiet}>({sourceOf(source)})</span>
            </li>
          ))}
        </ul>
      )}
      {answer.notAskBefore && (
        <p>
          <b>{t('check.askNot', { date: format.longDate(answer.notAskBefore) })}</b>
        </p>
      )}
    </section>
  );
}
