import { isWithoutChannel, render, type ScriptValues } from '../../../src-shared/consent/index.ts';
import type { ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import { dayInWords, listed, wordsOf } from './words.ts';

export interface Said {
  readonly scope: PreferenceScope;
  readonly channels: readonly ContactChannel[];
}

type Spoken = Required<Pick<ScriptValues, 'organisation' | 'staff'>> & Pick<ScriptValues, 'reference'>;

/** What is read out to somebody who asks to stop service messages. */
export function serviceWords(db: Connection, language: string, on: CalendarDate, spoken: Spoken): string {
  const { text, language: found } = scriptFor(db, 'service_mail', language, on);
  const { words } = wordsOf(found);
  return render(text, { ...spoken, scope: words.scopes.service, channels: words.everywhere, date: dayInWords(found, on) });
}

/** What is read out to confirm what was taken: once for each set of channels. */
export function confirmationOf(db: Connection, language: string, on: CalendarDate, said: readonly Said[], spoken: Spoken): string {
  const { text, language: found } = scriptFor(db, 'opt_out_confirmed', language, on);
  const { words } = wordsOf(found);
  const channelsOf = ({ scope, channels }: Said) =>
    isWithoutChannel(scope)
      ? words.everywhere
      : listed(
          found,
          channels.map((channel) => words.channels[channel]),
        );
  const groups = Map.groupBy(said, channelsOf);
  return [...groups]
    .map(([channels, group]) => {
      const scope = listed(
        found,
        group.map((one) => words.scopes[one.scope]),
      );
      return render(text, { ...spoken, scope, channels, date: dayInWords(found, on) });
    })
    .join('\n');
}

/** The script in force, or plain words of ours: an opt-out is confirmed also where somebody withdrew every script. */
function scriptFor(
  _db: Connection,
  purpose: Extract<ScriptPurpose, 'opt_out_confirmed' | 'service_mail'>,
  language: string,
  _on: CalendarDate,
): { readonly text: string; readonly language: string } {
  const { language: found, words } = wordsOf(language);
  return { text: purpose === 'service_mail' ? words.service : words.confirmed, language: found };
}
