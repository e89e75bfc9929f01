import type { Generated } from 'kysely';
import type { CallTables } from './call-tables.ts';
import type { DirectoryTables } from './directory-tables.ts';

/** The rows as SQLite keeps them. Services speak in the contract's types; only stores see these. */
export interface Tables extends DirectoryTables, CallTables {
  desk: { one: number; device: string; desk_number: number; next_counter: number };
  organisation: {
    one: number;
    name: string;
    time_zone: string;
    calendar: string;
    idle_lock_minutes: number;
    watched_folder: string | null;
    daily_summary: number;
    version: number;
    hlc: string;
  };
  staff: { id: string; name: string; roles: string; slot_id: string | null; added_at: string; version: number; hlc: string };
  ledger_entry: {
    device: string;
    seq: number;
    hlc: string;
    at: string;
    actor: string;
    action: string;
    subject: string;
    digest: string;
    previous: string;
    hash: string;
  };
  ledger_payload: { device: string; seq: number; salt: string; payload: string };
  outbox: {
    id: string;
    entity: string;
    entity_id: string;
    entity_version: number;
    operation: string;
    hlc: string;
    state: Generated<string>;
    created_at: string;
  };
  dsr_case: CaseTable;
  request: RequestTable;
  timeline_entry: { id: string; case_id: string; at: string; actor: string; type: string; facts: string };
  case_tally: { sealed: number; billing: number; status: string; assignee: string; band: string; n: number };
  message: MessageTable;
  file: {
    id: string;
    message_id: string | null;
    name: string;
    type: string;
    bytes: number;
    sha256: string;
    added_at: string;
    case_id: Generated<string | null>;
    purpose: Generated<string | null>;
  };
  file_piece: { file_id: string; position: number; data: Buffer };
  case_text: TextTable;
  sealed_text: TextTable;
  intake_batch: {
    id: string;
    name: string;
    source: string;
    state: string;
    started_at: string;
    started_by: string;
    bytes_read: number;
    bytes_total: number;
  };
  intake_item: IntakeItemTable;
  saved_view: { id: string; staff_id: string; name: string; view: string; filter: string; sort: string };
  request_regime: RequestRegimeTable;
  deadline_event: DeadlineEventTable;
  extension_proposal: {
    id: string;
    case_id: string;
    request_id: string;
    notice_on: string;
    reason: string;
    proposed_by: string;
    proposed_at: string;
    state: string;
  };
  house_policy: { version: string; effective_from: string; policy: string; set_by: string; set_at: string };
  reminder: { case_id: string; band: string; due_on: string; told_at: string };
  undo_entry: { id: string; staff_id: string; at: string; action: string; before: string };
}

export interface CaseTable {
  seq: Generated<number>;
  id: string;
  reference: string;
  status: string;
  open: number;
  sealed: number;
  billing: number;
  channel: string;
  language: string | null;
  kinds: string;
  assignee: string;
  unread: number;
  requester_role: string;
  requester_name: string;
  email: string;
  phone: string;
  address: string;
  customer_number: string;
  country: string | null;
  region: string | null;
  received_at: string;
  updated_at: string;
  closed_at: string | null;
  work_by_on: string | null;
  due_key: string;
  regime: string | null;
  clock: string | null;
  band: string;
  duplicate_of: string | null;
  version: number;
  hlc: string;
}

export interface RequestTable {
  id: string;
  case_id: string;
  position: number;
  kind: string;
  detail: string;
  suggestion: string | null;
  confirmed: number;
  outcome: string | null;
  denial_reason: string | null;
  outcome_note: string;
  outcome_by: string | null;
  outcome_at: string | null;
  version: number;
  hlc: string;
}

export interface MessageTable {
  id: string;
  case_id: string | null;
  header_id: string | null;
  content_hash: string;
  from_name: string;
  from_email: string;
  subject: string;
  received_at: string;
  text: string;
  truncated: number;
  language: string | null;
  suggestion: string | null;
  id_reused: number;
}

export interface IntakeItemTable {
  id: string;
  batch_id: string;
  position: number;
  state: string;
  file: string;
  mbox_index: number | null;
  problem: string | null;
  message_id: string | null;
  raw_file_id: string | null;
  settled_kind: string | null;
  duplicate: string | null;
  duplicate_of: string | null;
  case_id: string | null;
}

export interface RequestRegimeTable {
  request_id: string;
  regime: string;
  case_id: string;
  position: number;
  regime_version: string;
  calendar: string;
  calendar_version: string;
  time_zone: string;
  origin: string;
}

export interface DeadlineEventTable {
  id: string;
  case_id: string;
  request_id: string | null;
  regime: string | null;
  type: string;
  on_date: string;
  by_staff: string;
  recorded_at: string;
  reason: string;
  withdrawn_at: string | null;
}

export interface TextTable {
  seq: number;
  reference: string;
  who: string;
  subject: string;
  body: string;
  notes: string;
}
