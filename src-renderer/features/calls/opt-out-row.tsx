import { Button, Menu } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import { useStage } from './panel-keys.tsx';
import { isStaged, OPT_OUT_KEYS, OTHER_OPT_OUTS } from './staged.ts';
import type { Typing } from './use-call.ts';

interface Props {
  readonly typing: Typing;
  readonly othersOpen: boolean;
  readonly onOthers: (open: boolean) => void;
  /** Service mail is not stopped; what is said about it is shown instead. */
  readonly onService: () => void;
}

/** What the caller wants no more of. It is taken when the call is done. */
export function OptOutRow({ typing, othersOpen, onOthers, onService }: Props) {
  const { t } = useTranslation('calls');
  const words = useWords();
  const stage = useStage(typing);
  const staged = typing.call.optOuts;
  const others = OTHER_OPT_OUTS.filter(({ scope, channels }) => isStaged(staged, scope, channels));
  return (
    <fieldset className={classes.answers} aria-label={t('optOut.label')}>
      <span className={classes.quiet}>{t('optOut.label')}</span>
      {OPT_OUT_KEYS.map(({ id, scope, channels }) => {
        const pressed = isStaged(staged, scope, channels);
        return (
          <Button
            key={id}
            variant={pressed ? 'filled' : 'default'}
            aria-pressed={pressed}
            leftSection={pressed ? <IconCheck size={13} aria-hidden /> : null}
            rightSection={<KeyHint scope="call" action={id} />}
            onClick={() => stage(scope, channels, t(`optOut.key.${id}`))}
          >
            {t(`optOut.short.${id}`)}
          </Button>
        );
      })}
      <Menu opened={othersOpen} onChange={onOthers} position="top-start" returnFocus>
        <Menu.Target>
          <Button
            variant={others.length > 0 ? 'light' : 'default'}
            leftSection={<IconDots size={13} aria-hidden />}
            rightSection={<KeyHint scope="call" action="others" />}
          >
            {others.length > 0 ? others.map(({ scope }) => words.preferenceScope(scope)).join(', ') : t('optOut.others')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {OTHER_OPT_OUTS.map(({ scope, channels }) => {
            const pressed = isStaged(staged, scope, channels);
            return (
              <Menu.Item
                key={scope}
                leftSection={pressed ? <IconCheck size={13} aria-hidden /> : <span className={classes.blank} />}
                onClick={() => stage(scope, channels, words.preferenceScope(scope))}
              >
                {words.preferenceScope(scope)}
                {pressed && t('optOut.staged')}
              </Menu.Item>
            );
          })}
          <Menu.Divider />
          <Menu.Item leftSection={<span className={classes.blank} />} onClick={onService}>
            {t('optOut.service')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}
