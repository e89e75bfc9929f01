import { Button, Group, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { type CatalogueEntry, KEY_CATALOGUE } from '../../app/key-catalogue.ts';
import { isCharacterKey, remapped } from '../../app/key-match.ts';
import { AppearanceControl } from '../../app/person-menu.tsx';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { KeyRow } from './key-row.tsx';
import classes from './settings.module.css';

/** Keys and appearance: this computer's and this person's, kept beside the desk and not in it. */
export function KeySettings() {
  const { t } = useTranslation('settings');
  const { characterKeys, remap } = usePreferences();
  return (
    <>
      <section className={classes.section}>
        <Title order={2}>{t('appearance.title')}</Title>
        <p className={classes.lead}>{t('appearance.words')}</p>
        <Group mt={14}>
          <AppearanceControl />
        </Group>
      </section>
      <section className={classes.section}>
        <Title order={2}>{t('keys.title')}</Title>
        <p className={classes.lead}>{t('keys.words')}</p>
        <Switch
          mt={16}
          checked={characterKeys}
          label={t('keys.single')}
          description={t('keys.singleHint')}
          onChange={(event) => changePreferences({ characterKeys: event.currentTarget.checked })}
        />
        <KeyTable />
        {Object.keys(remap).length > 0 && (
          <Button
            mt={16}
            variant="default"
            onClick={() => {
              changePreferences({ remap: {} });
              announce(t('keys.resetDone'));
            }}
          >
            {t('keys.resetAll')}
          </Button>
        )}
      </section>
    </>
  );
}

const nameOf = ({ scope, id }: CatalogueEntry) => `${scope}.${id}`;

function KeyTable() {
  const { t } = useTranslation([
    'settings',
    'app',
    'queue',
    'case',
    'intake',
    'vocabulary',
    'deadlines',
    'identity',
    'access',
    'directory',
    'optOuts',
    'calls',
  ]);
  const { remap } = usePreferences();
  const [changing, setChanging] = useState<string | null>(null);

  const keysOf = (entry: CatalogueEntry) => remapped(entry.keys, remap[nameOf(entry)]);

  /** Who has this key already, among the actions that are on the page together with `entry`. */
  function holderOf(key: string, entry: CatalogueEntry): CatalogueEntry | undefined {
    const group = KEY_CATALOGUE.find(({ actions }) => actions.includes(entry))?.title;
    // The call panel's keys act inside of it, before all others: they meet only each other.
    const together = KEY_CATALOGUE.filter(
      ({ title }) => title === group || (title !== 'call' && group !== 'call' && (title === 'everywhere' || group === 'everywhere')),
    );
    return together.flatMap(({ actions }) => actions).find((other) => other !== entry && keysOf(other).includes(key));
  }

  function give(entry: CatalogueEntry, keys: readonly string[] | null) {
    const { [nameOf(entry)]: _before, ...rest } = remap;
    changePreferences({ remap: keys === null ? rest : { ...rest, [nameOf(entry)]: [...keys] } });
    setChanging(null);
  }

  return KEY_CATALOGUE.map(({ title, actions }) => (
    <div key={title}>
      <Text component="h3" fw={600} size="sm" className={classes.group ?? ''}>
        {t(`keys.group.${title}`)}
      </Text>
      {actions.map((entry) => (
        <KeyRow
          key={nameOf(entry)}
          label={t(entry.label)}
          keys={keysOf(entry)}
          usual={!(nameOf(entry) in remap)}
          changing={changing === nameOf(entry)}
          onChange={() => setChanging(nameOf(entry))}
          onCancel={() => setChanging(null)}
          onReset={() => give(entry, null)}
          onKey={(key) => {
            if (!isCharacterKey(key) && !/^(mod|alt)\+/.test(key)) return t('keys.reserved');
            const holder = holderOf(key, entry);
            if (holder) return t('keys.taken', { label: t(holder.label) });
            give(entry, [key]);
            return null;
          }}
        />
      ))}
    </div>
  ));
}
