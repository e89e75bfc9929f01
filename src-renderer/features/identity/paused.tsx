import { Button } from '@mantine/core';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';

/** A verification that stands still: until when, why, and who can let it go on. */
export function Paused({ identity: { pause } }: { readonly identity: Pick<CaseIdentity, 'pause'> }) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  const { mayUnlock, open } = useIdentity();
  if (!pause) return null;
  return (
    <div className={classes.paused} role="note">
      <IconPlayerPauseFilled size={14} aria-hidden />
      <div>
        <p>
          {words.pause(pause)} {!mayUnlock && t('pause.manager')}
        </p>
        {mayUnlock && (
          <Button size="compact-xs" variant="default" mt={6} aria-haspopup="dialog" onClick={() => open({ what: 'unlock' })}>
            {t('unlock.button')}
          </Button>
        )}
      </div>
    </div>
  );
}
