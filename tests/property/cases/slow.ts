import type { BuiltInView, CaseFilter, Sort } from '../../../src-shared/contract/cases.ts';
import type { Role } from '../../../src-shared/vocabulary/permissions.ts';
import type { TestDesk } from '../../support/desk.ts';

/** A row as it lies in the queue. */
export interface SlowRow {
  readonly seq: number;
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly open: number;
  readonly sealed: number;
  readonly channel: string;
  readonly language: string | null;
  readonly kinds: string;
  readonly assignee: string;
  readonly received_at: string;
  readonly updated_at: string;
  readonly work_by_on: string | null;
  readonly due_key: string;
  readonly band: string;
  readonly version: number;
}

export const slowRows = ({ db }: TestDesk): SlowRow[] => db.prepare('SELECT * FROM dsr_case').all() as SlowRow[];

const kindsOf = ({ kinds }: SlowRow) => JSON.parse(kinds) as string[];

/** Whether somebody with these roles may know of a case: the seal and billing's kinds, from the kinds themselves. */
export function slowMaySee(roles: readonly Role[], row: SlowRow): boolean {
  if (roles.includes('manager')) return true;
  if (row.sealed) return false;
  if (roles.includes('support')) return true;
  return roles.includes('billing') && kindsOf(row).every((kind) => kind === 'opt_out' || kind === 'concern');
}

const VIEWS: Record<BuiltInView, (row: SlowRow, me: string) => boolean> = {
  mine: ({ status, assignee }, me) => status !== 'closed' && assignee === me,
  unassigned: ({ status, assignee }) => status !== 'closed' && assignee === '',
  due_soon: ({ band }) => band === 'soon',
  overdue: ({ band }) => band === 'overdue',
  awaiting_identity: ({ status }) => status === 'awaiting_identity',
  awaiting_requester: ({ status }) => status === 'awaiting_requester',
  in_review: ({ status }) => status === 'in_review',
  all: ({ status }) => status !== 'closed',
  closed: ({ status }) => status === 'closed',
};

const within = (list: readonly string[] | undefined, value: string | null) =>
  list === undefined || list.length === 0 || (value !== null && list.includes(value));

function matches(row: SlowRow, filter: CaseFilter): boolean {
  const kinds = filter.kinds ?? [];
  return (
    within(filter.channels, row.channel) &&
    within(filter.statuses, row.status) &&
    within(filter.languages, row.language) &&
    within(filter.bands, row.band) &&
    (kinds.length === 0 || kindsOf(row).some((kind) => (kinds as string[]).includes(kind))) &&
    (filter.assignee === undefined || row.assignee === (filter.assignee === 'nobody' ? '' : filter.assignee))
  );
}

const KEY = { due: 'due_key', received: 'received_at', updated: 'updated_at', reference: 'reference' } as const;

/** The ids of a view, slowly: every row looked at, then sorted as a whole. */
export function slowList(
  rows: readonly SlowRow[],
  roles: readonly Role[],
  me: string,
  view: BuiltInView,
  filter: CaseFilter,
  sort: Sort,
): string[] {
  const key = KEY[sort.by];
  const sign = sort.direction === 'asc' ? 1 : -1;
  return rows
    .filter((row) => slowMaySee(roles, row) && VIEWS[view](row, me) && matches(row, filter))
    .sort((a, b) => sign * (a[key] === b[key] ? a.seq - b.seq : a[key] < b[key] ? -1 : 1))
    .map(({ id }) => id);
}

/** The band that a row's date has on a day. */
export function slowBand(row: SlowRow, today: string): string {
  if (row.status === 'closed' || row.work_by_on === null) return 'none';
  const days = (Date.parse(row.work_by_on) - Date.parse(today)) / 86_400_000;
  return days < 0 ? 'overdue' : days <= 5 ? 'soon' : 'later';
}
