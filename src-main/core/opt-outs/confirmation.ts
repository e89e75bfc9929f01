import { isWithoutChannel, render, type ScriptValues } from '../../../src-shared/consent/index.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import { type ScriptsService, scriptInForce } from '../scripts/service.ts';

export interface Said {
  readonly scope: PreferenceScope;
  readonly channels: readonly ContactChannel[];
}

/** How a language says scopes and channels. */
export type Words = Pick<ScriptsService, 'words'>;

/** What a confirmation is made of: the day from which it holds, and who speaks for whom. */
export interface Spoken extends ScriptValues {
  readonly language: string;
  readonly on: CalendarDate;
}

/** What is read out to somebody who asks to stop service messages. */
export function serviceWords(db: Connection, scripts: Words, { language, on, ...values }: Spoken): string {
  const script = scriptInForce(db, 'service_mail', language, on);
  const words = scripts.words(script.language);
  return render(script.text, {
    ...values,
    scope: words.scopes.service,
    channels: words.allChannels,
    date: dayInWords(script.language, on),
  });
}

/** What is read out to confirm what was taken, in the language of the script that is there: once for each set of channels. */
export function confirmationOf(db: Connection, scripts: Words, said: readonly Said[], { language, on, ...values }: Spoken): string {
  const script = scriptInForce(db, 'opt_out_confirmed', language, on);
  const words = scripts.words(script.language);
  const channelsOf = ({ scope, channels }: Said) =>
    isWithoutChannel(scope)
      ? words.allChannels
      : listed(
          words.language,
          channels.map((channel) => words.channels[channel]),
        );
  return [...Map.groupBy(said, channelsOf)]
    .map(([channels, group]) => {
      const scopes = group.map(({ scope }) => words.scopes[scope]);
      return render(script.text, {
        ...values,
        scope: listed(words.language, scopes),
        channels,
        date: dayInWords(script.language, on),
      });
    })
    .join('\n');
}

export const listed = (language: string, parts: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);

/** A day as it is said: `September 3, 2026`. */
const dayInWords = (language: string, date: CalendarDate): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
