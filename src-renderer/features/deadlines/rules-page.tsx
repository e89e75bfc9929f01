import { Accordion, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegimeSummary } from '../../../src-shared/contract/deadlines.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { FormError } from '../../components/field-error.tsx';
import settings from '../settings/settings.module.css';
import classes from './settings-pages.module.css';
import { Counsel, Source } from './source.tsx';

/** Every set of rules the desk knows, in words, with where it is written. */
export function RulesSettings() {
  const { t } = useTranslation(['deadlines', 'settings']);
  const words = useWords();
  const { query } = useDesk();
  const { data, error } = useQuery(query.deadlines.regimes.queryOptions());
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<string[]>([]);
  const needles = typed.trim().toLocaleLowerCase().split(/\s+/);
  const textOf = ({ id, title, jurisdiction, kinds, rules }: RegimeSummary) =>
    [id, words.regime(id), title, jurisdiction, ...kinds.map(words.kind), ...rules.map(({ citation }) => citation)]
      .join(' ')
      .toLocaleLowerCase();
  const shown = (data?.regimes ?? []).filter((regime) => {
    const text = textOf(regime);
    return needles.every((needle) => text.includes(needle));
  });

  return (
    <section className={`${settings.section} ${settings.wide}`}>
      <Title order={2}>{t('settings:place.rules')}</Title>
      <p className={settings.lead}>{t('library.words')}</p>
      {error && <FormError>{wordsOf(error)}</FormError>}
      <TextInput
        mt={16}
        maw={420}
        role="searchbox"
        aria-label={t('library.search')}
        placeholder={t('library.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {data && (
        <Text size="xs" c="dimmed" mt={8} role="status">
          {shown.length === 0 ? t('library.nothing') : t('library.count', { count: shown.length })}
        </Text>
      )}
      <Accordion multiple value={open} onChange={setOpen} chevronPosition="left" mt={8} order={3} className={classes.library ?? ''}>
        {shown.map((regime) => {
          const key = `${regime.id}-${regime.version}`;
          return (
            <Accordion.Item key={key} value={key}>
              <Accordion.Control>
                <RegimeHead regime={regime} />
              </Accordion.Control>
              <Accordion.Panel>{open.includes(key) && <RegimeBody regime={regime} />}</Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </section>
  );
}

function RegimeHead({ regime }: { readonly regime: RegimeSummary }) {
  const { title, jurisdiction, rules } = regime;
  return (
    <span className={classes.regimeHead}>
      <b>{title}</b>
      <span>{jurisdiction}</span>
      <Span regime={regime} />
      {rules.some(({ confirmed }) => !confirmed) && <Counsel />}
    </span>
  );
}

/** From when to when a version holds. */
function Span({ regime: { effectiveFrom, effectiveTo } }: { readonly regime: RegimeSummary }) {
  const { t } = useTranslation('deadlines');
  const { format } = useOffice();
  const from = format.longDate(effectiveFrom);
  return <span>{effectiveTo === null ? t('library.since', { from }) : t('library.span', { from, to: format.longDate(effectiveTo) })}</span>;
}

const WHAT = [
  'acknowledge',
  'respond',
  'appeal_respond',
  'internal_target',
  'respond_roll',
  'acknowledge_roll',
  'appeal_respond_roll',
  'respond_extension',
  'appeal_respond_extension',
  'pause_identity',
  'pause_fee',
  'pause_clarification',
  'keep',
] as const;

function RegimeBody({ regime }: { readonly regime: RegimeSummary }) {
  const { t } = useTranslation('deadlines');
  const words = useWords();
  const { format } = useOffice();
  const { version, kinds, rules, notes } = regime;
  return (
    <div className={classes.regimeBody}>
      <p>
        {t('library.version', { version })} · {t('library.kinds')}: {format.list(kinds.map(words.kind))}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('library.rule')}</th>
            <th scope="col">{t('library.words2')}</th>
            <th scope="col">{t('library.where')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => {
            const what = WHAT.find((one) => one === rule.what.replaceAll(' ', '_'));
            return (
              <tr key={rule.what}>
                <th scope="row">{what ? t(`what.${what}`) : rule.what}</th>
                <td>{rule.words}</td>
                <td>
                  <Source {...rule} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {notes.length > 0 && (
        <ul aria-label={t('library.notes')}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
