import { Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffice } from '../../app/office.tsx';
import { PlaceSelect } from '../case/place-select.tsx';

export interface Place {
  readonly country: string | null;
  readonly region: string | null;
  readonly language: string | null;
}

/** ISO 639-1: what people here write in. One that is on file already is offered too. */
const LANGUAGES = 'en es fr de pt it nl pl sv da nb fi cs ro hu el tr uk ru ar he hi zh ja ko vi tl'.split(' ');

/** Where a person lives and in which language they are written to. */
export function LivesIn({ place, onChange }: { readonly place: Place; readonly onChange: (place: Place) => void }) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const languages = useMemo(
    () =>
      [...new Set([...LANGUAGES, ...(place.language ? [place.language] : [])])].map((value) => ({ value, label: format.language(value) })),
    [format, place.language],
  );
  return (
    <Stack gap="md">
      <PlaceSelect country={place.country} region={place.region} onChange={(where) => onChange({ ...place, ...where })} />
      <Select
        label={t('language')}
        data={languages}
        value={place.language}
        searchable
        clearable
        allowDeselect
        clearButtonProps={{ 'aria-label': t('clearLanguage') }}
        onChange={(language) => onChange({ ...place, language })}
      />
    </Stack>
  );
}
