import * as z from 'zod';
import { CaseStatus, Channel, DenialReason, Language, Outcome, RequesterRole, RequestKind } from '../vocabulary/case.ts';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import { Reference } from '../vocabulary/reference.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** The views every desk has; own ones are `saved:` and an id. */
export const BUILT_IN_VIEWS = [
  'mine',
  'unassigned',
  'due_soon',
  'overdue',
  'awaiting_identity',
  'awaiting_requester',
  'in_review',
  'all',
  'closed',
] as const;
export const BuiltInView = z.enum(BUILT_IN_VIEWS);
export type BuiltInView = z.infer<typeof BuiltInView>;

export const SORTS = ['due', 'received', 'updated', 'reference'] as const;
export const Sort = z.strictObject({ by: z.enum(SORTS), direction: z.enum(['asc', 'desc']) });
export type Sort = z.infer<typeof Sort>;

/** Where a case stands to its governing date. `none`: no clock is running for it. */
export const BANDS = ['overdue', 'soon', 'later', 'paused', 'none'] as const;
export const Band = z.enum(BANDS);
export type Band = z.infer<typeof Band>;

/** Narrows a view. Lists are alternatives, fields are joined by `and`. `text` is the search box: any input is safe. */
export const CaseFilter = z.strictObject({
  text: z.string().max(500).optional(),
  kinds: z.array(RequestKind).max(9).optional(),
  channels: z.array(Channel).max(8).optional(),
  statuses: z.array(CaseStatus).max(7).optional(),
  languages: z.array(Language).max(20).optional(),
  /** A staff id, or `nobody`. */
  assignee: z.union([Id, z.literal('nobody')]).optional(),
  bands: z.array(Band).max(5).optional(),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

/** One line of the queue. */
export const CaseRow = z.object({
  id: Id,
  reference: Reference,
  requesterName: z.string(),
  kinds: z.array(RequestKind),
  channel: Channel,
  status: CaseStatus,
  language: z.string().nullable(),
  assignee: z.string().nullable(),
  receivedAt: Instant,
  updatedAt: Instant,
  workByOn: CalendarDate.nullable(),
  /** The regime whose clock governs: `house`, `ccpa`; null where no clock is running. */
  regime: z.string().nullable(),
  /** Which of its clocks: `acknowledge`, `respond` … */
  clock: z.string().nullable(),
  band: Band,
  sealed: z.boolean(),
  duplicateOf: Id.nullable(),
  /** Nobody has opened it yet. */
  unread: z.boolean(),
  version: z.int(),
});
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseRequest = z.object({
  id: Id,
  kind: RequestKind,
  detail: z.string(),
  /** What intake suggested, and how sure it was (0…1); null for a request that a person entered. */
  suggested: z.object({ kind: z.string(), confidence: z.number(), because: z.array(z.string()) }).nullable(),
  confirmed: z.boolean(),
  outcome: Outcome.nullable(),
  denialReason: DenialReason.nullable(),
  /** Why, in the words that the letter will use. */
  outcomeNote: z.string(),
  outcomeBy: z.string().nullable(),
});
export type CaseRequest = z.infer<typeof CaseRequest>;

/** A contact detail as this reader may see it: `masked` values come as `m•••@e•••` and are revealed with a reason. */
export const ContactValue = z.object({ value: z.string(), masked: z.boolean() });
export type ContactValue = z.infer<typeof ContactValue>;
export const CONTACT_FIELDS = ['email', 'phone', 'address', 'customerNumber'] as const;
export const ContactField = z.enum(CONTACT_FIELDS);
export type ContactField = z.infer<typeof ContactField>;

export const Requester = z.object({
  name: z.string(),
  role: RequesterRole,
  email: ContactValue.nullable(),
  phone: ContactValue.nullable(),
  address: ContactValue.nullable(),
  customerNumber: ContactValue.nullable(),
  /** ISO 3166-1 alpha-2, and for the US the state. */
  country: z.string().nullable(),
  region: z.string().nullable(),
});
export type Requester = z.infer<typeof Requester>;

export const MoveOption = z.object({
  to: CaseStatus,
  allowed: z.boolean(),
  /** What is missing, as a word of `cases/moves.ts`, `identity` where nobody knows yet who asks, `approval` where a manager must close it. */
  because: z.enum(['outcomes', 'settled_without_answer', 'quick_kinds', 'identity', 'approval']).nullable(),
});

export const CaseDetail = z.object({
  row: CaseRow,
  requester: Requester,
  requests: z.array(CaseRequest),
  moves: z.array(MoveOption),
  /** Whether it is known who asks; `not_needed` where nobody may ask. */
  identity: z.enum(['not_needed', 'open', 'paused', 'settled']),
  /** Cases that look like the same contact, or that were linked as duplicates of this one. */
  related: z.array(
    z.object({
      id: Id,
      reference: Reference,
      status: CaseStatus,
      receivedAt: Instant,
      relation: z.enum(['duplicate_of', 'duplicate', 'same_sender']),
    }),
  ),
  closedAt: Instant.nullable(),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** One line of the timeline, newest first. `facts` holds what the sentence needs, by type; its words are the page's. */
export const TIMELINE_TYPES = [
  'taken_in',
  'message',
  'note',
  'moved',
  'assigned',
  'request_added',
  'request_changed',
  'request_removed',
  'outcome',
  'requester_changed',
  'duplicate_linked',
  'duplicate_unlinked',
  'revealed',
  'reopened',
  'undone',
  'deadline_event',
  'deadline_withdrawn',
  'extension_proposed',
  'extension_decided',
  'regimes_changed',
  'receipt_changed',
  'subject_linked',
  'subject_unlinked',
  'scope_changed',
  'identity_proof',
  'identity_withdrawn',
  'identity_failed',
  'identity_code_sent',
  'identity_called',
  'identity_paused',
  'identity_unlocked',
  'identity_file_deleted',
  'file_added',
  'access_checked',
  'called',
  'consented',
  'opted_out',
  'opt_out_confirmed',
  'opt_out_failed',
] as const;
export const TimelineEntry = z.object({
  id: Id,
  at: Instant,
  /** Name of the member of staff, or `system`. */
  actor: z.string(),
  type: z.enum(TIMELINE_TYPES),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const CaseFile = z.object({ id: Id, name: z.string(), type: z.string(), bytes: z.int(), messageId: Id.nullable() });
export const CaseMessage = z.object({
  id: Id,
  fromName: z.string(),
  fromEmail: ContactValue,
  subject: z.string(),
  receivedAt: Instant,
  /** Plain text; HTML arrives here as sanitised text only. */
  text: z.string(),
  truncated: z.boolean(),
  language: z.string().nullable(),
  /** Another message carries this Message-ID with other content: look twice. */
  idReused: z.boolean(),
  files: z.array(CaseFile),
});
export type CaseMessage = z.infer<typeof CaseMessage>;

/** What a change answers: the case as it is now, and how to take the change back, where that is safe. */
export const Changed = z.object({ cases: z.array(CaseRow), undoId: Id.nullable() });
export type Changed = z.infer<typeof Changed>;

/** What a reader of one case sends with a change: refused as `stale` where the case has moved on. */
const One = { caseId: Id, version: z.int() };
const Many = z
  .array(z.strictObject({ caseId: Id, version: z.int() }))
  .min(1)
  .max(200);

const requesterFields = {
  name: z.string().trim().max(200),
  role: RequesterRole,
  email: z.string().trim().max(320),
  phone: z.string().trim().max(60),
  address: z.string().trim().max(500),
  customerNumber: z.string().trim().max(60),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is a two-letter country code')
    .nullable(),
  region: z
    .string()
    .regex(/^[A-Z]{2,3}$/, 'is a state code')
    .nullable(),
};

const RequesterInput = z.strictObject({
  name: requesterFields.name.default(''),
  role: requesterFields.role.default('subject'),
  email: requesterFields.email.default(''),
  phone: requesterFields.phone.default(''),
  address: requesterFields.address.default(''),
  customerNumber: requesterFields.customerNumber.default(''),
  country: requesterFields.country.default(null),
  region: requesterFields.region.default(null),
});
export type RequesterInput = z.input<typeof RequesterInput>;

/** Without the defaults: a field that is left out stays as it is. (`partial()` of the above would fill it in, and wipe the rest.) */
const RequesterPatch = z.strictObject(requesterFields).partial();

export const cases = {
  /** A keyset page: `after` is the `next` of the page before. */
  page: procedure({ permission: 'case.read' })
    .input(
      z.strictObject({
        view: BuiltInView.default('all'),
        filter: CaseFilter.default({}),
        sort: Sort.default({ by: 'due', direction: 'asc' }),
        after: z.string().max(200).nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ rows: z.array(CaseRow), next: z.string().nullable() })),

  /** Live counts of every built-in view, for what this person may see. */
  counts: procedure({ permission: 'case.read' }).output(z.object({ counts: z.record(BuiltInView, z.int()) })),

  /** How many cases a filter holds: exact up to 10,000, `more` beyond. */
  count: procedure({ permission: 'case.read' })
    .input(z.strictObject({ view: BuiltInView, filter: CaseFilter }))
    .output(z.object({ count: z.int(), more: z.boolean() })),

  /** `not_found` for a case that is not there, and by the same path for one that this person may not know of. */
  get: procedure({ permission: 'case.read' })
    .input(z.strictObject({ caseId: Id }))
    .output(CaseDetail),

  /** Marks a case as seen. */
  opened: procedure({ permission: 'case.work' })
    .input(z.strictObject({ caseId: Id }))
    .output(z.object({ seen: z.literal(true) })),

  timeline: procedure({ permission: 'case.read' })
    .input(z.strictObject({ caseId: Id, before: Id.nullable().default(null), limit: z.int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(TimelineEntry), more: z.boolean() })),

  messages: procedure({ permission: 'case.read' })
    .input(z.strictObject({ caseId: Id, before: Id.nullable().default(null), limit: z.int().min(1).max(50).default(20) }))
    .output(z.object({ messages: z.array(CaseMessage), more: z.boolean() })),

  /** A piece of a file, base64, at most 512 KiB; the page puts it together and saves where the user says. On the ledger once, at offset 0. */
  filePiece: procedure({ permission: 'case.read' })
    .input(z.strictObject({ fileId: Id, offset: z.int().min(0) }))
    .output(z.object({ data: z.base64(), bytes: z.int(), done: z.boolean() })),

  /** The form for phone, letter, portal, in person. A case that holds legal process is sealed: the answer then has no row (`handedOver`). */
  create: procedure({ permission: 'case.take_in' })
    .input(
      z.strictObject({
        channel: Channel,
        receivedAt: Instant.optional(),
        language: Language.nullable().default(null),
        requester: RequesterInput,
        requests: z
          .array(z.strictObject({ kind: RequestKind, detail: z.string().trim().max(10_000).default('') }))
          .min(1)
          .max(9),
        note: z.string().trim().max(10_000).default(''),
      }),
    )
    .output(z.object({ case: CaseRow.nullable(), reference: Reference, handedOver: z.boolean() })),

  assign: procedure({ permission: 'case.work' })
    .input(z.strictObject({ cases: Many, assignee: Id.nullable() }))
    .output(Changed),

  /** Moves cases along the table of moves; one that may not move refuses them all, naming it. `approvalReason` where one approves one's own. */
  move: procedure({ permission: 'case.work' })
    .input(z.strictObject({ cases: Many, to: CaseStatus, approvalReason: z.string().trim().max(1000).optional() }))
    .output(Changed),

  reopen: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, reason: z.string().trim().min(1).max(1000) }))
    .output(Changed),

  addRequest: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, kind: RequestKind, detail: z.string().trim().max(10_000).default('') }))
    .output(Changed),

  /** Confirms or corrects what intake suggested. Legal process seals the case. */
  changeRequest: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, requestId: Id, kind: RequestKind, detail: z.string().trim().max(10_000).optional() }))
    .output(Changed),

  removeRequest: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, requestId: Id }))
    .output(Changed),

  /** A denial names its reason. `outcome: null` takes an outcome back. */
  setOutcome: procedure({ permission: 'case.work' })
    .input(
      z.strictObject({
        ...One,
        requestId: Id,
        outcome: Outcome.nullable(),
        denialReason: DenialReason.nullable().default(null),
        note: z.string().trim().max(10_000).default(''),
      }),
    )
    .output(Changed),

  changeRequester: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, requester: RequesterPatch }))
    .output(Changed),

  addNote: procedure({ permission: 'case.work' })
    .input(z.strictObject({ caseId: Id, text: z.string().trim().min(1).max(10_000) }))
    .output(TimelineEntry),

  linkDuplicate: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, of: Id }))
    .output(Changed),
  unlinkDuplicate: procedure({ permission: 'case.work' }).input(z.strictObject(One)).output(Changed),

  /** Shows one masked contact detail. The reason is kept on the ledger. */
  reveal: procedure({ permission: 'contact.reveal' })
    .input(z.strictObject({ caseId: Id, field: ContactField, reason: z.string().trim().min(3).max(500) }))
    .output(z.object({ value: z.string() })),

  /** Takes back a change of one's own, where nothing has happened to the cases since: else `stale`, and nothing is changed. */
  undo: procedure({ permission: 'case.work' })
    .input(z.strictObject({ undoId: Id }))
    .output(Changed),
};
