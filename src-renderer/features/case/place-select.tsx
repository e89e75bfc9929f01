import { Group, Select, type SelectProps, Stack } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffice } from '../../app/office.tsx';
import { COUNTRIES, US_STATES } from './places.ts';
import classes from './requester-card.module.css';

const STATES = Object.entries(US_STATES).map(([value, label]) => ({ value, label }));

interface Props {
  readonly country: string | null;
  readonly region: string | null;
  readonly onChange: (place: { readonly country: string | null; readonly region: string | null }) => void;
  readonly disabled?: boolean;
  /** Text that looks like text, one below the other, as on a case. */
  readonly plain?: boolean;
}

/** Where a person lives: country, and for the US the state. The likeliest first. */
export function PlaceSelect({ country, region, onChange, disabled = false, plain = false }: Props) {
  const { t } = useTranslation('case');
  const { format } = useOffice();
  const countries = useMemo(() => {
    const named = COUNTRIES.map((value) => ({ value, label: format.country(value) })).toSorted((one, two) =>
      one.label.localeCompare(two.label),
    );
    return [...named.filter(({ value }) => value === 'US'), ...named.filter(({ value }) => value !== 'US')];
  }, [format]);
  const common: SelectProps = {
    disabled,
    searchable: true,
    clearable: !plain,
    allowDeselect: true,
    limit: 60,
    ...(plain && { size: 'xs', variant: 'unstyled', className: classes.select ?? '', placeholder: '–' }),
  };
  const Frame = plain ? Stack : Row;
  return (
    <Frame gap={plain ? 2 : 8}>
      <Select
        {...common}
        {...(plain ? { 'aria-label': t('place.country') } : { label: t('place.country') })}
        data={countries}
        value={country}
        nothingFoundMessage={t('place.nothing')}
        clearButtonProps={{ 'aria-label': t('place.clearCountry') }}
        onChange={(value) => onChange({ country: value, region: value === 'US' ? region : null })}
      />
      {country === 'US' && (
        <Select
          {...common}
          {...(plain ? { 'aria-label': t('place.state') } : { label: t('place.state') })}
          data={STATES}
          value={region}
          nothingFoundMessage={t('place.nothing')}
          clearButtonProps={{ 'aria-label': t('place.clearState') }}
          onChange={(value) => onChange({ country, region: value })}
        />
      )}
    </Frame>
  );
}

function Row({ gap, children }: { readonly gap: number; readonly children: ReactNode }) {
  return (
    <Group gap={gap} grow wrap="nowrap" align="end">
      {children}
    </Group>
  );
}
