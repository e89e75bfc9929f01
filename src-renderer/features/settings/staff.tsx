import { Button, Group, Table, Title, VisuallyHidden } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { FormError } from '../../components/field-error.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './settings.module.css';
import { type StaffAct, StaffDialogs } from './staff-dialogs.tsx';
import { StaffRow } from './staff-row.tsx';

/** Who works on this desk. Administrators change it; the others see it. */
export function StaffSettings() {
  const { t } = useTranslation('settings');
  const { query } = useDesk();
  const { may } = useMe();
  const { data, error } = useQuery(query.staff.list.queryOptions());
  const [act, setAct] = useState<StaffAct | null>(null);
  const manages = may('staff.manage');
  useKeys('staff', [{ id: 'add', keys: ['a'], label: t('staff.add'), run: () => setAct({ act: 'add' }), when: manages }]);

  const here = data?.staff.filter(({ state }) => state !== 'removed') ?? [];
  const gone = data?.staff.filter(({ state }) => state === 'removed') ?? [];

  return (
    <section className={`${classes.section} ${classes.wide}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>{t('place.staff')}</Title>
          <p className={classes.lead}>{t('staff.words')}</p>
        </div>
        {manages && (
          <Button
            flex="none"
            leftSection={<IconUserPlus size={15} aria-hidden />}
            rightSection={<KeyHint scope="staff" action="add" />}
            onClick={() => setAct({ act: 'add' })}
          >
            {t('staff.add')}
          </Button>
        )}
      </Group>
      <FormError>{error ? wordsOf(error) : null}</FormError>
      {data && (
        <Table className={classes.table ?? ''} verticalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('staff.name')}</Table.Th>
              <Table.Th>{t('staff.roles')}</Table.Th>
              <Table.Th>{t('staff.since')}</Table.Th>
              {manages && (
                <Table.Th>
                  <VisuallyHidden>{t('staff.acts')}</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...here, ...gone].map((member) => (
              <StaffRow key={member.id} member={member} manages={manages} onAct={setAct} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <StaffDialogs act={act} onClose={() => setAct(null)} />
    </section>
  );
}
