import { useTranslation } from 'react-i18next';
import { isWithoutChannel } from '../../../src-shared/consent/index.ts';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';

interface Stopped {
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
}

/** How opt-outs are said. */
export function useOptOutWords() {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const words = useWords();
  const withoutChannel = (scope: PreferenceScope) => isWithoutChannel(scope) || scope === 'service';

  /** `Marketing by email`; what is done with data knows no channel. */
  const whatOf = (scope: PreferenceScope, channel: ContactChannel): string =>
    withoutChannel(scope)
      ? words.preferenceScope(scope)
      : t('what', { scope: words.preferenceScope(scope), channel: words.contactChannel(channel) });
  return {
    whatOf,
    /** The same inside a sentence: `marketing by email`. */
    whatIn: (scope: PreferenceScope, channel: ContactChannel): string =>
      withoutChannel(scope) ? t(`stopped.${scope}`) : t('what', { scope: t(`stopped.${scope}`), channel: words.contactChannel(channel) }),
    /** Several at once: `Marketing by email and by post; Any contact by phone`. */
    allOf: (stopped: readonly Stopped[]): string =>
      [...Map.groupBy(stopped, ({ scope }) => scope)]
        .map(([scope, group]) =>
          withoutChannel(scope)
            ? words.preferenceScope(scope)
            : t('what', {
                scope: words.preferenceScope(scope),
                channel: format.list([...new Set(group.map(({ channel }) => words.contactChannel(channel)))]),
              }),
        )
        .join('; '),
    /** Where the desk knows it from: an opt-out, a list that was taken in, or a preference on file. */
    sourceOf(source: string): string {
      if (source.startsWith('opt_out:')) return t('check.source.opt_out');
      if (source.startsWith('list:')) return t('check.source.list', { name: source.slice('list:'.length) });
      return t('check.source.preference', { source: words.source(source) });
    },
  };
}
