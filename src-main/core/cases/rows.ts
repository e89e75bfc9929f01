import type { Selectable } from 'kysely';
import type { CaseRequest, CaseRow, Requester, TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { CaseTable, RequestTable, Tables } from '../database/tables.ts';

export type CaseRecord = Selectable<CaseTable>;
export type RequestRecord = Selectable<RequestTable>;

/** The columns of one line of the queue: less than the whole row, because a page reads fifty of them. */
export const ROW_COLUMNS = [
  'seq',
  'id',
  'reference',
  'requester_name',
  'kinds',
  'channel',
  'status',
  'language',
  'assignee',
  'received_at',
  'updated_at',
  'work_by_on',
  'due_key',
  'regime',
  'clock',
  'band',
  'sealed',
  'billing',
  'duplicate_of',
  'unread',
  'version',
] as const;
export type RowRecord = Pick<CaseRecord, (typeof ROW_COLUMNS)[number]>;

/** A line of the queue as the contract has it, and as this reader may see it. */
export function caseRow(record: RowRecord, masked: boolean): CaseRow {
  return {
    id: record.id,
    reference: record.reference as CaseRow['reference'],
    requesterName: nameOf(record.requester_name, masked),
    kinds: JSON.parse(record.kinds) as RequestKind[],
    channel: record.channel as CaseRow['channel'],
    status: record.status as CaseRow['status'],
    language: record.language,
    assignee: record.assignee === '' ? null : record.assignee,
    receivedAt: record.received_at as CaseRow['receivedAt'],
    updatedAt: record.updated_at as CaseRow['updatedAt'],
    workByOn: record.work_by_on as CaseRow['workByOn'],
    regime: record.regime,
    clock: record.clock,
    band: record.band as CaseRow['band'],
    sealed: record.sealed === 1,
    duplicateOf: record.duplicate_of,
    unread: record.unread === 1,
    version: record.version,
  };
}

export const contact = (value: string, masked: boolean) => (value === '' ? null : { value: masked ? mask(value) : value, masked });

/** A name as this reader may see it: some put an address of theirs there. */
export const nameOf = (name: string, masked: boolean): string => (masked && name.includes('@') ? mask(name) : name);

export function requester(record: CaseRecord, masked: boolean): Requester {
  return {
    name: nameOf(record.requester_name, masked),
    role: record.requester_role as Requester['role'],
    email: contact(record.email, masked),
    phone: contact(record.phone, masked),
    address: contact(record.address, masked),
    customerNumber: contact(record.customer_number, masked),
    country: record.country,
    region: record.region,
  };
}

export function caseRequest(record: RequestRecord, nameOf: (staffId: string) => string): CaseRequest {
  return {
    id: record.id,
    kind: record.kind as RequestKind,
    detail: record.detail,
    suggested: record.suggestion === null ? null : (JSON.parse(record.suggestion) as CaseRequest['suggested']),
    confirmed: record.confirmed === 1,
    outcome: record.outcome as CaseRequest['outcome'],
    denialReason: record.denial_reason as CaseRequest['denialReason'],
    outcomeNote: record.outcome_note,
    outcomeBy: record.outcome_by === null ? null : nameOf(record.outcome_by),
  };
}

export function timelineEntry(record: Selectable<Tables['timeline_entry']>, nameOf: (staffId: string) => string): TimelineEntry {
  return {
    id: record.id,
    at: record.at as TimelineEntry['at'],
    actor: nameOf(record.actor),
    type: record.type as TimelineEntry['type'],
    facts: JSON.parse(record.facts) as TimelineEntry['facts'],
  };
}
