import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { Section } from '../case/section.tsx';
import classes from './calls.module.css';
import { CallLine, ConsentLine, OptOutLine } from './lines.tsx';

const MOST = 20;

/** What was said on the phone about a case: its calls, what was agreed to or refused, and what was opted out of. */
export function CaseCalls({ caseId }: { readonly caseId: string }) {
  const { may } = useMe();
  return may('call.take') && may('consent.read') ? <Shown caseId={caseId} /> : null;
}

function Shown({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation('calls');
  const { query } = useDesk();
  const input = { caseId, limit: MOST };
  const calls = useQuery(query.calls.list.queryOptions({ input }));
  const consents = useQuery(query.consents.history.queryOptions({ input }));
  const optOuts = useQuery(query.optOuts.list.queryOptions({ input }));
  const error = calls.error ?? consents.error ?? optOuts.error;
  const ready = calls.data && consents.data && optOuts.data;
  const nothing = ready && calls.data.calls.length + consents.data.records.length + optOuts.data.optOuts.length === 0;
  return (
    <Section title={t('part.title')}>
      {error && (
        <Text size="sm" c="dimmed">
          {t('part.failed', { why: wordsOf(error) })}
        </Text>
      )}
      {nothing && (
        <Text size="sm" c="dimmed">
          {t('part.none')}
        </Text>
      )}
      {ready && !nothing && (
        <ul className={classes.lines}>
          {calls.data.calls.map((call) => (
            <CallLine key={call.id} call={call} />
          ))}
          {consents.data.records.map((record) => (
            <ConsentLine key={record.id} record={record} />
          ))}
          {optOuts.data.optOuts.map((optOut) => (
            <OptOutLine key={optOut.id} optOut={optOut} />
          ))}
        </ul>
      )}
    </Section>
  );
}
