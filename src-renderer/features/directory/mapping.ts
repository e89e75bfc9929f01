import { IMPORT_FIELDS, type ImportKind, type ImportLook, type ImportMapping } from '../../../src-shared/contract/imports.ts';

/** What a field may be mapped to: every column that may come in, and what was suggested where that is several columns put together. */
export function choicesFor(field: string, { columns, refused, suggested }: ImportLook): readonly string[] {
  const closed = new Set(refused.map(({ column }) => column));
  const open = columns.filter((column) => column !== '' && !closed.has(column));
  const own = suggested.mapping[field];
  return [...new Set([...(own === undefined ? [] : [own]), ...open])];
}

/** A mapping with one field given another column, or none. */
export function mapped(mapping: ImportMapping, field: string, column: string | null): ImportMapping {
  const { [field]: _before, ...rest } = mapping;
  return column === null ? rest : { ...rest, [field]: column };
}

/** The fields of a kind in their order. */
export const fieldsOf = (kind: ImportKind): readonly string[] => IMPORT_FIELDS[kind];

/** Columns that nothing is taken from: neither refused nor mapped. */
export function unusedColumns({ columns, refused }: ImportLook, mapping: ImportMapping): readonly string[] {
  const used = new Set([
    ...Object.values(mapping).flatMap((column) => [column, ...column.split('+')]),
    ...refused.map(({ column }) => column),
  ]);
  return columns.filter((column) => column !== '' && !used.has(column));
}
