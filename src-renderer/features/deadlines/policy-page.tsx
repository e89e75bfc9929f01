import { Button, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HousePolicy } from '../../../src-shared/deadlines/house.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { isCalendar } from '../../components/calendars.ts';
import { FormError } from '../../components/field-error.tsx';
import settings from '../settings/settings.module.css';
import { HOUSE } from './house.ts';
import { MovedCases } from './moved-cases.tsx';
import { PolicyFacts } from './policy-facts.tsx';
import { PolicyForm } from './policy-form.tsx';
import { useRuleChange } from './use-rule-change.ts';

/** The company's own promise: read by everybody, changed by administrators, who see first which cases move. */
export function PolicySettings() {
  const { t } = useTranslation(['deadlines', 'settings']);
  const { may } = useMe();
  const { format } = useOffice();
  const { query } = useDesk();
  const policy = useQuery(query.deadlines.policy.queryOptions());
  const regimes = useQuery(query.deadlines.regimes.queryOptions());
  const [editing, setEditing] = useState(false);
  const [set, setSet] = useState(false);
  const mayManage = may('policy.manage');
  const house = regimes.data?.regimes.filter(({ id }) => id === HOUSE) ?? [];
  const taken = { versions: house.map(({ version }) => version), days: house.map(({ effectiveFrom }) => String(effectiveFrom)) };

  return (
    <>
      {mayManage && policy.data && <NewVersions outdated={policy.data.outdated} />}
      <section className={settings.section}>
        <Title order={2}>{t('settings:place.policy')}</Title>
        <p className={settings.lead}>{t('policy.words')}</p>
        {policy.error && <FormError>{wordsOf(policy.error)}</FormError>}
        {policy.data && (
          <>
            <PolicyFacts policy={policy.data.current} title={t('policy.now')} />
            {policy.data.coming.map((coming: HousePolicy) => (
              <PolicyFacts
                key={coming.version}
                policy={coming}
                title={t('policy.coming', { date: format.longDate(coming.effectiveFrom), version: coming.version })}
              />
            ))}
            {!mayManage && (
              <p className={settings.lead} style={{ marginBlockStart: 20 }}>
                {t('policy.readOnly')}
              </p>
            )}
            {mayManage && !editing && (
              <div className={settings.foot} style={{ marginBlockStart: 18 }}>
                <Button
                  variant="default"
                  disabled={!regimes.data}
                  onClick={() => {
                    setSet(false);
                    setEditing(true);
                  }}
                >
                  {t('policy.edit')}
                </Button>
                {set && <span className={settings.saved}>{t('policy.done')}</span>}
              </div>
            )}
            {mayManage && editing && (
              <PolicyForm
                current={policy.data.current}
                taken={taken}
                onClose={(done) => {
                  setSet(done);
                  setEditing(false);
                }}
              />
            )}
          </>
        )}
      </section>
      {mayManage && <OfficeChange />}
    </>
  );
}

/** The rules that came with the program, where open cases stand on older ones. */
function NewVersions({ outdated }: { readonly outdated: number }) {
  const { t } = useTranslation('deadlines');
  const run = useRuleChange();
  const { state } = run;
  if (outdated === 0 && state.state === 'idle') return null;
  const busy = state.state === 'running';
  const applied = state.state === 'done' && state.how === 'apply';
  return (
    <section className={settings.section}>
      <Title order={2}>{t('versions.title')}</Title>
      <p className={settings.lead}>
        {outdated > 0 && `${t('versions.count', { count: outdated })} `}
        {applied ? t('versions.done') : t('versions.words')}
      </p>
      <MovedCases run={run} />
      {!applied && (
        <div className={settings.foot} style={{ marginBlockStart: 12 }}>
          <Button variant="default" disabled={busy} onClick={() => void run.preview({})}>
            {t('policy.preview')}
          </Button>
          <Button disabled={busy || !run.seen({})} onClick={() => void run.apply({})}>
            {t('versions.apply')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The office's zone and calendar, put on the open cases too. */
function OfficeChange() {
  const { t } = useTranslation(['deadlines', 'session']);
  const { organisation } = useOffice();
  const run = useRuleChange();
  const { state } = run;
  if (!organisation) return null;
  const { timeZone, calendar } = organisation;
  const change = { office: { timeZone, calendar } };
  const busy = state.state === 'running';
  const applied = state.state === 'done' && state.how === 'apply';
  const facts = {
    zone: timeZone.replaceAll('_', ' '),
    calendar: isCalendar(calendar) ? t(`session:calendar.${calendar}`) : calendar,
  };
  return (
    <section className={settings.section}>
      <Title order={2}>{t('office.title')}</Title>
      <p className={settings.lead}>{t('office.words')}</p>
      <p className={settings.lead}>{t('office.now', facts)}</p>
      <MovedCases run={run} />
      <div className={settings.foot} style={{ marginBlockStart: 12 }}>
        <Button variant="default" disabled={busy} onClick={() => void run.preview(change)}>
          {t('policy.preview')}
        </Button>
        <Button disabled={busy || !run.seen(change)} onClick={() => void run.apply(change)}>
          {t('office.apply')}
        </Button>
        {applied && <span className={settings.saved}>{t('office.done')}</span>}
      </div>
    </section>
  );
}
