import { Select, Tabs, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import settings from '../settings/settings.module.css';
import classes from './settings-pages.module.css';
import { Source } from './source.tsx';

/** Every day on which offices are closed, calendar by calendar, year by year. */
export function CalendarSettings() {
  const { t } = useTranslation(['deadlines', 'settings']);
  const { query } = useDesk();
  const { organisation } = useOffice();
  const { data, error } = useQuery(query.deadlines.calendars.queryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? organisation?.calendar ?? null;
  return (
    <section className={`${settings.section} ${settings.wide}`}>
      <Title order={2}>{t('settings:place.calendars')}</Title>
      <p className={settings.lead}>{t('calendars.words')}</p>
      {error && <FormError>{wordsOf(error)}</FormError>}
      {data && (
        <Select
          mt={16}
          maw={420}
          label={t('calendars.choose')}
          searchable
          value={id}
          data={data.calendars.map(({ id: value, title }) => ({
            value,
            label: value === organisation?.calendar ? t('calendars.own', { title }) : title,
          }))}
          onChange={setChosen}
        />
      )}
      {id !== null && <Calendar key={id} id={id} />}
    </section>
  );
}

function Calendar({ id }: { readonly id: string }) {
  const { t } = useTranslation('deadlines');
  const { format, today } = useOffice();
  const { query } = useDesk();
  const { data, error } = useQuery(query.deadlines.calendar.queryOptions({ input: { id } }));
  const [year, setYear] = useState(today.slice(0, 4));
  if (error) return <FormError>{wordsOf(error)}</FormError>;
  if (!data) return null;
  const { calendar, holidays } = data;
  const [first, last] = [Number(calendar.from.slice(0, 4)), Number(calendar.to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  const weekday = new Intl.DateTimeFormat(format.locale, { weekday: 'long', timeZone: 'UTC' });
  const own = holidays.filter(({ date }) => date.startsWith(year));
  return (
    <div className={classes.calendar}>
      <p>
        {t('calendars.version', {
          version: calendar.version,
          from: format.longDate(calendar.from),
          to: format.longDate(calendar.to),
        })}
      </p>
      <Source citation={calendar.citation} confirmed={calendar.confirmed} url={calendar.url} />
      {calendar.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <Tabs value={year} onChange={(next) => next && setYear(next)} mt={16} variant="pills" radius="sm" className={classes.years ?? ''}>
        <Tabs.List aria-label={t('calendars.years', { calendar: calendar.title })}>
          {years.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {one}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {years.map((one) => (
          <Tabs.Panel key={one} value={one} pt={12}>
            {one !== year ? null : own.length === 0 ? (
              <p>{t('calendars.none', { year })}</p>
            ) : (
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('calendars.date')}</th>
                    <th scope="col">{t('calendars.weekday')}</th>
                    <th scope="col">{t('calendars.name')}</th>
                  </tr>
                </thead>
                <tbody>
                  {own.map(({ date, name }) => (
                    <tr key={date}>
                      <td>
                        <time dateTime={date}>{format.longDate(date)}</time>
                      </td>
                      <td>{weekday.format(Date.parse(`${date}T00:00:00Z`))}</td>
                      <td>{name}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
