import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './scripts.module.css';
import { type Beginning, FALLBACK, type Versions } from './versions.ts';

interface Acts {
  /** Null for those who may not. */
  readonly onWrite: ((beginning: Beginning) => void) | null;
  readonly onDecide: (what: 'approve' | 'withdraw', script: Script) => void;
}

/** What is read for one purpose: the version in force, and folded beneath it what was and what comes. */
export function ScriptVersions({ versions, ...acts }: { readonly versions: Versions } & Acts) {
  const { t } = useTranslation('scripts');
  const words = useWords();
  const { may } = useMe();
  const { purpose, language, inForce, drafts, coming, older } = versions;
  const others = [...drafts, ...coming, ...older];
  const counted = [
    drafts.length > 0 && t('drafts', { count: drafts.length }),
    coming.length > 0 && t('coming', { count: coming.length }),
    older.length > 0 && t('older', { count: older.length }),
  ].filter(Boolean);
  const id = `script-${language}-${purpose}`;
  return (
    <section className={classes.purpose} aria-labelledby={id}>
      <h3 id={id}>{words.scriptPurpose(purpose)}</h3>
      {inForce ? (
        <InForce script={inForce} {...acts} />
      ) : (
        <div className={classes.foot}>
          <p className={classes.quiet}>{t(language === FALLBACK ? 'noneEnglish' : 'none')}</p>
          {acts.onWrite && (
            <Button size="compact-xs" variant="default" onClick={() => acts.onWrite?.({ purpose, language, text: '' })}>
              {t('new')}
            </Button>
          )}
        </div>
      )}
      {others.length > 0 && (
        // A draft is there for somebody to decide on: those who may see it at once.
        <details className={classes.folded} open={(drafts.length > 0 && (may('script.approve') || may('script.write'))) || undefined}>
          <summary>{counted.join(' · ')}</summary>
          <ul>
            {others.map((script) => (
              <Other key={script.id} script={script} coming={coming.includes(script)} {...acts} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function InForce({ script, onWrite }: { readonly script: Script } & Acts) {
  const { t } = useTranslation('scripts');
  const { format } = useOffice();
  const words = useWords();
  const { purpose, language, text, version, effectiveFrom, writtenBy, approvedBy, used } = script;
  return (
    <>
      <blockquote className={classes.text} lang={language} dir="auto">
        {text}
      </blockquote>
      <p className={classes.quiet}>
        {[
          t('inForce', { version, date: format.longDate(effectiveFrom) }),
          t('writtenBy', { name: words.actor(writtenBy) }),
          approvedBy !== null && t('approvedBy', { name: words.actor(approvedBy) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={classes.foot}>
        <p className={classes.quiet}>{t(used ? 'usedWhy' : 'approvedWhy')}</p>
        {onWrite && (
          <Button size="compact-xs" variant="default" onClick={() => onWrite({ purpose, language, text })}>
            {t('newFrom')}
          </Button>
        )}
      </div>
    </>
  );
}

function Other({ script, coming, onWrite, onDecide }: { readonly script: Script; readonly coming: boolean } & Acts) {
  const { t } = useTranslation('scripts');
  const { format } = useOffice();
  const words = useWords();
  const { may } = useMe();
  const { purpose, language, text, version, effectiveFrom, writtenBy, writtenAt, approvedBy, state } = script;
  const which = { version, purpose: words.scriptPurpose(purpose), language: format.language(language) };
  const head = coming ? 'coming' : state === 'approved' ? 'superseded' : state;
  return (
    <li>
      <b>{t(`version.${head}`, { version, date: format.longDate(effectiveFrom) })}</b>
      <p className={classes.otherText} lang={language} dir="auto">
        {text}
      </p>
      <p className={classes.quiet}>
        {[
          t('writtenAt', { name: words.actor(writtenBy), date: format.dateTime(writtenAt) }),
          approvedBy !== null && t('approvedBy', { name: words.actor(approvedBy) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={classes.acts}>
        {state === 'draft' && may('script.approve') && (
          <Button size="compact-xs" aria-label={t('approve.which', which)} onClick={() => onDecide('approve', script)}>
            {t('approve.button')}
          </Button>
        )}
        {(state === 'draft' || coming) && may('script.write') && (
          <Button size="compact-xs" variant="default" aria-label={t('withdraw.which', which)} onClick={() => onDecide('withdraw', script)}>
            {t('withdraw.button')}
          </Button>
        )}
        {onWrite && (
          <Button size="compact-xs" variant="default" onClick={() => onWrite({ purpose, language, text })}>
            {t('newFrom')}
          </Button>
        )}
      </div>
    </li>
  );
}
