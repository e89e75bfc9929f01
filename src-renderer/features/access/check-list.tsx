import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { RelativeTime } from '../../components/date-time.tsx';
import classes from './access.module.css';
import { AnswerSign } from './answer-sign.tsx';
import { useSentence } from './use-sentence.ts';

interface Props {
  /** Of a person, an account or a case; of all where none is said. */
  readonly of?: { readonly personId?: string; readonly accountId?: string; readonly caseId?: string };
  readonly limit?: number;
  readonly nothing: string;
}

/** Checks as they were answered, newest first. */
export function CheckList({ of = {}, limit = 10, nothing }: Props) {
  const { t } = useTranslation('access');
  const { query } = useDesk();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    query.access.checks.infiniteOptions({
      input: (before: string | null) => ({ ...of, before, limit }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.checks.at(-1)?.id ?? null) : null),
    }),
  );
  const checks = data?.pages.flatMap((page) => page.checks) ?? [];
  if (error)
    return (
      <Text size="sm" c="dimmed">
        {t('checks.failed')}: {wordsOf(error)}
      </Text>
    );
  if (!data) return null;
  if (checks.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {nothing}
      </Text>
    );
  return (
    <>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} withCase={!('caseId' in of)} />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="compact-xs" variant="default" mt={8} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('checks.older')}
        </Button>
      )}
    </>
  );
}

function CheckLine({ check, withCase }: { readonly check: AccessCheck; readonly withCase: boolean }) {
  const { t } = useTranslation('access');
  const { answer, rest } = useSentence()(check);
  return (
    <li>
      <AnswerSign answer={check.answer} size={14} />
      <div>
        <p>
          <b>{answer}:</b> {rest}
        </p>
        <p className={classes.quiet}>
          <RelativeTime at={check.at} /> · {t('checks.by', { name: check.by })}
          {withCase && check.case && (
            <>
              {' · '}
              <Link
                to="/case/$reference"
                params={{ reference: check.case.reference }}
                search={{ id: check.case.id }}
                className={classes.link}
              >
                {check.case.reference}
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  );
}
