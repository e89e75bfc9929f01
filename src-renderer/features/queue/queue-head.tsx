import { Button, Group, Menu, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconArrowsSort, IconBookmark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SORTS, type Sort } from '../../../src-shared/contract/cases.ts';
import { DEFAULT_SORT } from '../../app/address.ts';
import { useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import type { Staff } from '../case/people.ts';
import { QueueMenu } from '../deadlines/queue-menu.tsx';
import { FilterChips, FilterMenu } from './filter-menu.tsx';
import { isFiltered, nextSort } from './filters.ts';
import classes from './queue-page.module.css';
import { RemoveView, SaveView } from './saved-view.tsx';
import type { Place } from './use-queue.ts';

interface Props {
  readonly place: Place;
  readonly go: (to: Partial<Place>) => void;
  readonly total: number;
  readonly more: boolean;
  readonly staff: Staff;
}

/** Which queue this is: its name, how many, what it is narrowed to, its order. */
export function QueueHead({ place, go, total, more, staff }: Props) {
  const { t } = useTranslation(['queue', 'vocabulary']);
  const words = useWords();
  const { format } = useOffice();
  const { query } = useDesk();
  const [saving, setSaving] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { data } = useQuery(query.views.list.queryOptions());
  const saved = data?.views.find(({ id }) => id === place.saved) ?? null;
  const canSave =
    !saved && (isFiltered(place.filter) || place.sort.by !== DEFAULT_SORT.by || place.sort.direction !== DEFAULT_SORT.direction);
  const clear = () => go({ filter: {}, saved: null });

  useKeys('queue.view', [
    { id: 'save', keys: ['shift+s'], label: t('save.key'), when: canSave, run: () => setSaving(true) },
    { id: 'clear', keys: ['shift+x'], label: t('filter.clear'), when: isFiltered(place.filter), run: clear },
    ...SORTS.map((by) => ({
      id: `sort.${by}`,
      keys: [],
      label: t('sort.by', { sort: t(`vocabulary:sort.${by}`) }),
      run: () => go({ sort: nextSort(place.sort, by) }),
    })),
  ]);

  return (
    <Group px="md" gap={8} className={classes.head}>
      <Title order={1} size="h2">
        {saved ? saved.name : words.view(place.view)}
      </Title>
      <Text size="sm" c="dimmed" className={classes.figures} aria-label={t('total', { count: total })}>
        {format.number(total)}
        {more && '+'}
      </Text>
      {place.filter.text && <Text size="sm">{t('found', { text: place.filter.text })}</Text>}
      <FilterChips filter={place.filter} staff={staff} onFilter={(filter) => go({ filter })} />
      <FilterMenu filter={place.filter} staff={staff} onFilter={(filter) => go({ filter })} />
      {isFiltered(place.filter) && (
        <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" onClick={clear}>
          {t('filter.clear')}
        </Button>
      )}
      <span className={classes.gap} />
      {canSave && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconBookmark size={13} aria-hidden />} onClick={() => setSaving(true)}>
          {t('save.button')}
        </Button>
      )}
      {saved && (
        <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" onClick={() => setRemoving(true)}>
          {t('remove.button')}
        </Button>
      )}
      <SortMenu sort={place.sort} onSort={(sort) => go({ sort })} />
      <QueueMenu grouped={place.grouped} onGroup={(grouped) => go({ grouped })} />
      <SaveView opened={saving} onClose={() => setSaving(false)} place={place} onSaved={(id) => go({ saved: id })} />
      <RemoveView opened={removing} onClose={() => setRemoving(false)} view={saved} onRemoved={() => go({ saved: null })} />
    </Group>
  );
}

function SortMenu({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  const { t } = useTranslation(['queue', 'vocabulary']);
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" leftSection={<IconArrowsSort size={13} aria-hidden />}>
          <VisuallyHidden>{t('sort.order')}</VisuallyHidden> {t(`vocabulary:sort.${sort.by}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map((by) => (
          <Menu.Item
            key={by}
            onClick={() => onSort(nextSort(sort, by))}
            rightSection={sort.by === by ? (sort.direction === 'asc' ? '↑' : '↓') : null}
          >
            {t('sort.by', { sort: t(`vocabulary:sort.${by}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
