import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';

export interface VconInput {
  readonly call: Pick<Call, 'id' | 'direction' | 'startedAt' | 'endedAt' | 'number' | 'callerName' | 'country' | 'region' | 'recordings'>;
  readonly personName: string | null;
  readonly staffName: string;
  readonly organisation: string;
  /** Oldest first. `scriptText`: what was read before, with its variables filled in or not, as the version has it. */
  readonly records: readonly { readonly record: ConsentRecord; readonly scriptText: string | null }[];
}

const [CALLER, STAFF] = [0, 1];
const STATUS = { granted: 'granted', refused: 'denied', withdrawn: 'revoked' } as const;

/**
 * A call as vCon: who spoke, what was read and answered as a text dialog, where recordings lie (hash only), and one `consent` attachment for
 * each record. Sources: draft-ietf-vcon-vcon-core-04; draft-howe-vcon-consent-00, whose text says `purpose`/`status` and whose example says
 * `consent`/`value`: both are written.
 */
export function vconOf({ call, personName, staffName, organisation, records }: VconInput): Record<string, unknown> {
  const parties = [CALLER, STAFF];
  const originator = call.direction === 'inbound' ? CALLER : STAFF;
  const spoken = records.map(({ record, scriptText }) => ({
    type: 'text',
    start: record.script?.readAt ?? record.at,
    parties,
    originator: STAFF,
    mediatype: 'text/plain',
    encoding: 'none',
    body: [scriptText, record.verbatim === '' ? wordsOf(record) : record.verbatim].filter((text) => text !== null).join('\n'),
  }));
  const whole = {
    type: 'text',
    start: call.startedAt,
    ...(call.endedAt === null ? {} : { duration: (Date.parse(call.endedAt) - Date.parse(call.startedAt)) / 1000 }),
    parties,
    originator,
    mediatype: 'text/plain',
    encoding: 'none',
    body: '',
  };
  const recordings = call.recordings.map((recording) => ({
    type: 'recording',
    start: call.startedAt,
    parties,
    originator,
    session_id: { local: recording.externalId, remote: recording.system },
    content_hash: `sha256-${Buffer.from(recording.sha256, 'hex').toString('base64url')}`,
  }));
  return {
    vcon: '0.4.0',
    uuid: call.id,
    created_at: call.startedAt,
    updated_at: call.endedAt ?? call.startedAt,
    extensions: ['consent'],
    parties: [
      {
        ...(call.number.e164 === null ? {} : { tel: `tel:${call.number.e164}` }),
        ...nameOf(personName ?? call.callerName),
        validation: 'none',
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
