import { Button, Progress, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionProgress } from '../../../src-shared/contract/consents.ts';
import { announce } from '../../app/announce.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import settings from '../settings/settings.module.css';
import classes from './opt-outs.module.css';
import { useRetention } from './use-retention.ts';

/** How long consents are kept, what would go today, and letting it go. */
export function RetentionSettings() {
  const { t } = useTranslation('optOuts');
  const { work, look, remove, cancel } = useRetention();
  const { stage, progress, total, problem } = work;
  const [asking, setAsking] = useState(false);
  const going = stage === 'looking' || stage === 'deleting';
  const shown = stage === 'looked' || stage === 'deleted' || stage === 'stoppedDelete';
  const due = stage === 'looked' ? (progress?.deleted ?? 0) : 0;
  const stopped = stage === 'stoppedLook' || stage === 'stoppedDelete' ? t(`retention.${stage}`) : null;
  useEffect(() => {
    if (stopped) announce(stopped);
  }, [stopped]);
  return (
    <section className={`${settings.section} ${settings.wide}`}>
      <Title order={2}>{t('retention.title')}</Title>
      <p className={settings.lead}>{t('retention.rule')}</p>
      <div className={classes.retention}>
        {going && <Going deleting={stage === 'deleting'} progress={progress} total={total} onCancel={cancel} />}
        {stopped && <p className={classes.plain}>{stopped}</p>}
        {shown && progress && <Result deleted={stage !== 'looked'} progress={progress} />}
        <FormError>{problem}</FormError>
        {!going && (
          <div className={classes.foot}>
            {due > 0 && (
              <Button size="sm" color="red.9" onClick={() => setAsking(true)}>
                {t('retention.delete')}
              </Button>
            )}
            <Button size="sm" {...(due > 0 && { variant: 'default' })} onClick={() => void look()}>
              {t(stage === 'idle' ? 'retention.preview' : 'retention.again')}
            </Button>
          </div>
        )}
      </div>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('retention.confirmTitle', { count: due })}
        label={t('retention.reason')}
        confirm={t('retention.confirm', { count: due })}
        onReason={async (reason) => void remove(reason)}
      >
        {t('retention.confirmWords')}
      </ReasonDialog>
    </section>
  );
}

interface GoingProps {
  readonly deleting: boolean;
  readonly progress: RetentionProgress | null;
  /** Known once it was looked through before. */
  readonly total: number | null;
  readonly onCancel: () => void;
}

function Going({ deleting, progress, total, onCancel }: GoingProps) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const looked = progress?.looked ?? 0;
  const label = t(deleting ? 'retention.deleting' : 'retention.looking');
  return (
    <div className={classes.progress}>
      <b>{label}</b>
      <span className={classes.quiet}>
        {total === null
          ? t('retention.looked', { count: looked })
          : t('retention.of', { done: format.number(looked), total: format.number(total) })}
      </span>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {t('retention.cancel')}
      </Button>
      <Progress
        value={total ? Math.min(100, (looked / total) * 100) : 100}
        animated={total === null}
        striped={total === null}
        size="sm"
        aria-label={label}
      />
    </div>
  );
}

/** How many go, from when to when, and how many are kept and why. */
function Result({ deleted, progress }: { readonly deleted: boolean; readonly progress: RetentionProgress }) {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { oldest, newest, kept, looked } = progress;
  const title = t(deleted ? 'retention.result' : 'retention.would');
  const sentence = deleted
    ? t('retention.deleted', { count: progress.deleted })
    : progress.deleted === 0
      ? t('retention.nothingDue')
      : t('retention.due', { count: progress.deleted });
  useEffect(() => announce(sentence), [sentence]);
  return (
    <section aria-label={title}>
      <p className={classes.plain}>
        <b>{sentence}</b> <span className={classes.quiet}>{t('retention.looked', { count: looked })}</span>
      </p>
      <dl className={classes.facts}>
        {oldest && newest && (
          <>
            <dt>{t('retention.oldest')}</dt>
            <dd>{format.longDate(format.dayOf(oldest))}</dd>
            <dt>{t('retention.newest')}</dt>
            <dd>{format.longDate(format.dayOf(newest))}</dd>
          </>
        )}
        <dt>{t('retention.kept')}</dt>
        <dd>
          <ul>
            {(['telemarketing', 'case', 'legalHold'] as const).map((why) => (
              <li key={why}>
                {format.number(kept[why])} {t(`retention.${why}`)}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}
