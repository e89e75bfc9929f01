import { Button, Group } from '@mantine/core';
import { IconCheck, IconCopy, IconPaperclip } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { announce } from '../../app/announce.tsx';
import { showError, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { useClipboard } from '../../components/clipboard.ts';
import classes from './access.module.css';
import { AnswerSign } from './answer-sign.tsx';
import { CasePicker } from './case-picker.tsx';
import { DecidedBy } from './decided-by.tsx';
import { accountWords } from './sentence.ts';
import { useSentence } from './use-sentence.ts';

interface Props {
  readonly check: AccessCheck;
  /** The check as it is after it was put on a case. */
  readonly onCheck: (check: AccessCheck) => void;
}

/** The answer: the sentence to read out, then what it rests on. */
export function CheckAnswer({ check, onCheck }: Props) {
  const { t } = useTranslation('access');
  const { answer, rest } = useSentence()(check);
  return (
    <section className={classes.answer} data-answer={check.answer} aria-label={t('answer.title')}>
      <p className={classes.sentence}>
        <AnswerSign answer={check.answer} size={22} />
        <span>
          <b>{answer}:</b> {rest}
        </span>
      </p>
      <Acts check={check} onCheck={onCheck} />
      {check.withheld ? <p className={classes.quiet}>{t('answer.withheld')}</p> : <Grounds check={check} />}
    </section>
  );
}

function Acts({ check, onCheck }: Props) {
  const { t } = useTranslation('access');
  const { client } = useDesk();
  const { whole } = useSentence()(check);
  const clipboard = useClipboard();
  const [attaching, setAttaching] = useState(false);
  return (
    <Group gap={8}>
      <Button
        variant="default"
        leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => void clipboard.copy(whole).then((done) => announce(t(done ? 'answer.copied' : 'answer.notCopied')))}
      >
        {t(clipboard.copied ? 'answer.copied' : 'answer.copy')}
      </Button>
      {check.case ? (
        <span className={classes.quiet}>
          {t('answer.onCase')}{' '}
          <Link to="/case/$reference" params={{ reference: check.case.reference }} search={{ id: check.case.id }} className={classes.link}>
            {check.case.reference}
          </Link>
        </span>
      ) : (
        <Button variant="default" leftSection={<IconPaperclip size={14} aria-hidden />} onClick={() => setAttaching(true)}>
          {t('answer.attach')}
        </Button>
      )}
      {attaching && (
        <CasePicker
          onClose={() => setAttaching(false)}
          onPick={(caseId) => {
            client.access
              .attach({ checkId: check.id, caseId })
              .then((attached) => {
                onCheck(attached);
                announce(t('answer.attached', { reference: attached.case?.reference ?? '' }));
              })
              .catch(showError);
          }}
        />
      )}
    </Group>
  );
}

/** What the answer rests on: the path, what is missing and who could give it, and how fresh it all is. */
function Grounds({ check }: { readonly check: AccessCheck }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const { format } = useOffice();
  const { missing, grantors, observedAt } = check;
  const who = grantors.length > 0 ? format.list(grantors.map(({ name }) => name)) : null;
  return (
    <dl className={classes.grounds}>
      <dt>{t('grounds.path')}</dt>
      <dd>
        <DecidedBy check={check} />
      </dd>
      {check.answer !== 'allow' && (
        <>
          <dt>{t('grounds.missing')}</dt>
          <dd>
            {missing
              ? t(missing.permission ? 'grounds.missingPermission' : 'grounds.missingGrant', {
                  permission: missing.permission ? words.permission(missing.permission) : '',
                  account: accountWords(missing.account),
                })
              : t('grounds.nothingMissing')}
            {missing && ` ${who ? t('grounds.grantors', { who }) : t('grounds.noGrantor')}`}
            {!missing && who && ` ${t('grounds.owners', { who })}`}
          </dd>
        </>
      )}
      <dt>{t('grounds.seen')}</dt>
      <dd>
        {observedAt ? (
          <time dateTime={observedAt} title={format.dateTime(observedAt)}>
            {t('grounds.seenAgo', { ago: format.ago(observedAt) })}
          </time>
        ) : (
          t('grounds.neverSeen')
        )}
      </dd>
    </dl>
  );
}
