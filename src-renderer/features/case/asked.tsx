import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRequest } from '../../../src-shared/contract/cases.ts';
import { REQUEST_KINDS, type RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import { Picker } from './picker.tsx';
import { RequestCard } from './request-card.tsx';
import { useRequestChanges } from './request-changes.ts';
import { Section } from './section.tsx';

export interface AskedHandle {
  setOutcome(requestId: string): void;
  add(): void;
}

interface Props {
  readonly ref: RefObject<AskedHandle | null>;
  readonly detail: CaseDetail;
  /** What to open at once, where one came for that. */
  readonly act: 'outcome' | 'request' | null;
}

/** What is asked, and how each request was answered. */
export function Asked({ ref, detail, act }: Props) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { may } = useMe();
  const { row, requests } = detail;
  const changes = useRequestChanges(detail);
  const undecided = requests.find(({ outcome }) => outcome === null) ?? null;
  const [deciding, setDeciding] = useState<string | null>(act === 'outcome' ? (undecided?.id ?? null) : null);
  const [picking, setPicking] = useState<'add' | CaseRequest | null>(act === 'request' ? 'add' : null);
  const editable = may('case.work') && row.status !== 'closed';
  const unconfirmed = requests.find(({ confirmed }) => !confirmed) ?? null;
  const first = useRef(requests[0]);
  useEffect(() => {
    first.current = requests[0];
  });

  useImperativeHandle(ref, () => ({ setOutcome: setDeciding, add: () => setPicking('add') }));
  useKeys('case.asked', [
    {
      id: 'outcome',
      keys: ['o'],
      label: t('keys.outcome'),
      when: editable && requests.length > 0,
      run: () => setDeciding((undecided ?? first.current)?.id ?? null),
    },
    {
      id: 'confirm',
      keys: ['y'],
      label: t('keys.confirm'),
      when: editable && unconfirmed !== null,
      run: () => unconfirmed && void changes.setKind(unconfirmed, unconfirmed.kind),
    },
    {
      id: 'kind',
      keys: ['t'],
      label: t('keys.kind'),
      when: editable && requests.length > 0,
      run: () => setPicking(unconfirmed ?? first.current ?? null),
    },
    { id: 'add', keys: ['r'], label: t('keys.add'), when: editable, run: () => setPicking('add') },
  ]);

  const picked = picking === 'add' || picking === null ? null : picking;
  const held = new Set(requests.map(({ kind }) => kind));
  return (
    <Section
      title={t('asked.title')}
      action={
        editable && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            leftSection={<IconPlus size={12} aria-hidden />}
            rightSection={<KeyHint scope="case.asked" action="add" />}
            onClick={() => setPicking('add')}
          >
            {t('asked.add')}
          </Button>
        )
      }
    >
      {requests.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          editable={editable}
          removable={requests.length > 1}
          deciding={deciding === request.id}
          keyed={{ outcome: request.id === undecided?.id, confirm: request.id === unconfirmed?.id }}
          onDecide={(open) => setDeciding(open ? request.id : null)}
          onKind={() => setPicking(request)}
          changes={changes}
        />
      ))}
      <Picker
        opened={picking !== null}
        onClose={() => setPicking(null)}
        label={picked ? t('asked.changeKind', { kind: words.kind(picked.kind) }) : t('asked.add')}
        nothing={t('asked.noKind')}
        options={REQUEST_KINDS.filter((kind) => picked !== null || !held.has(kind)).map((kind) => ({
          value: kind,
          label: words.kind(kind),
          current: kind === picked?.kind,
          ...(kind === 'legal_process' && { hint: t('asked.seals') }),
        }))}
        onPick={(value) => {
          setPicking(null);
          if (picked) void changes.setKind(picked, value as RequestKind);
          else void changes.add(value as RequestKind);
        }}
      />
    </Section>
  );
}
