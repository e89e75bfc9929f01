import { useTranslation } from 'react-i18next';
import type { HousePolicy } from '../../../src-shared/deadlines/house.ts';
import type { Period } from '../../../src-shared/deadlines/schema.ts';
import { useOffice } from '../../app/office.tsx';
import settings from '../settings/settings.module.css';
import { PAUSES } from './dates.ts';
import classes from './settings-pages.module.css';

/** A house policy in words. */
export function PolicyFacts({ policy, title }: { readonly policy: HousePolicy; readonly title: string }) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const { acknowledge, respond, extension, pauses, internalTarget, version, effectiveFrom } = policy;
  const period = ({ amount, unit }: Period) => t(`period.${unit}`, { count: amount });
  const within = (one: Period | null) => (one === null ? t('policy.none') : t('policy.within', { period: period(one) }));
  // The version that comes with the program holds from a day long before any case.
  const since =
    effectiveFrom < '2001-01-01' ? t('policy.always', { version }) : t('policy.version', { version, date: format.longDate(effectiveFrom) });
  return (
    <div className={classes.policy}>
      <h3>
        {title} <small>{since}</small>
      </h3>
      <dl className={settings.facts}>
        <dt>{t('policy.acknowledge')}</dt>
        <dd>{within(acknowledge)}</dd>
        <dt>{t('policy.respond')}</dt>
        <dd>{within(respond)}</dd>
        <dt>{t('policy.extension')}</dt>
        <dd>
          {extension === null ? t('policy.none') : t('policy.extended', { period: period(extension), notice: period(extension.noticeBy) })}
        </dd>
        {PAUSES.map((kind) => [
          <dt key={`${kind}:`}>{t(`what.pause_${kind}`)}</dt>,
          <dd key={kind}>{t(`pauseEffect.${pauses.find((pause) => pause.kind === kind)?.effect ?? 'none'}`)}</dd>,
        ])}
        <dt>{t('policy.target')}</dt>
        <dd>{within(internalTarget)}</dd>
      </dl>
    </div>
  );
}
