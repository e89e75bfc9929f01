import { Group, Select, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
  readonly disabled?: boolean;
}

/** `GMT+1`: how far the zone is from Greenwich today. */
function offsetOf(timeZone: string, at: Date): string {
  return (
    new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')
      ?.value ?? ''
  );
}

/** Every zone this computer knows, found by city or region. */
export function TimeZoneSelect({ value, onChange, disabled = false }: Props) {
  const { t } = useTranslation('session');
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    // The chosen one and the computer's own first: the list is long.
    const { timeZone: own } = Intl.DateTimeFormat().resolvedOptions();
    return [...new Set([value, own, ...known, 'UTC'])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [value]);
  const now = useMemo(() => new Date(), []);
  return (
    <Select
      label={t('office.timeZone')}
      description={t('office.timeZoneHint')}
      value={value}
      disabled={disabled}
      data={zones}
      searchable
      selectFirstOptionOnChange
      limit={60}
      nothingFoundMessage={t('office.notFound')}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" flex={1} gap="md">
          <Text size="sm">{option.label}</Text>
          <Text size="xs" inherit style={{ fontVariantNumeric: 'tabular-nums' }}>
            {offsetOf(option.value, now)}
          </Text>
        </Group>
      )}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}
