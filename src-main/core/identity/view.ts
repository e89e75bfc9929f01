import type { CaseIdentity, RequestIdentity } from '../../../src-shared/contract/identity.ts';
import { CODE_TRIES, offeredFactors, offeredMethods, type Requirement } from '../../../src-shared/identity/index.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { FACTORS, type Factor, PROOF_TYPES, type ProofType, SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import { findCase } from '../cases/change.ts';
import { requestsOf } from '../cases/rows-for.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { failuresOn, openPause } from './attempts.ts';
import { candidatesFor, personMatch } from './candidates.ts';
import { NOBODY, onFileOf, type PersonOnFile, personOnFile } from './on-file.ts';
import { ABOUT_NOBODY_ON_FILE, type CaseState, type RequestState, stateOf } from './state.ts';
import { openCodeQuery, type PauseRow, type ProofRow } from './store.ts';

/** What may be done now: of the parts that are still open, the ways that can be completed. */
export interface Offered {
  readonly methods: readonly ProofType[];
  readonly factors: readonly Factor[];
}

/** What is on file of whom the case is linked to, as far as it may prove anything here to this member of staff. */
export function onFileFor(db: Connection, { subjectId, record }: CaseState, staffId: string, now: Instant): PersonOnFile {
  if (subjectId === null) return NOBODY;
  return personOnFile(db, subjectId, { staffId, receivedAt: record.received_at, now });
}

export function offeredIn(state: CaseState, person: PersonOnFile): Offered {
  const onFile = onFileOf(person);
  const methods = new Set<ProofType>();
  const factors = new Set<Factor>();
  for (const request of state.requests) {
    const open = openPartsOf(request);
    for (const method of offeredMethods(open, onFile, request.disputed)) methods.add(method);
    for (const factor of offeredFactors(open, onFile, request.disputed)) factors.add(factor);
  }
  const linked = state.members.length > 0;
  const unseen = linked ? FACTORS.filter((factor) => factors.has(factor) && !person.seen.has(factor)) : [];
  if (unseen.length === 0) methods.delete('match');
  return {
    methods: PROOF_TYPES.filter((type) => methods.has(type) && (linked || ABOUT_NOBODY_ON_FILE.includes(type))),
    factors: unseen,
  };
}

/** A part that is settled is asked no more. */
function openPartsOf({ requirement, assessment }: RequestState): Requirement {
  return { ...requirement, parts: requirement.parts.filter((_, index) => assessment.parts[index]?.settled !== true) };
}

interface Reading {
  readonly now: Instant;
  readonly nameOf: (staffId: string) => string;
  /** The office's. */
  readonly country: string | null;
}

/** A case's identity, as this person may see it. `DeskError not_found` where they may not know of the case. */
export function identityOf(db: Connection, actor: Actor, caseId: string, { now, nameOf, country }: Reading): CaseIdentity {
  const record = findCase(db, actor, caseId);
  const state = stateOf(db, record, requestsOf(db, caseId));
  const empty = {
    caseId,
    needed: state.needed,
    settled: state.settled,
    subject: null,
    candidates: [],
    requests: [],
    methods: [],
    factors: [],
    codeTo: [],
    callTo: [],
    openCode: null,
    proofs: [],
    failures: 0,
    triesLeft: 0,
    pause: null,
  } satisfies CaseIdentity;
  // what exactly is asked may have been said by mistake, and is taken back where it is listed
  if (!state.needed) return { ...empty, requests: state.requests.filter(hasScopes).map((request) => requestIdentity(db, request)) };
  const counted = { caseId, members: state.members, staffId: actor.staffId };
  const pause = openPause(db, counted, now);
  const verifies = may(actor.roles, 'identity.verify');
  const seen: CaseIdentity = {
    ...empty,
    subject: state.subjectId === null ? null : personMatch(db, actor, state.subjectId, []),
    requests: state.requests.map((request) => requestIdentity(db, request)),
    proofs: proofsOf(db, state, nameOf, verifies),
    ...failuresOn(db, counted, now),
    pause: pause === null ? null : pauseOf(pause),
  };
  if (!verifies) return seen;
  const person = onFileFor(db, state, actor.staffId, now);
  const offered = offeredIn(state, person);
  const contacts = (kind: 'email' | 'phone', factor: 'code' | 'call_back') =>
    offered.methods.includes(factor)
      ? person.contacts.filter((contact) => contact.kind === kind).map(({ id, shown }) => ({ factId: id, value: masked(shown) }))
      : [];
  return {
    ...seen,
    candidates: state.subjectId === null ? candidatesFor(db, actor, record, country) : [],
    methods: [...offered.methods],
    factors: [...offered.factors],
    codeTo: contacts('email', 'code'),
    callTo: contacts('phone', 'call_back'),
    openCode: openCodeOf(db, caseId, now),
  };
}

const hasScopes = ({ request }: RequestState) => SCOPES_OF[request.kind as RequestIdentity['kind']].length > 0;

const masked = (value: string) => ({ value: mask(value), masked: true });

export const pauseOf = ({ id, because, since, until }: PauseRow) => ({ id, because, since, until }) as NonNullable<CaseIdentity['pause']>;

function requestIdentity(db: Connection, { request, scope, disputed, requirement, assessment }: RequestState): RequestIdentity {
  const kind = request.kind as RequestIdentity['kind'];
  const accountId = scope?.account_id ?? null;
  const account =
    accountId === null ? undefined : first(db, sql.selectFrom('account').select(['id', 'number', 'name']).where('id', '=', accountId));
  return {
    requestId: request.id,
    kind,
    scope: (scope?.scope ?? null) as RequestIdentity['scope'],
    scopes: [...SCOPES_OF[kind]],
    account: account ?? null,
    accountAllowed: requirement.account === 'allowed',
    disputed: [...disputed],
    level: requirement.level,
    reasons: [...requirement.reasons],
    settled: assessment.settled,
    reached: assessment.reached,
    parts: assessment.parts.map(({ who, settled, ways }) => ({
      who,
      settled,
      ways: ways.map(({ id, done, steps }) => ({ id, done, steps: steps.map((step) => ({ ...step })) })),
    })),
    answerAs: assessment.answerAs,
    askedSince: (scope?.asked_since ?? null) as RequestIdentity['askedSince'],
  };
}

function proofsOf(db: Connection, state: CaseState, nameOf: (id: string) => string, verifies: boolean): CaseIdentity['proofs'] {
  const fileIds = state.proofs.flatMap(({ file_id }) => (file_id === null ? [] : [file_id]));
  const there = new Set(
    fileIds.length === 0
      ? []
      : all(db, sql.selectFrom('file').select('id').where('id', 'in', fileIds).limit(fileIds.length)).map(({ id }) => id),
  );
  const counts = (id: string) => state.requests.some(({ counting, requirement }) => requirement.level !== 'L0' && counting.has(id));
  const fileOf = ({ file_id, file_name, file_bytes }: ProofRow) =>
    file_id === null ? null : { id: file_id, name: file_name ?? '', bytes: file_bytes ?? 0, gone: !there.has(file_id) };
  return state.proofs.map((proof) => ({
    id: proof.id,
    type: proof.type as ProofType,
    factor: proof.factor as Factor | null,
    at: proof.at as CaseIdentity['proofs'][number]['at'],
    by: nameOf(proof.by_staff),
    note: verifies ? proof.note : '',
    file: verifies ? fileOf(proof) : null,
    withdrawn: proof.withdrawn_at !== null,
    counts: counts(proof.id),
  }));
}

function openCodeOf(db: Connection, caseId: string, now: string): CaseIdentity['openCode'] {
  const code = first(db, openCodeQuery(caseId, now));
  if (!code) return null;
  const to = first(db, sql.selectFrom('person_fact').select('shown').where('id', '=', code.fact_id));
  return {
    codeId: code.id,
    to: masked(to?.shown ?? ''),
    expiresAt: code.expires_at as NonNullable<CaseIdentity['openCode']>['expiresAt'],
    triesLeft: CODE_TRIES - code.tries,
  };
}
