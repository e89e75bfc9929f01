import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_DIRECTIONS, type CallDirection, PLACE_SOURCES, type PlaceSource } from '../../../src-shared/vocabulary/consent.ts';
import { useOffice } from '../../app/office.tsx';
import { COUNTRIES, US_STATES } from '../case/places.ts';
import classes from './calls.module.css';
import type { Typing } from './use-call.ts';

const STATES = Object.entries(US_STATES).map(([value, label]) => ({ value, label }));
/** English and Spanish have their own scripts; others are noted, and the case is answered in them. */
const LANGUAGES = ['en', 'es', 'ar', 'de', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'tl', 'vi', 'zh'];

const COMMON: SelectProps = { size: 'xs', searchable: true, limit: 60, comboboxProps: { width: 'max-content', position: 'top-start' } };

/** Where the caller says to be and how that is known, their language, and who called whom. */
export function PlaceFields({ typing: { call, change, flush }, onLanguage }: { readonly typing: Typing; readonly onLanguage: () => void }) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const countries = useMemo(() => {
    const named = COUNTRIES.map((value) => ({ value, label: format.country(value) })).toSorted((one, two) =>
      one.label.localeCompare(two.label),
    );
    return [...named.filter(({ value }) => value === 'US'), ...named.filter(({ value }) => value !== 'US')];
  }, [format]);
  const languages = (LANGUAGES.includes(call.language) ? LANGUAGES : [...LANGUAGES, call.language]).map((value) => ({
    value,
    label: format.language(value),
  }));
  const now: Typing['change'] = (patch) => {
    change(patch);
    flush();
  };
  const nothing = t('place.nothing');
  return (
    <>
      <Select
        {...COMMON}
        className={classes.country ?? ''}
        label={t('place.country')}
        placeholder="–"
        allowDeselect
        nothingFoundMessage={nothing}
        data={countries}
        value={call.country}
        onChange={(country) =>
          now({ country, region: country === 'US' ? call.region : null, placeSource: country === null ? 'unknown' : 'said' })
        }
      />
      <Select
        {...COMMON}
        className={classes.state ?? ''}
        label={t('place.state')}
        placeholder="–"
        allowDeselect
        nothingFoundMessage={nothing}
        data={STATES}
        value={call.region}
        // A state of the US is enough to know the country.
        onChange={(region) => now({ region, ...(region !== null && { country: 'US' }), placeSource: 'said' })}
      />
      <Select
        {...COMMON}
        searchable={false}
        className={classes.source ?? ''}
        label={t('place.source')}
        data={PLACE_SOURCES.map((value) => ({ value, label: t(`place.from.${value}`) }))}
        value={call.placeSource}
        onChange={(value) => value && now({ placeSource: value as PlaceSource })}
      />
      <Select
        {...COMMON}
        className={classes.language ?? ''}
        label={t('language')}
        nothingFoundMessage={nothing}
        data={languages}
        value={call.language}
        onChange={(language) => {
          if (!language || language === call.language) return;
          now({ language });
          onLanguage();
        }}
      />
      <Select
        {...COMMON}
        searchable={false}
        className={classes.direction ?? ''}
        label={t('direction.label')}
        data={CALL_DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
        value={call.direction}
        onChange={(value) => value && now({ direction: value as CallDirection })}
      />
    </>
  );
}
