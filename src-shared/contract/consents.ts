import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { ConsentMethod, ConsentPurpose } from '../vocabulary/consent.ts';
import { Instant } from '../vocabulary/dates.ts';
import { PersonName } from './directory.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

export const RecordingRuleView = z.object({
  place: z.string(),
  rule: z.enum(['all_party', 'one_party', 'basis_and_notice']),
  citation: z.string(),
  source: z.string(),
  confirmed: z.boolean(),
  note: z.string().nullable(),
  /** False: the place is not known for sure, and this is the strictest rule of all. */
  known: z.boolean(),
});
export type RecordingRuleView = z.infer<typeof RecordingRuleView>;

/** One record of the consent ledger. It is never changed: a withdrawal, or a correction, is another one. */
export const ConsentRecord = z.object({
  id: Id,
  /** Its place in this desk's chain, and its hash over the one before. */
  position: z.int(),
  hash: z.string(),
  at: Instant,
  by: z.string(),
  callId: Id.nullable(),
  caseId: Id.nullable(),
  person: PersonName.nullable(),
  answers: z.array(z.object({ purpose: ConsentPurpose, answer: z.enum(['granted', 'refused', 'withdrawn']) })),
  method: ConsentMethod,
  verbatim: z.string(),
  expiresAt: Instant.nullable(),
  script: z.object({ id: Id, version: z.int(), language: z.string(), sha256: z.string(), readAt: Instant }).nullable(),
  rule: RecordingRuleView.nullable(),
  /** The record that it takes the place of. */
  supersedes: Id.nullable(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

export const Standing = z.object({
  purpose: ConsentPurpose,
  standing: z.enum(['granted', 'refused', 'withdrawn', 'expired', 'none']),
  recordId: Id.nullable(),
  since: Instant.nullable(),
  expiresAt: Instant.nullable(),
});

const Document = z.object({ name: z.string(), type: z.string(), data: z.base64() });

export const RetentionProgress = z.object({
  looked: z.int(),
  /** Records to delete, or deleted; and what is kept, by why. */
  deleted: z.int(),
  kept: z.object({ telemarketing: z.int(), case: z.int(), legalHold: z.int() }),
  /** The oldest and newest of what goes. */
  oldest: Instant.nullable(),
  newest: Instant.nullable(),
  done: z.boolean(),
});
export type RetentionProgress = z.infer<typeof RetentionProgress>;

export const consents = {
  /** How every purpose stands for a person, now or at any moment before. */
  standing: procedure({ permission: 'consent.read' })
    .input(z.strictObject({ personId: Id, at: Instant.nullable().default(null) }))
    .output(z.object({ person: PersonName, at: Instant, standings: z.array(Standing) })),

  /** The records of a person or a case, newest first. */
  history: procedure({ permission: 'consent.read' })
    .input(
      z.strictObject({
        personId: Id.optional(),
        caseId: Id.optional(),
        before: z.int().nullable().default(null),
        limit: z.int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ records: z.array(ConsentRecord), more: z.boolean() })),

  /** A consent, refusal or withdrawal that came outside of a call: by letter or mail. Recording purposes are given on calls only, and may be withdrawn here. */
  record: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        personId: Id,
        caseId: Id.nullable().default(null),
        answers: z
          .array(z.strictObject({ purpose: ConsentPurpose, answer: z.enum(['granted', 'refused', 'withdrawn']) }))
          .min(1)
          .max(8),
        method: ConsentMethod,
        verbatim: z.string().trim().max(1000).default(''),
        expiresAt: Instant.nullable().default(null),
      }),
    )
    .output(ConsentRecord),

  /** A call as vCon (draft-ietf-vcon-vcon-core) with the consent attachment (draft-howe-vcon-consent). */
  vcon: procedure({ permission: 'consent.export' })
    .input(z.strictObject({ callId: Id }))
    .output(Document),
  /** One record as a consent receipt (Kantara 1.1 field names), for a machine or on paper. */
  receipt: procedure({ permission: 'consent.export' })
    .input(z.strictObject({ recordId: Id, format: z.enum(['json', 'pdf']) }))
    .output(Document),
  /** A person's whole history, to read out or to send. */
  wholeHistory: procedure({ permission: 'consent.export' })
    .input(z.strictObject({ personId: Id, format: z.enum(['text', 'pdf']) }))
    .output(Document),

  /** What the retention job would delete today, and nothing done; then the same, done. Can be left at any time. */
  retentionPreview: procedure({ permission: 'retention.run' }).output(eventIterator(RetentionProgress)),
  retentionApply: procedure({ permission: 'retention.run' })
    .input(z.strictObject({ reason: z.string().trim().min(3).max(500) }))
    .output(eventIterator(RetentionProgress)),
};
