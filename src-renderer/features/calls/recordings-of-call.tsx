import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import classes from './calls.module.css';
import { LinkRecording } from './link-recording.tsx';
import { wasTakenBack } from './recording.ts';

/** The recordings of a call that is over, where they lie, and the way to link one where its consent covers that. */
export function RecordingsOfCall({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const { may } = useMe();
  const [linking, setLinking] = useState(false);
  const { recordings, recording } = call;
  return (
    <>
      {recordings.length > 0 && (
        <ul className={classes.recordings} aria-label={t('link.linked')}>
          {recordings.map(({ system, externalId, sha256, at }) => (
            <li key={`${system} ${externalId} ${sha256}`}>
              {t('link.one', { system, externalId })}
              <small>{t('link.when', { when: format.dateTime(at) })}</small>
              <small>
                {t('link.hash')} <code>{sha256}</code>
              </small>
            </li>
          ))}
        </ul>
      )}
      {recording === 'allowed' && may('call.take') && (
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconLink size={12} aria-hidden />}
            onClick={() => setLinking(true)}
          >
            {t(recordings.length > 0 ? 'link.another' : 'link.button')}
          </Button>
        </div>
      )}
      {recording !== 'allowed' && <small>{t(wasTakenBack(call.answers) ? 'link.takenBack' : 'link.nobodyAgreed')}</small>}
      {linking && <LinkRecording callId={call.id} onClose={() => setLinking(false)} />}
    </>
  );
}
