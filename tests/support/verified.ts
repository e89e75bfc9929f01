import type { RequestIdentity } from '../../src-shared/contract/identity.ts';
import type { ProofType } from '../../src-shared/vocabulary/identity.ts';
import type { TestDesk } from './desk.ts';

type Recorded = Parameters<TestDesk['desk']['identity']['record']>[0]['type'];

/** The shortest way to settle each part, by what may be recorded without comparing anything. */
const SHORTEST: Readonly<Record<RequestIdentity['parts'][number]['who'], (ways: readonly string[]) => readonly ProofType[]>> = {
  subject: () => ['portal_sign_in'],
  agent: (ways) => (ways.includes('agent_identity') ? ['agent_identity'] : ['portal_sign_in']),
  representation: (ways) => (ways.includes('power_of_attorney') ? ['power_of_attorney'] : ['authority_document']),
  account: () => [], // an access check says so, not a proof
  issuer: () => ['issuer_contacted', 'manager_approved'],
};
const ON_PAPER: readonly ProofType[] = ['power_of_attorney', 'authority_document'];

/**
 * Settles who asks in a case, by way of the contract and as whoever is signed in: a new person on file, linked, who signed in to the
 * portal just now; for agents and authorities what they need. Does nothing where nobody may ask, or where it is settled.
 */
export async function settleIdentity(desk: TestDesk, caseId: string): Promise<void> {
  const { identity, directory } = desk.desk;
  const before = await identity.ofCase({ caseId });
  if (!before.needed || before.settled) return;
  const parts = before.requests.flatMap((request) => request.parts).filter(({ settled }) => !settled);
  if (before.subject === null && parts.some(({ who }) => who !== 'issuer')) {
    const { id: personId } = await directory.create({ name: 'Settled Somebody' });
    await identity.linkSubject({ caseId, personId });
  }
  const needed = new Set(parts.flatMap(({ who, ways }) => SHORTEST[who](ways.map(({ id }) => id))));
  for (const type of needed) {
    if (type === 'manager_approved') await identity.approveIssuer({ caseId, note: 'the paper is genuine' });
    else {
      const fileId = ON_PAPER.includes(type) ? await paper(desk, caseId) : null;
      await identity.record({ caseId, type: type as Recorded, at: desk.clock.now, fileId, note: 'seen' });
    }
  }
}

/** A small paper on a case, taken only to verify unless said otherwise. */
export async function paper(
  { desk }: Pick<TestDesk, 'desk'>,
  caseId: string,
  { name = 'paper.pdf', text = 'a signed paper', purpose = 'verification' as 'case' | 'verification' } = {},
): Promise<string> {
  const data = Buffer.from(text);
  const { fileId } = await desk.files.begin({ caseId, name, type: 'application/pdf', bytes: data.length, purpose });
  await desk.files.piece({ fileId, offset: 0, data: data.toString('base64') });
  return fileId;
}
