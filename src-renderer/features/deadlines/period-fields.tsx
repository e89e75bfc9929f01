import { Input, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PERIOD_UNITS } from '../../../src-shared/deadlines/schema.ts';
import type { PeriodDraft } from './policy-draft.ts';
import classes from './settings-pages.module.css';

interface Props {
  readonly what: string;
  readonly hint?: string;
  readonly value: PeriodDraft;
  /** The unit is another field's. */
  readonly fixedUnit?: boolean;
  readonly error: string | null;
  readonly onChange: (change: Partial<PeriodDraft>) => void;
}

/** An amount and its unit, side by side. */
export function PeriodFields({ what, hint, value, fixedUnit = false, error, onChange }: Props) {
  const { t } = useTranslation('deadlines');
  return (
    <Input.Wrapper
      className={classes.period ?? ''}
      label={what}
      labelElement="div"
      {...(hint !== undefined && { description: hint })}
      error={error}
    >
      <div className={classes.pair}>
        <NumberInput
          aria-label={t('policy.amount', { what })}
          value={value.amount ?? ''}
          min={1}
          max={366}
          allowDecimal={false}
          allowNegative={false}
          error={error !== null}
          onChange={(amount) => onChange({ amount: typeof amount === 'number' ? amount : null })}
        />
        <Select
          aria-label={t('policy.unit', { what })}
          value={value.unit}
          disabled={fixedUnit}
          data={PERIOD_UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          onChange={(unit) => {
            const known = PERIOD_UNITS.find((one) => one === unit);
            if (known) onChange({ unit: known });
          }}
        />
      </div>
    </Input.Wrapper>
  );
}
