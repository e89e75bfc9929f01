import { Button, Pill } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BANDS, type CaseFilter } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import type { Staff } from '../case/people.ts';
import { Picker } from '../case/picker.tsx';
import { type Chip, type ChipField, chipKey, chipsOf, hasChip, toggleChip } from './filters.ts';

/** The languages that the desk's mail comes in; others come up in the list once they are filtered by. */
const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'pl', 'sv', 'tr', 'uk', 'ru', 'ar', 'hi', 'ja', 'ko', 'vi', 'zh'];

/** The words of a chip: what it is about, and its value. */
export function useChipWords(staff: Staff) {
  const { t } = useTranslation('queue');
  const words = useWords();
  const { me } = useMe();
  const { format } = useOffice();
  return {
    field: (field: ChipField) => t(`filter.${field}`),
    value(chip: Chip): string {
      switch (chip.field) {
        case 'kinds':
          return words.kind(chip.value);
        case 'channels':
          return words.channel(chip.value);
        case 'statuses':
          return words.status(chip.value);
        case 'bands':
          return words.band(chip.value);
        case 'languages':
          return format.language(chip.value);
        case 'assignee':
          if (chip.value === 'nobody') return words.nobody();
          return chip.value === me.staffId ? t('filter.me') : staff.nameOf(chip.value);
      }
    },
  };
}

interface Props {
  readonly filter: CaseFilter;
  readonly staff: Staff;
  readonly onFilter: (filter: CaseFilter) => void;
}

/** What the queue is narrowed to, each part with a cross. */
export function FilterChips({ filter, staff, onFilter }: Props) {
  const { t } = useTranslation('queue');
  const chipWords = useChipWords(staff);
  return chipsOf(filter).map((chip) => {
    const words = t('filter.chip', { field: chipWords.field(chip.field), value: chipWords.value(chip) });
    return (
      <Pill
        key={chipKey(chip)}
        size="sm"
        withRemoveButton
        onRemove={() => onFilter(toggleChip(filter, chip))}
        removeButtonProps={{ 'aria-label': t('filter.remove', { chip: words }), 'aria-hidden': false, tabIndex: 0 }}
      >
        {words}
      </Pill>
    );
  });
}

/** One list of everything that one can filter by: type to find, Enter puts on and takes off. */
export function FilterMenu({ filter, staff, onFilter }: Props) {
  const { t } = useTranslation('queue');
  const { me } = useMe();
  const chipWords = useChipWords(staff);
  const [opened, setOpened] = useState(false);
  const open = () => setOpened(true);
  useKeys('queue.filter', [{ id: 'open', keys: ['f'], label: t('filter.key'), run: open }]);

  const people = staff.active.filter((member) => member.id !== me.staffId);
  const languages = [...new Set([...LANGUAGES, ...(filter.languages ?? [])])];
  const chips: Chip[] = [
    ...REQUEST_KINDS.map((value) => ({ field: 'kinds', value }) as const),
    ...CASE_STATUSES.map((value) => ({ field: 'statuses', value }) as const),
    ...BANDS.map((value) => ({ field: 'bands', value }) as const),
    ...[me.staffId, 'nobody', ...people.map(({ id }) => id)].map((value) => ({ field: 'assignee', value }) as const),
    ...CHANNELS.map((value) => ({ field: 'channels', value }) as const),
    ...languages.map((value) => ({ field: 'languages', value }) as const),
  ];
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        c="dimmed"
        leftSection={<IconPlus size={12} aria-hidden />}
        rightSection={<KeyHint scope="queue.filter" action="open" />}
        aria-haspopup="dialog"
        onClick={open}
      >
        {t('filter.button')}
      </Button>
      <Picker
        several
        opened={opened}
        onClose={() => setOpened(false)}
        label={t('filter.search')}
        nothing={t('filter.nothing')}
        options={chips.map((chip) => ({
          value: chipKey(chip),
          label: chipWords.value(chip),
          group: chipWords.field(chip.field),
          current: hasChip(filter, chip),
        }))}
        onPick={(key) => {
          const chip = chips.find((one) => chipKey(one) === key);
          if (chip) onFilter(toggleChip(filter, chip));
        }}
      />
    </>
  );
}
