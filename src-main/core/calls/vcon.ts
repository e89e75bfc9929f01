import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';

export interface VconInput {
  /** With nothing masked. */
  readonly call: Pick<
    Call,
    'id' | 'direction' | 'startedAt' | 'endedAt' | 'number' | 'person' | 'callerName' | 'country' | 'region' | 'recordings'
  >;
  readonly staffName: string;
  readonly organisation: string;
  /** Oldest first. `scriptText`: the very words that were read before; null where nothing was, or they are not known any more. */
  readonly records: readonly { readonly record: ConsentRecord; readonly scriptText: string | null }[];
}

const [CALLER, STAFF] = [0, 1];
const STATUS = { granted: 'granted', refused: 'denied', withdrawn: 'revoked' } as const;

/** The last syntax version of the drafts; those that follow name none. */
const VERSION = '0.4.0';

/**
 * A call as vCon: who spoke, that it was a call and how long, what was read and answered as text dialogs, where recordings lie (by the name of
 * the system and its hash, never the sound), and one `consent` attachment for each record, which points to its own text. Sources:
 * draft-ietf-vcon-vcon-core-04; draft-howe-vcon-consent-00, whose text says `purpose`/`status` and whose example says `consent`/`value`: both
 * are written. There is no kind of dialog for a call of which no sound was kept, so its first dialog is a text that says so.
 */
export function vconOf({ call, staffName, organisation, records }: VconInput): Record<string, unknown> {
  const parties = [CALLER, STAFF];
  const originator = call.direction === 'inbound' ? CALLER : STAFF;
  const text = (body: string) => ({ type: 'text', parties, mediatype: 'text/plain', encoding: 'none', body });
  const whole = {
    ...text(aboutCall(call)),
    start: call.startedAt,
    ...(call.endedAt === null ? {} : { duration: secondsOf(call.startedAt, call.endedAt) }),
    originator,
  };
  const spoken = records.map(({ record, scriptText }) => ({
    ...text([scriptText, record.verbatim === '' ? wordsOf(record) : record.verbatim].filter((part) => part !== null).join('\n')),
    start: record.script?.readAt ?? record.at,
    originator: STAFF,
  }));
  const recordings = call.recordings.map(({ system, externalId, sha256 }) => ({
    type: 'recording',
    start: call.startedAt,
    parties,
    originator,
    application: system,
    filename: externalId,
    content_hash: `sha256-${Buffer.from(sha256, 'hex').toString('base64url')}`,
  }));
  return {
    vcon: VERSION,
    uuid: call.id,
    created_at: call.startedAt,
    updated_at: newestOf([call.startedAt, call.endedAt, ...records.map(({ record }) => record.at), ...call.recordings.map(({ at }) => at)]),
    extensions: ['consent'],
    parties: [
      {
        ...(call.number.e164 === null ? {} : { tel: `tel:${call.number.e164}` }),
        ...nameOf(call.person?.name || call.callerName),
        validation: 'none', // a number and a name that somebody gave prove nothing
        ...(call.country === null ? {} : { civicaddress: { country: call.country, ...(call.region === null ? {} : { a1: call.region }) } }),
      },
      { name: staffName, org: organisation },
    ],
    dialog: [whole, ...spoken, ...recordings],
    attachments: records.map(({ record }, index) => ({
      type: 'consent',
      purpose: 'consent',
      start: record.at,
      party: STAFF,
      dialog: index + 1,
      mediatype: 'application/json',
      encoding: 'json',
      body: consentBody(record, index + 1),
    })),
  };
}

const secondsOf = (from: string, until: string): number => Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);
const newestOf = (instants: readonly (string | null)[]): string =>
  instants
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? '';

function aboutCall({ direction, recordings }: Pick<Call, 'direction' | 'recordings'>): string {
  const kind = direction === 'inbound' ? 'Incoming' : 'Outgoing';
  return `${kind} telephone call. ${recordings.length === 0 ? 'No recording of it is known.' : 'It was recorded.'}`;
}

const nameOf = (name: string) => (name === '' ? {} : { name });

function consentBody(record: ConsentRecord, dialog: number): Record<string, unknown> {
  const withdrawn = record.answers.some(({ answer }) => answer === 'withdrawn');
  return {
    expiration: record.expiresAt,
    party: CALLER,
    dialog,
    consents: record.answers.map(({ purpose, answer }) => ({
      purpose,
      status: STATUS[answer],
      consent: purpose,
      value: answer === 'granted',
    })),
    proof: [{ type: record.method === 'written' ? 'external_asset' : 'verbal_confirmation', timestamp: record.at, method: record.method }],
    ...(record.supersedes === null ? {} : { supersedes: record.supersedes }),
    ...(withdrawn ? { revocation: true, revocation_timestamp: record.at } : {}),
    ...(record.script === null
      ? {}
      : {
          terms_of_service: `urn:sha256:${record.script.sha256}`,
          script: { version: record.script.version, language: record.script.language },
        }),
    ...(record.rule === null ? {} : { rule: { place: record.rule.place, rule: record.rule.rule, citation: record.rule.citation } }),
    record: { id: record.id, position: record.position, hash: record.hash },
  };
}

const wordsOf = (record: ConsentRecord): string =>
  `[${record.method}] ${record.answers.map(({ purpose, answer }) => `${purpose}: ${answer}`).join(', ')}`;
