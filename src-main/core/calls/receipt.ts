import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';

export interface Controller {
  readonly name: string;
  /** ISO 3166, as the office's calendar tells it; `unknown` where it does not. */
  readonly country: string | null;
}

/** In which words the receipt speaks of a purpose: Kantara 1.1 wants plain language. */
const PURPOSES: Readonly<Record<string, string>> = {
  quality: 'Recording this call to check the quality of the service',
  training: 'Recording this call to train staff',
  protection: 'Recording this call for the protection of both sides',
  marketing_email: 'Marketing by e-mail',
  marketing_phone: 'Marketing by telephone',
  marketing_sms: 'Marketing by text message',
  marketing_post: 'Marketing by post',
  third_party_sharing: 'Passing data on for offers of others',
};
export const purposeInWords = (purpose: string): string => PURPOSES[purpose] ?? purpose;

const ANSWERS = { granted: 'agreed', refused: 'refused', withdrawn: 'withdrawn' } as const;
export const answerInWords = (answer: keyof typeof ANSWERS): string => ANSWERS[answer];

/** How it was said. What was written down without a call may have been said in person. */
export function howInWords({ method, callId }: Pick<ConsentRecord, 'method' | 'callId'>): string {
  if (method === 'written') return 'in writing';
  return callId === null ? 'by word of mouth' : 'on the telephone';
}

/** What the specification wants and this desk does not know: where the notice is published. A valid address that claims nothing. */
const NO_POLICY_KNOWN = 'about:blank';

function consentType({ method }: ConsentRecord, answer: keyof typeof ANSWERS): string {
  if (answer !== 'granted') return answer === 'refused' ? 'REFUSED' : 'WITHDRAWN';
  return method === 'continued_after_notice' ? 'IMPLICIT' : 'EXPLICIT';
}

/** Kantara Consent Receipt 1.1: the field names of its JSON. A refusal is a receipt too: of what was not agreed to. */
export function receiptOf(record: ConsentRecord, controller: Controller, principal: string): Record<string, unknown> {
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: record.rule?.place ?? controller.country ?? 'unknown',
    consentTimestamp: Math.floor(Date.parse(record.at) / 1000),
    collectionMethod: `${howInWords(record)} (${record.method})`,
    consentReceiptID: record.id,
    language: 'en', // of this receipt; that of the script is among the proofs
    piiPrincipalId: principal,
    piiControllers: [
      {
        piiController: controller.name,
        onBehalf: false,
        contact: controller.name,
        address: { addressCountry: controller.country ?? '' },
        email: '',
        phone: '',
      },
    ],
    policyUrl: NO_POLICY_KNOWN,
    services: [
      {
        service: record.callId === null ? 'Contact with the company' : 'Telephone support',
        purposes: record.answers.map(({ purpose, answer }) => ({
          purpose: `${purposeInWords(purpose)}: ${answerInWords(answer)}`,
          purposeCategory: [purpose],
          consentType: consentType(record, answer),
          piiCategory: purpose.startsWith('marketing') || purpose === 'third_party_sharing' ? ['Contact'] : ['Voice'],
          primaryPurpose: false,
          termination: record.expiresAt ?? 'until withdrawn',
          thirdPartyDisclosure: purpose === 'third_party_sharing' && answer === 'granted',
          ...(purpose === 'third_party_sharing' && answer === 'granted' ? { thirdPartyName: 'as named in the privacy notice' } : {}),
        })),
      },
    ],
    sensitive: false,
    spiCat: [],
    // beyond the specification: what proves it
    proof: {
      position: record.position,
      hash: record.hash,
      ...(record.script === null
        ? {}
        : {
            scriptVersion: record.script.version,
            scriptLanguage: record.script.language,
            scriptSha256: record.script.sha256,
            scriptReadAt: record.script.readAt,
          }),
      verbatim: record.verbatim,
    },
  };
}
