import * as z from 'zod';
import { REASONS, WAY_IDS } from '../identity/types.ts';
import { RequestKind } from '../vocabulary/case.ts';
import { Instant } from '../vocabulary/dates.ts';
import { Factor, Level, PROOF_TYPES, ProofType, RequestScope } from '../vocabulary/identity.ts';
import { CaseRow, ContactValue } from './cases.ts';
import { AccountName, PersonMatch } from './directory.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

const StepState = z.object({
  step: z.discriminatedUnion('type', [
    z.object({ type: z.literal('matches'), count: z.int() }),
    z.object({ type: z.literal('proof'), proof: ProofType }),
    z.object({ type: z.literal('account_authorised') }),
  ]),
  done: z.boolean(),
  /** For matches: how many independent ones there are. */
  count: z.int().optional(),
});

/** How sure one must be for one request, why, and how far it is. A request at L0 has no parts: nobody may be asked who they are. */
export const RequestIdentity = z.object({
  requestId: Id,
  kind: RequestKind,
  scope: RequestScope.nullable(),
  /** What may be chosen for this kind; empty where nothing of it changes the level. */
  scopes: z.array(RequestScope),
  /** The account whose data are asked for, and whether an access check on this case allows it. */
  account: AccountName.nullable(),
  accountAllowed: z.boolean(),
  disputed: z.array(Factor),
  level: Level,
  reasons: z.array(z.enum(REASONS)),
  settled: z.boolean(),
  reached: z.enum(['L0', 'L1', 'L2']),
  parts: z.array(
    z.object({
      who: z.enum(['subject', 'agent', 'representation', 'account', 'issuer']),
      settled: z.boolean(),
      ways: z.array(z.object({ id: z.enum(WAY_IDS), done: z.boolean(), steps: z.array(StepState) })),
    }),
  ),
  /** Enough for categories, though not for specific pieces. */
  answerAs: z.literal('categories').nullable(),
  /** Since when proofs count: the kind or the requester's role was changed, or the case was reopened. */
  askedSince: Instant.nullable(),
});
export type RequestIdentity = z.infer<typeof RequestIdentity>;

export const ProofRecord = z.object({
  id: Id,
  type: ProofType,
  factor: Factor.nullable(),
  /** When it happened, and who saw it. */
  at: Instant,
  by: z.string(),
  note: z.string(),
  /** What was shown; `gone` once it was deleted after use. */
  file: z.object({ id: Id, name: z.string(), bytes: z.int(), gone: z.boolean() }).nullable(),
  withdrawn: z.boolean(),
  /** Whether it counts for any request of this case as it stands. */
  counts: z.boolean(),
});
export type ProofRecord = z.infer<typeof ProofRecord>;

export const VerificationPause = z.object({
  id: Id,
  /** Whose failures: of this case, about this person on any case, or of one member of staff. */
  because: z.enum(['case', 'person', 'staff']),
  since: Instant,
  until: Instant,
});

export const CaseIdentity = z.object({
  caseId: Id,
  /**
   * Whether any request of the case asks for identity at all. If not, nothing else here is filled but `requests`, with those of which can be
   * said what exactly is asked: that decides it, and can be taken back.
   */
  needed: z.boolean(),
  settled: z.boolean(),
  /** The person on file whom the case is about. */
  subject: PersonMatch.nullable(),
  /** Persons who may be the one, with what matched; only while nobody is linked. */
  candidates: z.array(PersonMatch),
  requests: z.array(RequestIdentity),
  /** What may be done now, and reaches the level: nothing else is offered. */
  methods: z.array(z.enum(PROOF_TYPES)),
  factors: z.array(Factor),
  /** Contacts on file before the request came in, that a code may be sent to, or that may be called. Masked. */
  codeTo: z.array(z.object({ factId: Id, value: ContactValue })),
  callTo: z.array(z.object({ factId: Id, value: ContactValue })),
  /** A code that was sent and may still be given. */
  openCode: z.object({ codeId: Id, to: ContactValue, expiresAt: Instant, triesLeft: z.int() }).nullable(),
  proofs: z.array(ProofRecord),
  /** Failed tries on this case that count, and how many are left. */
  failures: z.int(),
  triesLeft: z.int(),
  pause: VerificationPause.nullable(),
});
export type CaseIdentity = z.infer<typeof CaseIdentity>;

const onCase = { caseId: Id };
/** What every act answers: the case's identity as it is now. */
const Now = CaseIdentity;
const Compared = z.object({ result: z.enum(['match', 'no_match']), identity: Now });
const note = z.string().trim().max(1000).default('');

export const identity = {
  ofCase: procedure({ permission: 'case.read' }).input(z.strictObject(onCase)).output(CaseIdentity),

  /** Says whom on file the case is about, or takes that back. Proofs about somebody else do not count. */
  linkSubject: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, personId: Id.nullable() }))
    .output(Now),

  /** What exactly is asked: specific pieces or categories, which field, which account; and what is in dispute. */
  setScope: procedure({ permission: 'identity.verify' })
    .input(
      z.strictObject({
        ...onCase,
        requestId: Id,
        scope: RequestScope.nullable(),
        accountId: Id.nullable().default(null),
        disputed: z.array(Factor).max(9).default([]),
      }),
    )
    .output(Now),

  /** Compares what the caller says with what is on file. Neither leaves the core; what was typed is kept nowhere. */
  compare: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, factor: Factor, typed: z.string().max(500) }))
    .output(Compared),

  /**
   * Makes a one-time code for the contact on file. The answer is an e-mail draft with the code, to be sent by the mail program; the code
   * is kept as a hash only, and the page never shows it.
   */
  sendCode: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, factId: Id }))
    .output(z.object({ draft: z.object({ name: z.string(), text: z.string() }), identity: Now })),
  checkCode: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, codeId: Id, typed: z.string().max(50) }))
    .output(z.object({ result: z.enum(['match', 'no_match', 'expired', 'used']), identity: Now })),

  /** Shows the number on file, to be dialled now; on the ledger as a reveal. */
  startCallBack: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, factId: Id }))
    .output(z.object({ number: z.string(), identity: Now })),
  /** How the call-back went. `another_person` counts as a failed try, `no_answer` does not. */
  finishCallBack: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, factId: Id, result: z.enum(['confirmed', 'no_answer', 'another_person']), note }))
    .output(Now),

  /** A fact that somebody saw: a sign-in to the portal, a signed paper, a confirmation, the issuer reached. `at`: when it happened. */
  record: procedure({ permission: 'identity.verify' })
    .input(
      z.strictObject({
        ...onCase,
        type: z.enum([
          'portal_sign_in',
          'declaration',
          'agent_identity',
          'signed_permission',
          'subject_confirmed',
          'power_of_attorney',
          'authority_document',
          'issuer_contacted',
        ]),
        at: Instant.optional(),
        /** The paper, on this case: needed for declaration, signed permission, power of attorney, authority document. */
        fileId: Id.nullable().default(null),
        note,
      }),
    )
    .output(Now),
  /** A manager says yes to an authority whose issuer was reached. Not the one who reached it, while there is another manager. */
  approveIssuer: procedure({ permission: 'identity.unlock' })
    .input(z.strictObject({ ...onCase, note: z.string().trim().min(3).max(1000) }))
    .output(Now),
  /** A proof was wrong: it stays, and counts no more. */
  withdraw: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, proofId: Id, reason: z.string().trim().min(3).max(500) }))
    .output(Now),
  /** Deletes a paper that was only taken to verify; that it was seen stays. Happens by itself when the case closes. */
  discardFile: procedure({ permission: 'identity.verify' })
    .input(z.strictObject({ ...onCase, proofId: Id }))
    .output(Now),

  unlock: procedure({ permission: 'identity.unlock' })
    .input(z.strictObject({ pauseId: Id, reason: z.string().trim().min(3).max(500) }))
    .output(z.object({ unlocked: z.literal(true) })),
  /** Verifications that stand still now, for the manager, newest first. */
  paused: procedure({ permission: 'identity.unlock' })
    .input(z.strictObject({ before: Id.nullable().default(null), limit: z.int().min(1).max(100).default(50) }))
    .output(
      z.object({
        pauses: z.array(
          VerificationPause.extend({
            /** The case of the try that led to it. */
            case: CaseRow.pick({ id: true, reference: true }).nullable(),
            person: z.string().nullable(),
            staff: z.string().nullable(),
          }),
        ),
        more: z.boolean(),
      }),
    ),
};
