import { Button, SegmentedControl, Title } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconTextCaption } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormError } from '../../components/field-error.tsx';
import settings from '../settings/settings.module.css';
import { ScriptDecision } from './script-decision.tsx';
import { ScriptVersions } from './script-versions.tsx';
import classes from './scripts.module.css';
import { type Beginning, FALLBACK, lacking, languagesOf, versionsIn } from './versions.ts';
import { WriteScript } from './write-script.tsx';

/** What is read out on the phone, by purpose and language, in versions. All may read; administrators write, managers approve. */
export function ScriptSettings() {
  const { t } = useTranslation(['scripts', 'settings']);
  const words = useWords();
  const { format, today } = useOffice();
  const { may } = useMe();
  const { query } = useDesk();
  const { data, error } = useQuery(query.scripts.list.queryOptions());
  const [language, setLanguage] = useState(FALLBACK);
  const [writing, setWriting] = useState<Beginning | null>(null);
  const [deciding, setDeciding] = useState<{ readonly what: 'approve' | 'withdraw'; readonly script: Script } | null>(null);
  const scripts = data?.scripts ?? [];
  const languages = languagesOf(scripts);
  const write = may('script.write') ? setWriting : null;

  return (
    <section className={`${settings.section} ${settings.wide}`}>
      <div className={classes.head}>
        <Title order={2}>{t('settings:place.scripts')}</Title>
        {write && (
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => write({ purpose: 'recording_consent', language, text: '' })}
          >
            {t('new')}
          </Button>
        )}
      </div>
      <p className={settings.lead}>{t('lead')}</p>
      {error && <FormError>{wordsOf(error)}</FormError>}
      {lacking(scripts, today).map((one) => (
        <p key={one.language} className={classes.warning} role="note">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            {t('lacking', {
              language: format.language(one.language),
              purposes: format.list(one.purposes.map((purpose) => `“${words.scriptPurpose(purpose)}”`)),
            })}
          </span>
        </p>
      ))}
      {data && scripts.length === 0 && (
        <EmptyState icon={IconTextCaption} title={t('nothing')}>
          {t('nothingWords')}
        </EmptyState>
      )}
      {scripts.length > 0 && (
        <>
          <SegmentedControl
            className={classes.languages ?? ''}
            aria-label={t('language')}
            data={languages.map((value) => ({ value, label: format.language(value) }))}
            value={language}
            onChange={setLanguage}
          />
          {versionsIn(scripts, language, today).map((versions) => (
            <ScriptVersions
              key={`${versions.language} ${versions.purpose}`}
              versions={versions}
              onWrite={write}
              onDecide={(what, script) => setDeciding({ what, script })}
            />
          ))}
        </>
      )}
      {writing && <WriteScript beginning={writing} onClose={() => setWriting(null)} onWritten={(script) => setLanguage(script.language)} />}
      {deciding && <ScriptDecision {...deciding} onClose={() => setDeciding(null)} />}
    </section>
  );
}
