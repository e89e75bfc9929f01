/** The shipped calendars of public holidays, and `weekends`: none but Saturday and Sunday. */
export const CALENDARS = [
  'us-federal',
  'us-ca',
  'ca',
  'gb-eng',
  'gb-sct',
  'gb-nir',
  'ie',
  'de-be',
  'de-by',
  'de-nw',
  'fr',
  'es',
  'nl',
  'it',
  'au',
  'br',
  'weekends',
] as const;
export type Calendar = (typeof CALENDARS)[number];

const BY_ZONE: readonly (readonly [RegExp, Calendar])[] = [
  [/^America\/(Los_Angeles|Tijuana)$/, 'us-ca'],
  [
    /^(America\/(New_York|Detroit|Chicago|Denver|Phoenix|Boise|Anchorage|Juneau|Indiana|Kentucky|North_Dakota)|Pacific\/Honolulu|US\/)/,
    'us-federal',
  ],
  [
    /^(America\/(Toronto|Vancouver|Edmonton|Winnipeg|Halifax|Regina|St_Johns|Montreal|Moncton|Whitehorse|Yellowknife|Iqaluit)|Canada\/)/,
    'ca',
  ],
  [/^America\/(Sao_Paulo|Fortaleza|Recife|Bahia|Belem|Manaus|Cuiaba|Campo_Grande|Porto_Velho|Rio_Branco|Maceio|Araguaina)$/, 'br'],
  [/^Europe\/(London|Jersey|Guernsey|Isle_of_Man)$/, 'gb-eng'],
  [/^Europe\/Belfast$/, 'gb-nir'],
  [/^Europe\/Dublin$/, 'ie'],
  [/^Europe\/(Berlin|Busingen)$/, 'de-be'],
  [/^Europe\/Paris$/, 'fr'],
  [/^(Europe\/Madrid|Atlantic\/Canary|Africa\/Ceuta)$/, 'es'],
  [/^Europe\/Amsterdam$/, 'nl'],
  [/^Europe\/(Rome|San_Marino|Vatican)$/, 'it'],
  [/^Australia\//, 'au'],
];

/** The calendar most likely meant by an office in this zone; `weekends` where none is shipped for it. */
export function guessCalendar(timeZone: string): Calendar {
  return BY_ZONE.find(([zone]) => zone.test(timeZone))?.[1] ?? 'weekends';
}

export function isCalendar(id: string): id is Calendar {
  return (CALENDARS as readonly string[]).includes(id);
}
