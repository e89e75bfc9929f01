import * as z from 'zod';
import { BANDS, BuiltInView, type CaseFilter, SORTS, type Sort } from '../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, Language, REQUEST_KINDS } from '../../src-shared/vocabulary/case.ts';

const listed = (value: unknown) => (typeof value === 'string' ? value.split(',') : value);

/** One or many of a closed list; what somebody typed wrongly into the address is left out. */
function many<const T extends string>(words: readonly T[]) {
  return z
    .preprocess(listed, z.array(z.string()))
    .transform((list) => words.filter((word) => list.includes(word)))
    .transform((list) => (list.length > 0 ? list : undefined))
    .optional()
    .catch(undefined);
}

/** The queue's part of the address: view, filters, order, and the case under the cursor. Unknown values are dropped, never an error. */
export const QueueSearch = z.object({
  view: BuiltInView.optional().catch(undefined),
  /** The saved view that was chosen, for its name; its filter and order stand in the address too. */
  saved: z.uuid().optional().catch(undefined),
  text: z.string().max(500).optional().catch(undefined),
  kinds: many(REQUEST_KINDS),
  channels: many(CHANNELS),
  statuses: many(CASE_STATUSES),
  languages: z.preprocess(listed, z.array(Language).min(1).max(20)).optional().catch(undefined),
  assignee: z
    .union([z.uuid(), z.literal('nobody')])
    .optional()
    .catch(undefined),
  bands: many(BANDS),
  sort: z.enum(SORTS).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** Headings where another band begins. */
  group: z.literal('band').optional().catch(undefined),
  /** Id of the case under the cursor, so that Back returns to it. */
  selected: z.uuid().optional().catch(undefined),
});
export type QueueSearch = z.infer<typeof QueueSearch>;

export const DEFAULT_VIEW: BuiltInView = 'all';
export const DEFAULT_SORT: Sort = { by: 'due', direction: 'asc' };

/** The direction one expects on choosing a sort: what is due first, what happened last. */
export function usualDirection(by: Sort['by']): Sort['direction'] {
  return by === 'due' || by === 'reference' ? 'asc' : 'desc';
}

/** The filter that an address asks for, as the contract wants it: nothing undefined. */
export function filterOf({ text, kinds, channels, statuses, languages, assignee, bands }: QueueSearch): CaseFilter {
  return {
    ...(text?.trim() ? { text } : {}),
    ...(kinds ? { kinds } : {}),
    ...(channels ? { channels } : {}),
    ...(statuses ? { statuses } : {}),
    ...(languages ? { languages } : {}),
    ...(assignee ? { assignee } : {}),
    ...(bands ? { bands } : {}),
  };
}

/** The order that an address asks for. */
export function sortOf({ sort, direction }: QueueSearch): Sort {
  const by = sort ?? DEFAULT_SORT.by;
  return { by, direction: direction ?? usualDirection(by) };
}

/** The address of a view with a filter and an order: the other way round. What is usual is left out. */
export function searchOf(view: BuiltInView, filter: CaseFilter, sort: Sort, saved?: string): QueueSearch {
  return {
    ...(view === DEFAULT_VIEW ? {} : { view }),
    ...(saved ? { saved } : {}),
    ...filter,
    ...(sort.by === DEFAULT_SORT.by ? {} : { sort: sort.by }),
    ...(sort.direction === usualDirection(sort.by) ? {} : { direction: sort.direction }),
  };
}

/** `?kinds=access,deletion`: readable, unlike the router's own JSON. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
