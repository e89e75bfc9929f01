import { Button, Group, Modal, Select, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_PURPOSES, type ConsentAnswer, type ConsentPurpose, RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import { useSubmit } from '../../components/use-submit.ts';

const RECORDING: readonly ConsentPurpose[] = RECORDING_PURPOSES;

/** A consent, refusal or withdrawal that came by letter or mail. Recording is agreed to on a call only, and may be taken back here. */
export function RecordConsent({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['calls', 'app']);
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [purpose, setPurpose] = useState<ConsentPurpose>('marketing_email');
  const [answer, setAnswer] = useState<ConsentAnswer>('withdrawn');
  const [verbatim, setVerbatim] = useState('');
  const offered = RECORDING.includes(purpose) ? (['withdraw', 'refuse'] as const) : (['withdraw', 'refuse', 'grant'] as const);
  const { submit, busy, problem } = useSubmit(async () => {
    await client.consents.record({ personId, answers: [{ purpose, answer }], method: 'written', verbatim });
    announce(t('record.done'));
    void queryClient.invalidateQueries({ queryKey: query.consents.key() });
    void queryClient.invalidateQueries({ queryKey: query.optOuts.key() }); // a "no" to marketing is one
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={t('record.title')} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <form
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Select
          data-autofocus
          label={t('record.purpose')}
          data={CONSENT_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
          value={purpose}
          onChange={(value) => {
            if (!value) return;
            setPurpose(value as ConsentPurpose);
            if (RECORDING.includes(value as ConsentPurpose) && answer === 'granted') setAnswer('withdrawn');
          }}
        />
        <Select
          mt="sm"
          label={t('record.answer')}
          data={offered.map((value) => ({ value: ANSWER[value], label: t(`record.${value}`) }))}
          value={answer}
          onChange={(value) => value && setAnswer(value as ConsentAnswer)}
        />
        <Textarea
          mt="sm"
          label={t('record.verbatim')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          value={verbatim}
          onChange={(event) => setVerbatim(event.currentTarget.value)}
        />
        <FormError>{problem}</FormError>
        <Group justify="end" mt="md">
          <Button type="submit" size="sm" loading={busy} rightSection={<KeyCap combination="mod+enter" />}>
            {t('record.go')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

const ANSWER = { withdraw: 'withdrawn', refuse: 'refused', grant: 'granted' } as const;
