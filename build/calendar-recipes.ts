import type { RuleSource } from '../src-shared/deadlines/index.ts';
import { add, californiaObservance, canadianFederal, type Days, dropReplacedWeekends, federalObservance } from './calendar-review.ts';

/** How one calendar is made from the library's public holidays, and what the review changed. */
export interface CalendarRecipe {
  readonly id: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly source: RuleSource;
  readonly library: readonly [country: string, state?: string] | null;
  /** `library`: it knows the days given instead of a weekend's. `own`: it does not, or gives days that are none. */
  readonly substitutes: 'library' | 'own';
  readonly review: (days: Days, years: readonly number[]) => void;
  readonly notes: readonly string[];
}

const asItIs = () => {};
const official = (citation: string, url: string): RuleSource => ({ citation, url, confirmed: true });
const GOV_UK = 'https://www.gov.uk/bank-holidays';

function britain(id: string, nation: string, state: string, extra: (days: Days) => void = asItIs): CalendarRecipe {
  return {
    id,
    title: `Bank holidays in ${nation}`,
    jurisdiction: nation,
    source: official('Banking and Financial Dealings Act 1971 s. 1 and proclamations under it, as published by GOV.UK', GOV_UK),
    library: ['GB', state],
    substitutes: 'library',
    review: (days) => {
      dropReplacedWeekends(days);
      extra(days);
    },
    notes: [
      'One-off: 8 May 2020 for 4 May (VE Day), 2 and 3 June 2022 (Platinum Jubilee), 19 September 2022 (State Funeral), 8 May 2023 (Coronation).',
    ],
  };
}

function germany(state: string, name: string, law: string, notes: readonly string[] = []): CalendarRecipe {
  return {
    id: `de-${state.toLowerCase()}`,
    title: `Gesetzliche Feiertage in ${name}`,
    jurisdiction: `Germany, ${name}`,
    source: { citation: law, confirmed: true },
    library: ['DE', state],
    substitutes: 'own',
    review: asItIs,
    notes: [...notes, 'Heiligabend and Silvester are no public holidays.'],
  };
}

function plain(
  id: string,
  title: string,
  jurisdiction: string,
  source: RuleSource,
  country: string,
  notes: readonly string[],
  review: CalendarRecipe['review'] = asItIs,
  substitutes: CalendarRecipe['substitutes'] = 'own',
): CalendarRecipe {
  return { id, title, jurisdiction, source, library: [country], substitutes, review, notes };
}

export const RECIPES: readonly CalendarRecipe[] = [
  {
    id: 'us-federal',
    title: 'United States federal holidays',
    jurisdiction: 'United States',
    source: official(
      '5 U.S.C. § 6103; U.S. Office of Personnel Management, Federal Holidays',
      'https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/',
    ),
    library: ['US'],
    substitutes: 'own',
    review: federalObservance,
    notes: [
      'Left out: Inauguration Day, which is no holiday outside the Washington area.',
      'Left out: days on which an executive order only excused federal employees (24 December 2020 and 2024, 9 January 2025, 24 and 26 December 2025): they concern pay and leave, are not in the official list and would make a date late.',
      'The library does not move Veterans Day off a weekend; the review does.',
    ],
  },
  {
    id: 'us-ca',
    title: 'California state holidays',
    jurisdiction: 'California',
    source: official(
      'Cal. Gov. Code §§ 6700, 6701, 19853; California Department of Human Resources, State Holidays',
      'https://www.calhr.ca.gov/employees/Pages/state-holidays.aspx',
    ),
    library: ['US', 'CA'],
    substitutes: 'own',
    review: californiaObservance,
    notes: [
      'A holiday on a Saturday gives employees a credit and closes no office on Friday, Veterans Day excepted.',
      'Left out: Juneteenth and the other days of § 6700 on which state offices are open.',
    ],
  },
  britain('gb-eng', 'England and Wales', 'ENG'),
  britain('gb-sct', 'Scotland', 'SCT', (days) => add(days, '2026-06-15', 'World Cup bank holiday')),
  britain('gb-nir', 'Northern Ireland', 'NIR'),
  plain(
    'ie',
    'Public holidays in Ireland',
    'Ireland',
    official(
      'Organisation of Working Time Act 1997, Second Schedule, and orders under it',
      'https://www.irishstatutebook.ie/eli/1997/act/20/schedule/2/enacted/en/html',
    ),
    'IE',
    ['One-off: 18 March 2022 (day of remembrance and recognition). Good Friday is no public holiday.'],
    (days) => add(days, '2022-03-18', 'Day of Remembrance and Recognition'),
  ),
  germany('BE', 'Berlin', 'Gesetz über die Sonn- und Feiertage (Berlin) § 1', ['One-off: 8 May 2020, 8 May 2025, 17 June 2028.']),
  germany('BY', 'Bayern', 'Feiertagsgesetz (Bayern) Art. 1', [
    'Left out: Mariä Himmelfahrt (only in municipalities with a Catholic majority) and the Augsburger Friedensfest: not holidays of the whole state.',
  ]),
  germany('NW', 'Nordrhein-Westfalen', 'Feiertagsgesetz NW § 2'),
  plain(
    'fr',
    'Jours fériés en France',
    'France',
    official('Code du travail Art. L3133-1', 'https://www.service-public.fr/particuliers/vosdroits/F2405'),
    'FR',
    ['Metropolitan France without the two further days of Alsace and Moselle.'],
  ),
  plain(
    'es',
    'Fiestas laborales de ámbito nacional, España',
    'Spain',
    official('Real Decreto 2001/1983 Art. 45; yearly resolution in the BOE', 'https://www.boe.es/buscar/act.php?id=BOE-A-1983-20906'),
    'ES',
    ['Without the days that each community chooses, among them those for a holiday on a Sunday.'],
  ),
  plain(
    'nl',
    'Feestdagen waarop kantoren gesloten zijn, Nederland',
    'Netherlands',
    {
      ...official(
        'Algemene termijnenwet Art. 3, of its days those on which offices close throughout',
        'https://wetten.overheid.nl/BWBR0002448/',
      ),
      confirmed: false,
      note: 'Art. 3 also names 5 May in other years and equates Good Friday. Whether they move a date under Regulation 1182/71 is for counsel; leaving them out cannot make a date late.',
    },
    'NL',
    [
      '5 May only in the years in which offices close throughout (every fifth). Good Friday is left out: offices are not closed throughout, and leaving it out cannot make a date late.',
    ],
    (days, years) => {
      for (const year of years) if (year % 5 === 0) add(days, `${year}-05-05`, 'Bevrijdingsdag');
    },
  ),
  plain(
    'it',
    'Festività nazionali, Italia',
    'Italy',
    official(
      'Legge 260/1949 Art. 2 and amendments; Legge 151/2025 (4 October, from 2026)',
      'https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1949-05-27;260',
    ),
    'IT',
    ['Without patron saints’ days.'],
  ),
  plain(
    'ca',
    'Federal holidays in Canada',
    'Canada',
    official(
      'Interpretation Act, R.S.C. 1985, c. I-21, s. 35; Canada Revenue Agency, Public holidays',
      'https://www.canada.ca/en/revenue-agency/services/tax/public-holidays.html',
    ),
    'CA',
    ['One-off: 19 September 2022. A holiday on a weekend is observed on the next working day. Provincial holidays are left out.'],
    canadianFederal,
  ),
  plain(
    'au',
    'National public holidays in Australia',
    'Australia',
    official(
      'Fair Work Act 2009 s. 115; Fair Work Ombudsman, Public holidays',
      'https://www.fairwork.gov.au/employment-conditions/public-holidays',
    ),
    'AU',
    ['One-off: 22 September 2022. Days that differ by state (King’s Birthday, Labour Day, a day for Anzac Day on a weekend) are left out.'],
    asItIs,
    'library',
  ),
  plain(
    'br',
    'Feriados nacionais, Brasil',
    'Brazil',
    official(
      'Lei 662/1949, Lei 6.802/1980, Lei 14.759/2023; yearly federal portaria',
      'https://www.planalto.gov.br/ccivil_03/leis/l0662.htm',
    ),
    'BR',
    ['Carnival, Ash Wednesday and Corpus Christi are optional days and left out, as are election Sundays.'],
    (days) => {
      for (const [date, name] of [...days]) if (name === 'Dia de Eleição') days.delete(date);
    },
  ),
  {
    id: 'weekends',
    title: 'Weekends only',
    jurisdiction: 'Anywhere',
    source: { citation: 'House policy: Saturdays and Sundays', confirmed: true },
    library: null,
    substitutes: 'own',
    review: asItIs,
    notes: [],
  },
];
