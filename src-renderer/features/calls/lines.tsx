import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconDownload, IconPhone, IconPhoneOutgoing, IconWriting } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { type Desk, showError, useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { RecordingState } from './call-head.tsx';
import classes from './calls.module.css';
import { useAnswerWords } from './consent-words.ts';
import { agreedOnly } from './recording.ts';
import { RecordingsOfCall } from './recordings-of-call.tsx';
import { saveDocument } from './save-document.ts';

/** A call that is over: who called whom, when, whether it might be recorded, its note, and where its recordings lie. */
export function CallLine({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const { may } = useMe();
  const save = useSave();
  const Phone = call.direction === 'outbound' ? IconPhoneOutgoing : IconPhone;
  const who = call.person?.name || call.callerName || call.number.shown || t('unknownCaller');
  return (
    <li className={classes.line}>
      <Phone size={14} aria-hidden />
      <div>
        {t('part.withWhom', { direction: t(`part.${call.direction}`), who })}
        <small>{t('part.by', { when: format.dateTime(call.startedAt), name: call.by.name })}</small>
        <RecordingState sign={call.recording} only={agreedOnly(call.answers)} past />
        {call.note && (
          <p className={classes.lineNote} dir="auto">
            {call.note}
          </p>
        )}
        <RecordingsOfCall call={call} />
      </div>
      {may('consent.export') && (
        <Tooltip label={t('export.vcon')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            aria-label={t('export.vcon')}
            onClick={() => save((desk) => desk.consents.vcon({ callId: call.id }))}
          >
            <IconDownload size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

/** One record of the consent ledger, as it was said. */
export function ConsentLine({ record }: { readonly record: ConsentRecord }) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const { may } = useMe();
  const words = useWords();
  const answers = useAnswerWords();
  const save = useSave();
  const when = format.dateTime(record.at);
  return (
    <li className={classes.line}>
      <IconWriting size={14} aria-hidden />
      <div>
        {t('part.answers', { answers: answers(record.answers), method: t(`method.${record.method}`) })}
        <small>{t('part.by', { when, name: words.actor(record.by) })}</small>
        {record.verbatim && (
          <p className={classes.lineNote} dir="auto">
            {t('script.words', { words: record.verbatim })}
          </p>
        )}
      </div>
      {may('consent.export') && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('export.receiptOf', { when })}>
              <IconDownload size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('export.receipt')}</Menu.Label>
            {(['json', 'pdf'] as const).map((format) => (
              <Menu.Item key={format} onClick={() => save((desk) => desk.consents.receipt({ recordId: record.id, format }))}>
                {t(`export.${format}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

const STATE_ICON = { queued: IconClock, sent: IconClock, confirmed: IconCheck, failed: IconAlertTriangle };

/** An opt-out, and how far it is on its way. */
export function OptOutLine({ optOut }: { readonly optOut: OptOut }) {
  const { t } = useTranslation('calls');
  const { format } = useOffice();
  const words = useWords();
  const Icon = STATE_ICON[optOut.state];
  return (
    <li className={classes.line} data-state={optOut.state}>
      <Icon size={14} aria-hidden />
      <div>
        {t('part.optOut', { scope: words.preferenceScope(optOut.scope), channel: words.contactChannel(optOut.channel) })}
        <small>
          {[t(`state.${optOut.state}`), optOut.dueOn && optOut.state !== 'confirmed' && t('part.due', { day: format.date(optOut.dueOn) })]
            .filter(Boolean)
            .join(', ')}
        </small>
      </div>
    </li>
  );
}

/** Asks for a document and lets the person save it. */
export function useSave(): (make: (desk: Desk) => Promise<{ readonly name: string; readonly data: string }>) => void {
  const { client } = useDesk();
  return (make) => void make(client).then(saveDocument).catch(showError);
}
