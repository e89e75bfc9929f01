import { BANDS, type Band, type CaseFilter, type Sort } from '../../../src-shared/contract/cases.ts';
import {
  CASE_STATUSES,
  type CaseStatus,
  CHANNELS,
  type Channel,
  REQUEST_KINDS,
  type RequestKind,
} from '../../../src-shared/vocabulary/case.ts';

import { usualDirection } from '../../app/address.ts';

/** One thing that a filter asks for, and that one can take away again. */
export type Chip =
  | { readonly field: 'kinds'; readonly value: RequestKind }
  | { readonly field: 'channels'; readonly value: Channel }
  | { readonly field: 'statuses'; readonly value: CaseStatus }
  | { readonly field: 'bands'; readonly value: Band }
  | { readonly field: 'languages'; readonly value: string }
  /** A staff id, or `nobody`. */
  | { readonly field: 'assignee'; readonly value: string };
export type ChipField = Chip['field'];

const ORDER = {
  kinds: REQUEST_KINDS,
  channels: CHANNELS,
  statuses: CASE_STATUSES,
  bands: BANDS,
} as const;

/** A chip as one string, for lists of options. */
export function chipKey({ field, value }: Chip): string {
  return `${field}:${value}`;
}

/** What a filter asks for beside its words, as chips in one order. */
export function chipsOf(filter: CaseFilter): Chip[] {
  return [
    ...(filter.kinds ?? []).map((value): Chip => ({ field: 'kinds', value })),
    ...(filter.channels ?? []).map((value): Chip => ({ field: 'channels', value })),
    ...(filter.statuses ?? []).map((value): Chip => ({ field: 'statuses', value })),
    ...(filter.bands ?? []).map((value): Chip => ({ field: 'bands', value })),
    ...(filter.languages ?? []).map((value): Chip => ({ field: 'languages', value })),
    ...(filter.assignee ? [{ field: 'assignee', value: filter.assignee } as const] : []),
  ];
}

export function hasChip(filter: CaseFilter, chip: Chip): boolean {
  const held = filter[chip.field];
  return Array.isArray(held) ? (held as readonly string[]).includes(chip.value) : held === chip.value;
}

/** Adds a chip, or takes it away where it is there. Lists keep the vocabulary's order, so that equal filters are equal. */
export function toggleChip(filter: CaseFilter, chip: Chip): CaseFilter {
  const { [chip.field]: held, ...rest } = filter;
  if (chip.field === 'assignee') return held === chip.value ? rest : { ...rest, assignee: chip.value };
  const list = (held ?? []) as readonly string[];
  const next = list.includes(chip.value) ? list.filter((value) => value !== chip.value) : [...list, chip.value];
  if (next.length === 0) return rest;
  const order: readonly string[] | null = chip.field === 'languages' ? null : ORDER[chip.field];
  const sorted = order ? order.filter((value) => next.includes(value)) : next.toSorted();
  return { ...rest, [chip.field]: sorted };
}

/** Changes the words that are searched for. */
export function withText(filter: CaseFilter, text: string): CaseFilter {
  const { text: _, ...rest } = filter;
  return text.trim() ? { ...rest, text } : rest;
}

/** Whether a queue shows other cases than its view alone does. */
export function isFiltered(filter: CaseFilter): boolean {
  return Boolean(filter.text?.trim()) || chipsOf(filter).length > 0;
}

/** The direction that one expects on choosing an order: what is due first, what happened last. Choosing it again turns it round. */
export function nextSort(now: Sort, by: Sort['by']): Sort {
  if (now.by === by) return { by, direction: now.direction === 'asc' ? 'desc' : 'asc' };
  return { by, direction: usualDirection(by) };
}
