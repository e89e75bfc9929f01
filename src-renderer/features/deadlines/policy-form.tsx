import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HousePolicy } from '../../../src-shared/deadlines/house.ts';
import { useOffice } from '../../app/office.tsx';
import { focusFirstInvalid } from '../../components/use-submit.ts';
import settings from '../settings/settings.module.css';
import { PAUSES } from './dates.ts';
import { MovedCases } from './moved-cases.tsx';
import { PeriodFields } from './period-fields.tsx';
import { type DraftField, draftOf, type PolicyDraft, policyOf, problemsOf, type Taken } from './policy-draft.ts';
import { useRuleChange } from './use-rule-change.ts';

interface Props {
  readonly current: HousePolicy;
  readonly taken: Taken;
  /** `done`: the policy was set. */
  readonly onClose: (done: boolean) => void;
}

const EFFECTS = ['none', 'restart', 'suspend'] as const;

/** A new version of the house policy. It is set only when exactly it was looked at: which cases move, and by how much. */
export function PolicyForm({ current, taken, onClose }: Props) {
  const { t } = useTranslation('deadlines');
  const { today } = useOffice();
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(current, today, taken));
  const [checked, setChecked] = useState(false);
  // Setting it takes the version: what was free when it was written is not a mistake afterwards.
  const [free] = useState(taken);
  const run = useRuleChange();
  const problems = checked ? problemsOf(draft, free) : {};
  const busy = run.state.state === 'running';
  const ready = run.seen({ house: policyOf(draft) });

  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (field: DraftField) => {
    const problem = problems[field];
    return problem ? t(`draft.${problem}`) : null;
  };
  const valid = () => {
    setChecked(true);
    return Object.keys(problemsOf(draft, free)).length === 0;
  };

  return (
    <form
      className={settings.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        if (!valid()) focusFirstInvalid(event.currentTarget);
        else if (ready) void run.apply({ house: policyOf(draft) }).then((done) => done && onClose(true));
        else void run.preview({ house: policyOf(draft) });
      }}
    >
      <div>
        <Checkbox
          label={t('policy.acknowledgeHas')}
          checked={draft.acknowledge.on}
          mb={8}
          onChange={(event) => change({ acknowledge: { ...draft.acknowledge, on: event.currentTarget.checked } })}
        />
        {draft.acknowledge.on && (
          <PeriodFields
            what={t('policy.acknowledge')}
            value={draft.acknowledge}
            error={errorOf('acknowledge')}
            onChange={(period) => change({ acknowledge: { ...draft.acknowledge, ...period } })}
          />
        )}
      </div>
      <PeriodFields
        what={t('policy.respond')}
        value={draft.respond}
        error={errorOf('respond')}
        onChange={(period) => change({ respond: { ...draft.respond, ...period } })}
      />
      <div>
        <Checkbox
          label={t('policy.extensionHas')}
          checked={draft.extension.on}
          mb={8}
          onChange={(event) => change({ extension: { ...draft.extension, on: event.currentTarget.checked } })}
        />
        {draft.extension.on && (
          <>
            <PeriodFields
              what={t('policy.extension')}
              hint={t('policy.extensionHint')}
              value={{ amount: draft.extension.amount, unit: draft.respond.unit }}
              fixedUnit
              error={errorOf('extension')}
              onChange={({ amount }) => change({ extension: { ...draft.extension, ...(amount !== undefined && { amount }) } })}
            />
            <PeriodFields
              what={t('policy.notice')}
              value={draft.extension.noticeBy}
              error={errorOf('notice')}
              onChange={(period) => change({ extension: { ...draft.extension, noticeBy: { ...draft.extension.noticeBy, ...period } } })}
            />
          </>
        )}
      </div>
      {PAUSES.map((kind) => (
        <Select
          key={kind}
          label={t(`what.pause_${kind}`)}
          value={draft.pauses[kind]}
          data={EFFECTS.map((effect) => ({ value: effect, label: t(`pauseEffect.${effect}`) }))}
          onChange={(effect) => effect && change({ pauses: { ...draft.pauses, [kind]: EFFECTS.find((one) => one === effect) ?? 'none' } })}
        />
      ))}
      <div>
        <Checkbox
          label={t('policy.targetHas')}
          checked={draft.target.on}
          mb={8}
          onChange={(event) => change({ target: { ...draft.target, on: event.currentTarget.checked } })}
        />
        {draft.target.on && (
          <PeriodFields
            what={t('policy.target')}
            value={draft.target}
            error={errorOf('target')}
            onChange={(period) => change({ target: { ...draft.target, ...period } })}
          />
        )}
      </div>
      <TextInput
        label={t('policy.versionLabel')}
        description={t('policy.versionHint')}
        value={draft.version}
        maxLength={40}
        error={errorOf('version')}
        onChange={(event) => change({ version: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('policy.from')}
        description={t('policy.fromHint')}
        value={draft.effectiveFrom}
        error={errorOf('effectiveFrom')}
        onChange={(event) => change({ effectiveFrom: event.currentTarget.value })}
      />
      <MovedCases run={run} />
      <div className={settings.foot}>
        {!ready && (
          <Button type="submit" size="sm" disabled={busy}>
            {t('policy.preview')}
          </Button>
        )}
        {ready && (
          <Button type="submit" size="sm">
            {t('policy.set')}
          </Button>
        )}
        <Button size="sm" variant="subtle" color="gray" disabled={busy} onClick={() => onClose(false)}>
          {t('policy.discard')}
        </Button>
        {!ready && !busy && <span className={settings.saved}>{t('policy.first')}</span>}
      </div>
    </form>
  );
}
