import { Checkbox } from '@mantine/core';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWithoutChannel, OPT_OUT_SCOPES } from '../../../src-shared/consent/index.ts';
import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import { CONTACT_CHANNELS, type PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import { useWords } from '../../app/words.ts';
import { isStaged, toggled } from '../calls/staged.ts';
import classes from './opt-outs.module.css';
import { channelsOf, moved } from './taking.ts';
import { useOptOutWords } from './use-words.ts';

/** Service mail is among them to be answered: it is not taken. */
const SCOPES: readonly PreferenceScope[] = [...OPT_OUT_SCOPES, 'service'];
const CHANNELS = ['all', ...CONTACT_CHANNELS] as const;

const cellsOf = (scope: PreferenceScope): readonly (typeof CHANNELS)[number][] =>
  isWithoutChannel(scope) || scope === 'service' ? ['all'] : CHANNELS;
const LENGTHS = SCOPES.map((scope) => cellsOf(scope).length);

interface Props {
  readonly optOuts: readonly StagedOptOut[];
  readonly invalid: boolean;
  readonly onChange: (optOuts: StagedOptOut[]) => void;
  /** The switch that Tab leads to. */
  readonly ref?: Ref<HTMLInputElement>;
}

/** Every scope on every channel as a switch. One stop for Tab; arrows move, Space chooses. */
export function ScopeGrid({ optOuts, invalid, onChange, ref }: Props) {
  const { t } = useTranslation('optOuts');
  const words = useWords();
  const { whatOf } = useOptOutWords();
  const [at, setAt] = useState({ row: 0, column: 0 });

  function press(event: KeyboardEvent<HTMLTableElement>) {
    const to = moved(event.key, at.row, at.column, LENGTHS);
    if (!to) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelector<HTMLInputElement>(`[data-cell="${to.row} ${to.column}"]`)?.focus();
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked with the arrow keys is a grid
    <table role="grid" className={classes.grid} aria-label={t('take.what')} onKeyDown={press}>
      <thead>
        <tr>
          <th scope="col">
            <span>{t('take.what')}</span>
          </th>
          {CHANNELS.map((channel) => (
            <th key={channel} scope="col">
              {channel === 'all' ? t('take.all') : t(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SCOPES.map((scope, row) => (
          <tr key={scope}>
            <th scope="row">{words.preferenceScope(scope)}</th>
            {cellsOf(scope).map((channel, column) => {
              const channels = channelsOf(scope, channel);
              const on = isStaged(optOuts, scope, channels);
              const here = at.row === row && at.column === column;
              return (
                <td key={channel} colSpan={cellsOf(scope).length === 1 ? CHANNELS.length : 1}>
                  <Checkbox
                    size="xs"
                    {...(here && ref && { ref })}
                    tabIndex={here ? 0 : -1}
                    data-cell={`${row} ${column}`}
                    aria-label={
                      channel === 'all' && cellsOf(scope).length > 1
                        ? t('take.allOf', { scope: words.preferenceScope(scope) })
                        : whatOf(scope, channels[0]!)
                    }
                    aria-invalid={invalid || undefined}
                    checked={on}
                    indeterminate={!on && channels.some((one) => isStaged(optOuts, scope, [one]))}
                    onFocus={() => setAt({ row, column })}
                    onChange={() => onChange(toggled(optOuts, scope, channels))}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
