/** The rows of calls, consents and opt-outs, as SQLite keeps them. */
export interface CallTables {
  script: ScriptTable;
  phone_call: PhoneCallTable;
  call_recording: CallRecordingTable;
  consent_record: ConsentRecordTable;
  consent_answer: ConsentAnswerTable;
  opt_out: OptOutTable;
  suppression: SuppressionTable;
}

export interface ScriptTable {
  id: string;
  purpose: string;
  language: string;
  version: number;
  text: string;
  sha256: string;
  state: string;
  effective_from: string;
  written_by: string;
  written_at: string;
  approved_by: string | null;
  approved_at: string | null;
}

export interface PhoneCallTable {
  id: string;
  direction: string;
  state: string;
  started_at: string;
  ended_at: string | null;
  staff_id: string;
  number_typed: string;
  number_e164: string | null;
  person_id: string | null;
  caller_name: string;
  country: string | null;
  region: string | null;
  place_source: string;
  language: string;
  note: string;
  verbatim: string;
  opt_outs: string;
  script_id: string | null;
  script_read_at: string | null;
  paused_since: string | null;
  pauses: string;
  case_id: string | null;
  seq: number;
  version: number;
  hlc: string;
}

export interface CallRecordingTable {
  id: string;
  call_id: string;
  record_id: string;
  system: string;
  external_id: string;
  sha256: string;
  at: string;
  by_staff: string;
}

export interface ConsentRecordTable {
  position: number;
  id: string;
  at: string;
  by_staff: string;
  call_id: string | null;
  case_id: string | null;
  person_id: string | null;
  method: string;
  verbatim: string;
  expires_at: string | null;
  script_id: string | null;
  script_version: number | null;
  script_language: string | null;
  script_sha256: string | null;
  script_read_at: string | null;
  rule: string | null;
  supersedes: string | null;
  salt: string | null;
  digest: string;
  previous: string;
  hash: string;
  erased_at: string | null;
}

export interface ConsentAnswerTable {
  position: number;
  purpose: string;
  answer: string;
}

export interface OptOutTable {
  id: string;
  scope: string;
  channel: string;
  taken_at: string;
  by_staff: string;
  person_id: string | null;
  given_name: string;
  contacts: string;
  call_id: string | null;
  case_id: string | null;
  country: string | null;
  region: string | null;
  state: string;
  state_at: string;
  version: number;
  hlc: string;
}

export interface SuppressionTable {
  id: string;
  channel: string;
  value: string;
  shown: string;
  scope: string;
  since: string;
  source: string;
  country: string | null;
  region: string | null;
}
