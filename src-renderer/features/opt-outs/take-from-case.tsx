import { Button, Modal } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRequest } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useDates } from '../deadlines/dates-context.tsx';
import classes from './opt-outs.module.css';
import { TakeForm, type TakenOptOuts } from './take-form.tsx';
import { Taken } from './taken.tsx';
import { type Draft, GIVEN_FIELDS } from './taking.ts';

/** On a request to be left alone: takes the opt-out, or another one where one was taken. */
export function TakeFromCase({ request }: { readonly request: CaseRequest }) {
  const { may } = useMe();
  const { detail } = useDates();
  const { query } = useDesk();
  const asks = request.kind === 'opt_out' && may('opt_out.take');
  const { data } = useQuery(query.optOuts.list.queryOptions({ input: { caseId: detail.row.id, limit: 1 }, enabled: asks }));
  if (!asks || !data || request.outcome !== null || detail.row.status === 'closed') return null;
  return <Take detail={detail} again={data.optOuts.length > 0} />;
}

function Take({ detail, again }: { readonly detail: CaseDetail; readonly again: boolean }) {
  const { t } = useTranslation(['optOuts', 'app']);
  const [open, setOpen] = useState(false);
  const [taken, setTaken] = useState<TakenOptOuts | null>(null);
  const close = () => {
    setOpen(false);
    setTaken(null);
  };
  return (
    <div>
      <Button
        size="compact-xs"
        variant={again ? 'subtle' : 'default'}
        {...(again && { ml: -8 })}
        mt={6}
        mb={2}
        leftSection={<IconBellOff size={12} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t(again ? 'onCase.more' : 'onCase.take')}
      </Button>
      <Modal opened={open} onClose={close} title={t('onCase.take')} size={860} closeButtonProps={{ 'aria-label': t('app:close') }}>
        <p className={classes.lead}>{t('onCase.words', { reference: detail.row.reference })}</p>
        {taken ? (
          <Taken taken={taken} linked={taken.case?.id !== detail.row.id}>
            <Button onClick={close}>{t('onCase.done')}</Button>
          </Taken>
        ) : (
          <FormOfCase detail={detail} onTaken={setTaken} />
        )}
      </Modal>
    </div>
  );
}

/** The form, with what the case knows of who asks. What is masked for this reader is not filled in. */
function FormOfCase({ detail, onTaken }: { readonly detail: CaseDetail; readonly onTaken: (taken: TakenOptOuts) => void }) {
  const { query } = useDesk();
  const { row, requester } = detail;
  const { data: identity, isPending } = useQuery(query.identity.ofCase.queryOptions({ input: { caseId: row.id } }));
  if (isPending) return null; // a few milliseconds: nothing that blinks
  const contacts = GIVEN_FIELDS.filter((field) => field !== 'name');
  const clear = (field: (typeof contacts)[number]) => (requester[field]?.masked === false ? requester[field].value : '');
  const subject = identity?.subject;
  const start: Partial<Draft> = {
    person: subject ? { id: subject.id, name: subject.name } : null,
    name: requester.name,
    email: clear('email'),
    phone: clear('phone'),
    address: clear('address'),
    channel: row.channel,
    country: requester.country,
    region: requester.region,
    ...(row.language !== null && { language: row.language }),
  };
  return (
    <TakeForm
      start={start}
      from={{ id: row.id, masked: contacts.filter((field) => requester[field]?.masked === true) }}
      onTaken={onTaken}
    />
  );
}
