import * as z from 'zod';
import { Language, RequestKind } from '../vocabulary/case.ts';
import { CallDirection, CallState, ConsentMethod, ConsentPurpose, PlaceSource, ScriptPurpose } from '../vocabulary/consent.ts';
import { Instant } from '../vocabulary/dates.ts';
import { ContactChannel, PreferenceScope } from '../vocabulary/directory.ts';
import { Reference } from '../vocabulary/reference.ts';
import { ConsentRecord, RecordingRuleView } from './consents.ts';
import { PersonMatch, PersonName } from './directory.ts';
import { OptOut } from './opt-outs.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** An opt-out that was said on the call and is taken when it closes. */
export const StagedOptOut = z.strictObject({ scope: PreferenceScope, channels: z.array(ContactChannel).min(1).max(5) });
export type StagedOptOut = z.infer<typeof StagedOptOut>;

/** A call as it stands: everything that was typed is here, so that a window that dies in mid-call loses nothing. */
export const Call = z.object({
  id: Id,
  direction: CallDirection,
  state: CallState,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  by: PersonName,
  /** `shown`: as it is read out and dialled, `+1 202 555 0142`; empty where it was withheld. `e164`: null where it can be no number, or is masked. */
  number: z.object({
    typed: z.string(),
    shown: z.string(),
    e164: z.string().nullable(),
    country: z.string().nullable(),
    masked: z.boolean(),
  }),
  /** Who is on the line, as far as anybody knows. A number that fits proves nothing. */
  person: PersonName.nullable(),
  callerName: z.string(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  placeSource: PlaceSource,
  language: Language,
  note: z.string(),
  verbatim: z.string(),
  optOuts: z.array(StagedOptOut),
  /** The script that is to be read now, and since when it has been read. */
  script: z.object({ id: Id, version: z.int(), language: Language, text: z.string(), readAt: Instant.nullable() }).nullable(),
  /** What goes for recording where the caller says to be; the strictest goes for every call. */
  rule: RecordingRuleView,
  /** The answers so far, newest per purpose. */
  answers: z.array(z.object({ purpose: ConsentPurpose, answer: z.enum(['granted', 'refused', 'withdrawn']) })),
  /** Whether this call may be recorded now. */
  recording: z.enum(['not_asked', 'allowed', 'refused']),
  /** Recording stands still, because a card number is being spoken. */
  pausedSince: Instant.nullable(),
  recordings: z.array(z.object({ system: z.string(), externalId: z.string(), sha256: z.string(), at: Instant })),
  case: z.object({ id: Id, reference: Reference }).nullable(),
  version: z.int(),
});
export type Call = z.infer<typeof Call>;

const one = { callId: Id };

export const calls = {
  /** Starts a call; the timer runs from now. */
  open: procedure({ permission: 'call.take' })
    .input(z.strictObject({ direction: CallDirection.default('inbound'), number: z.string().max(200).default('') }))
    .output(Call),

  /** One's own calls that are not closed: what a window that was killed brings back. */
  mine: procedure({ permission: 'call.take' }).output(z.object({ calls: z.array(Call) })),

  /**
   * What was typed, as it is typed. Fields that are left out stay. `seq` rises by one with every save of this window, so that an answer
   * that comes late overwrites nothing newer.
   */
  save: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        ...one,
        seq: z.int().min(0),
        number: z.string().max(200).optional(),
        direction: CallDirection.optional(),
        personId: Id.nullable().optional(),
        callerName: z.string().max(200).optional(),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .nullable()
          .optional(),
        region: z
          .string()
          .regex(/^[A-Z]{2,3}$/)
          .nullable()
          .optional(),
        placeSource: PlaceSource.optional(),
        language: Language.optional(),
        note: z.string().max(10_000).optional(),
        verbatim: z.string().max(1000).optional(),
        optOuts: z.array(StagedOptOut).max(7).optional(),
      }),
    )
    .output(Call),

  /** Persons whose number on file this is, by the whole of it; and the number as it is written. Hostile text is just text. */
  lookUp: procedure({ permission: 'call.take' })
    .input(z.strictObject({ number: z.string().max(200) }))
    .output(z.object({ shown: z.string(), e164: z.string().nullable(), country: z.string().nullable(), persons: z.array(PersonMatch) })),

  park: procedure({ permission: 'call.take' }).input(z.strictObject(one)).output(Call),
  resume: procedure({ permission: 'call.take' }).input(z.strictObject(one)).output(Call),

  /** Takes the script in force for this purpose in the call's language (English where there is none), and marks it as read now. */
  read: procedure({ permission: 'call.take' })
    .input(z.strictObject({ ...one, purpose: ScriptPurpose }))
    .output(Call),

  /** The caller answered: an immutable record at once. A yes to recording needs its script to have been read on this call; a no never does. */
  answer: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        ...one,
        answers: z
          .array(z.strictObject({ purpose: ConsentPurpose, answer: z.enum(['granted', 'refused', 'withdrawn']) }))
          .min(1)
          .max(8),
        method: ConsentMethod,
        verbatim: z.string().trim().max(1000).default(''),
      }),
    )
    .output(z.object({ call: Call, record: ConsentRecord })),

  /** A card number is about to be spoken: recording stands still; and goes on. */
  pause: procedure({ permission: 'call.take' }).input(z.strictObject(one)).output(Call),
  unpause: procedure({ permission: 'call.take' }).input(z.strictObject(one)).output(Call),

  /** Where the recording lies: system, id and hash, never the sound. Refused without a consent of this call that covers it. */
  attachRecording: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        ...one,
        system: z.string().trim().min(1).max(100),
        externalId: z.string().trim().min(1).max(200),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is a SHA-256 in 64 hex digits'),
      }),
    )
    .output(Call),

  /** Opens a case from the call, with what the caller asks; the call's note goes with it. */
  openCase: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        ...one,
        requests: z
          .array(z.strictObject({ kind: RequestKind, detail: z.string().trim().max(10_000).default('') }))
          .min(1)
          .max(9),
      }),
    )
    .output(z.object({ call: Call, reference: Reference, handedOver: z.boolean() })),
  /** Or puts the call on a case that is there. */
  attachCase: procedure({ permission: 'call.take' })
    .input(z.strictObject({ ...one, caseId: Id }))
    .output(Call),

  /**
   * Ends the call and takes the opt-outs that were said on it. What they need (a name or any contact) is asked for by `invalid`. A call on
   * which nothing was typed or answered is thrown away.
   */
  close: procedure({ permission: 'call.take' })
    .input(z.strictObject(one))
    .output(
      z.object({
        call: Call.nullable(),
        optOuts: z.array(OptOut),
        /** What to say to confirm it, in the call's language; null where nothing was opted out of. */
        confirmation: z.string().nullable(),
        case: z.object({ id: Id, reference: Reference }).nullable(),
      }),
    ),

  /** Calls that were closed: of a person or a case, newest first. */
  list: procedure({ permission: 'call.take' })
    .input(
      z.strictObject({
        personId: Id.optional(),
        caseId: Id.optional(),
        before: Id.nullable().default(null),
        limit: z.int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ calls: z.array(Call), more: z.boolean() })),
};
