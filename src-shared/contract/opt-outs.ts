import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { Channel } from '../vocabulary/case.ts';
import { OptOutState } from '../vocabulary/consent.ts';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import { ContactChannel, PreferenceScope } from '../vocabulary/directory.ts';
import { Reference } from '../vocabulary/reference.ts';
import { ContactValue } from './cases.ts';
import { PersonName } from './directory.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** An opt-out that was taken: in force from the moment it was said, whatever the CRM does. */
export const OptOut = z.object({
  id: Id,
  scope: PreferenceScope,
  channel: ContactChannel,
  takenAt: Instant,
  by: z.string(),
  /** On file, or known only by what was given. */
  person: PersonName.nullable(),
  givenName: z.string(),
  contacts: z.array(z.object({ channel: ContactChannel, value: ContactValue })),
  case: z.object({ id: Id, reference: Reference }).nullable(),
  state: OptOutState,
  stateAt: Instant,
  /** The day by which it must be done, under the rule that governs its case. */
  dueOn: CalendarDate.nullable(),
});
export type OptOut = z.infer<typeof OptOut>;

export const SuppressionEntry = z.object({
  id: Id,
  channel: ContactChannel,
  value: ContactValue,
  scope: PreferenceScope,
  since: Instant,
  source: z.string(),
});
export type SuppressionEntry = z.infer<typeof SuppressionEntry>;

/** Whom it is about: somebody on file, or whatever they gave. No identity is asked for, and one contact or a name is enough. */
const Who = z.strictObject({
  personId: Id.nullable().default(null),
  name: z.string().trim().max(200).default(''),
  email: z.string().trim().max(320).default(''),
  phone: z.string().trim().max(60).default(''),
  address: z.string().trim().max(500).default(''),
});

export const optOuts = {
  /**
   * Takes an opt-out: on the suppression list and in the outbox to the CRM at once, and a case with its clock, unless it is on one. `service`
   * is not taken: it is answered with its script (`not_allowed`, with the words to say).
   */
  take: procedure({ permission: 'opt_out.take' })
    .input(
      z.strictObject({
        who: Who,
        optOuts: z
          .array(z.strictObject({ scope: PreferenceScope, channels: z.array(ContactChannel).min(1).max(5) }))
          .min(1)
          .max(7),
        channel: Channel,
        caseId: Id.nullable().default(null),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .nullable()
          .default(null),
        region: z
          .string()
          .regex(/^[A-Z]{2,3}$/)
          .nullable()
          .default(null),
        language: z
          .string()
          .regex(/^[a-z]{2}$/)
          .default('en'),
      }),
    )
    .output(z.object({ optOuts: z.array(OptOut), confirmation: z.string(), case: z.object({ id: Id, reference: Reference }).nullable() })),

  list: procedure({ permission: 'opt_out.take' })
    .input(
      z.strictObject({
        personId: Id.optional(),
        caseId: Id.optional(),
        state: OptOutState.optional(),
        before: Id.nullable().default(null),
        limit: z.int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ optOuts: z.array(OptOut), more: z.boolean() })),

  /** Somebody carried it out by hand, where no CRM will say so. */
  confirm: procedure({ permission: 'opt_out.take' })
    .input(z.strictObject({ optOutId: Id, note: z.string().trim().min(3).max(500) }))
    .output(OptOut),

  /** Before anything is sent: may this contact get that? Answers by the whole contact only. */
  check: procedure({ permission: 'suppression.check' })
    .input(z.strictObject({ channel: ContactChannel, value: z.string().trim().min(3).max(500), scope: PreferenceScope }))
    .output(
      z.object({
        maySend: z.boolean(),
        because: z.array(z.object({ scope: PreferenceScope, channel: ContactChannel, since: Instant, source: z.string() })),
        /** Nobody may ask this person to opt in again before that day (California: 12 months). */
        notAskBefore: CalendarDate.nullable(),
      }),
    ),

  suppression: procedure({ permission: 'suppression.manage' })
    .input(
      z.strictObject({
        channel: ContactChannel.optional(),
        before: Id.nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ entries: z.array(SuppressionEntry), more: z.boolean(), total: z.int() })),
  /** CSV `channel,value,scope,since`, or a list of e-mail addresses or numbers; bad lines are told by number. Nothing is ever taken off by it, so a longer list is taken in piece by piece. */
  importList: procedure({ permission: 'suppression.manage' })
    .input(z.strictObject({ name: z.string().max(255), text: z.string().max(2_000_000), dryRun: z.boolean() }))
    .output(
      z.object({
        added: z.int(),
        same: z.int(),
        refused: z.int(),
        problems: z.array(z.object({ line: z.int(), problem: z.string() })),
      }),
    ),
  /** The list as CSV, in pieces, for whoever sends. On the ledger. */
  exportList: procedure({ permission: 'suppression.manage' })
    .input(z.strictObject({ reason: z.string().trim().min(3).max(500) }))
    .output(eventIterator(z.object({ text: z.string(), done: z.boolean() }))),
};
