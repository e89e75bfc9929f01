import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CALENDARS, isCalendar } from './calendars.ts';

interface Props {
  readonly value: string;
  readonly onChange: (calendar: string) => void;
  readonly disabled?: boolean;
}

/** Which days are no business days. */
export function CalendarSelect({ value, onChange, disabled = false }: Props) {
  const { t } = useTranslation('session');
  return (
    <Select
      label={t('office.calendar')}
      description={t('office.calendarHint')}
      value={value}
      disabled={disabled}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('office.notFound')}
      // A calendar that this version has no word for keeps its id.
      data={[
        ...CALENDARS.map((id) => ({ value: id, label: t(`calendar.${id}`) })),
        ...(isCalendar(value) ? [] : [{ value, label: value }]),
      ]}
      onChange={(calendar) => calendar && onChange(calendar)}
    />
  );
}
