import { Anchor, Modal, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../components/keys-hint.tsx';
import classes from './key-help.module.css';
import { isCharacterKey } from './key-match.ts';
import { type ScopedAction, useActions } from './keys.tsx';
import { usePreferences } from './preferences.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** All keys of the page that is open, under `?`. */
export function KeyHelp({ opened, onClose }: Props) {
  const { t } = useTranslation('app');
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} size={640} closeButtonProps={{ 'aria-label': t('close') }}>
      <KeyLists />
      <Text size="sm" c="dimmed" mt="md">
        {t('keys.change')}{' '}
        <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/settings/keys" onClick={onClose} {...props} />}>
          {t('keys.settings')}
        </Anchor>
      </Text>
    </Modal>
  );
}

function KeyLists() {
  const { t } = useTranslation('app');
  const { characterKeys } = usePreferences();
  const actions = useActions()().filter(({ keys }) => keys.some((key) => characterKeys || !isCharacterKey(key)));
  const own = actions.filter(({ within }) => within);
  const page = actions.filter(({ scope, within }) => !within && !scope.startsWith('app'));
  const everywhere = actions.filter(({ scope }) => scope.startsWith('app'));
  return (
    <div className={classes.columns} data-autofocus tabIndex={-1}>
      {own.length > 0 && <KeyList title={t('keys.call')} actions={own} />}
      {page.length > 0 && <KeyList title={t('keys.here')} actions={page} />}
      <KeyList title={t('keys.everywhere')} actions={everywhere} />
    </div>
  );
}

function KeyList({ title, actions }: { readonly title: string; readonly actions: readonly ScopedAction[] }) {
  return (
    <section>
      <Title order={3} mb={6}>
        {title}
      </Title>
      <dl className={classes.list}>
        {actions.map(({ scope, id, label, keys }) => (
          <div key={`${scope}.${id}`}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <KeyCap key={key} combination={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
