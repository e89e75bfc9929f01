/** The rows of the directory and of identity, as SQLite keeps them. */
export interface DirectoryTables {
  person: PersonTable;
  person_word: PersonWordTable;
  person_fact: PersonFactTable;
  person_merge: PersonMergeTable;
  account: AccountTable;
  account_word: AccountWordTable;
  relation: RelationTable;
  account_grant: AccountGrantTable;
  preference: PreferenceTable;
  invoice: InvoiceTable;
  directory_import: DirectoryImportTable;
  access_check: AccessCheckTable;
  case_subject: CaseSubjectTable;
  request_scope: RequestScopeTable;
  identity_proof: IdentityProofTable;
  identity_attempt: IdentityAttemptTable;
  identity_pause: IdentityPauseTable;
  one_time_code: OneTimeCodeTable;
  fact_seen: FactSeenTable;
}

export interface PersonTable {
  id: string;
  name: string;
  language: string | null;
  country: string | null;
  region: string | null;
  source: string;
  external_id: string | null;
  observed_at: string;
  merged_into: string | null;
  version: number;
  hlc: string;
}

export interface PersonWordTable {
  word: string;
  person_id: string;
}

export interface PersonFactTable {
  id: string;
  person_id: string;
  kind: string;
  value: string;
  shown: string;
  source: string;
  observed_at: string;
  on_file_since: string;
  by_staff: string | null;
  ended_at: string | null;
}

export interface PersonMergeTable {
  id: string;
  kept_id: string;
  dropped_id: string;
  members: string;
  reason: string;
  by_staff: string;
  at: string;
  undone_at: string | null;
  undone_by: string | null;
  undo_reason: string | null;
}

export interface AccountTable {
  id: string;
  number: string;
  name: string;
  parent_id: string | null;
  status: string;
  source: string;
  external_id: string | null;
  observed_at: string;
  version: number;
  hlc: string;
}

export interface AccountWordTable {
  word: string;
  account_id: string;
}

export interface RelationTable {
  id: string;
  person_id: string;
  account_id: string;
  kind: string;
  permissions: string;
  from_on: string | null;
  until_on: string | null;
  granted_by: string | null;
  state: string;
  source: string;
  observed_at: string;
  version: number;
  hlc: string;
}

export interface AccountGrantTable {
  id: string;
  account_id: string;
  to_account_id: string;
  permissions: string;
  from_on: string | null;
  until_on: string | null;
  granted_by: string | null;
  state: string;
  source: string;
  observed_at: string;
  version: number;
  hlc: string;
}

export interface PreferenceTable {
  person_id: string;
  scope: string;
  channel: string;
  value: string;
  source: string;
  observed_at: string;
}

export interface InvoiceTable {
  id: string;
  account_id: string;
  number: string;
  issued_on: string;
  amount: number;
  currency: string;
  status: string;
  source: string;
  observed_at: string;
}

export interface DirectoryImportTable {
  id: string;
  name: string;
  bytes: number;
  file_id: string;
  begun_by: string;
  begun_at: string;
}

export interface AccessCheckTable {
  id: string;
  at: string;
  by_staff: string;
  person_id: string;
  account_id: string;
  data_class: string;
  on_date: string;
  answer: string;
  record: string;
  case_id: string | null;
}

export interface CaseSubjectTable {
  case_id: string;
  person_id: string;
  linked_by: string;
  linked_at: string;
}

export interface RequestScopeTable {
  request_id: string;
  case_id: string;
  scope: string | null;
  account_id: string | null;
  disputed: string;
  asked_since: string | null;
}

export interface IdentityProofTable {
  id: string;
  case_id: string;
  person_id: string | null;
  type: string;
  factor: string | null;
  fact_id: string | null;
  at: string;
  recorded_at: string;
  by_staff: string;
  file_id: string | null;
  file_name: string | null;
  file_bytes: number | null;
  file_sha256: string | null;
  note: string;
  withdrawn_at: string | null;
}

export interface IdentityAttemptTable {
  id: string;
  case_id: string;
  person_id: string | null;
  staff_id: string;
  at: string;
  method: string;
  factor: string | null;
  failed: number;
}

export interface IdentityPauseTable {
  id: string;
  because: string;
  case_id: string;
  person_id: string | null;
  staff_id: string;
  since: string;
  until: string;
  unlocked_at: string | null;
  unlocked_by: string | null;
  unlock_reason: string | null;
}

export interface OneTimeCodeTable {
  id: string;
  case_id: string;
  person_id: string;
  fact_id: string;
  salt: string;
  hash: string;
  created_at: string;
  expires_at: string;
  tries: number;
  closed_at: string | null;
  by_staff: string;
}

export interface FactSeenTable {
  staff_id: string;
  fact_id: string;
  at: string;
}
