import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { useChanges } from './changes.tsx';
import { useStaff } from './people.ts';
import { Picker } from './picker.tsx';

const NOBODY = 'nobody';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly rows: readonly CaseRow[];
}

/** Gives cases to somebody: me first, then nobody, then the others by name. */
export function AssignPicker({ opened, onClose, rows }: Props) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { me } = useMe();
  const staff = useStaff();
  const assign = useAssign();
  const current = rows.length > 0 && rows.every((row) => row.assignee === rows[0]?.assignee) ? (rows[0]?.assignee ?? NOBODY) : null;
  const others = staff.active.filter(({ id }) => id !== me.staffId).toSorted((one, two) => one.name.localeCompare(two.name));
  const canTakeMyself = staff.active.some(({ id }) => id === me.staffId);
  const options = [
    ...(canTakeMyself ? [{ value: me.staffId, label: t('assign.me', { name: me.name }) }] : []),
    { value: NOBODY, label: words.nobody() },
    ...others.map(({ id, name, roles }) => ({ value: id, label: name, hint: roles.map(words.role).join(', ') })),
  ].map((option) => ({ ...option, current: option.value === current }));
  return (
    <Picker
      opened={opened}
      onClose={onClose}
      label={t('assign.label', { count: rows.length })}
      nothing={t('assign.nothing')}
      options={options}
      onPick={(value) => {
        onClose();
        void assign(rows, value === NOBODY ? null : value);
      }}
    />
  );
}

/** Assigns cases, with a toast that says to whom. */
export function useAssign() {
  const { t } = useTranslation('case');
  const { change } = useChanges();
  const { me } = useMe();
  const staff = useStaff();
  return (rows: readonly CaseRow[], assignee: string | null) => {
    const who = assignee === me.staffId ? me.name : assignee ? staff.nameOf(assignee) : '';
    const facts = { count: rows.length, reference: rows[0]?.reference ?? '', name: who };
    return change(assignee ? t('assign.done', facts) : t('assign.doneNobody', facts), (desk, versionOf) =>
      desk.cases.assign({ cases: rows.map((row) => ({ caseId: row.id, version: versionOf(row) })), assignee }),
    );
  };
}
