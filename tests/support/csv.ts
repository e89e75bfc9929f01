import type { ContractRouterClient } from '@orpc/contract';
import type { ImportKind, ImportMapping, ImportProgress } from '../../src-shared/contract/imports.ts';
import type { contract } from '../../src-shared/contract/index.ts';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';

/** Whoever speaks to a desk: a page over its port, or a test at its side. */
export interface Importer {
  readonly desk: Pick<ContractRouterClient<typeof contract>, 'imports'>;
}

/** Rows as a spreadsheet writes them. */
export function csv(rows: readonly (readonly string[])[], separator = ',', end = '\r\n'): string {
  const cell = (text: string) => (/["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(separator) + end).join('');
}

/** Sends a file as a page does. */
export async function sendFile({ desk }: Importer, file: string | Buffer, pieceBytes = 300_000): Promise<string> {
  const bytes = Buffer.from(file);
  const { importId } = await desk.imports.open({ name: 'export.csv', bytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += pieceBytes)
    await desk.imports.piece({ importId, offset, data: bytes.subarray(offset, offset + pieceBytes).toString('base64') });
  return importId;
}

export interface Told {
  readonly mapping?: ImportMapping;
  readonly asOf?: string;
}

async function end(
  desk: Importer['desk'],
  act: 'dryRun' | 'apply',
  importId: string,
  kind: ImportKind,
  told: Told,
): Promise<ImportProgress> {
  const mapping = told.mapping ?? (await desk.imports.look({ importId, kind })).suggested.mapping;
  let last: ImportProgress | null = null;
  for await (const progress of await desk.imports[act]({ importId, kind, mapping, asOf: (told.asOf ?? null) as Instant | null }))
    last = progress;
  if (!last?.done) throw new Error('the import told no end');
  return last;
}

/** What taking a file that was sent in would do, at its end. */
export const tryFile = ({ desk }: Importer, importId: string, kind: ImportKind, told: Told = {}) =>
  end(desk, 'dryRun', importId, kind, told);

/** Takes a file that was sent in; its end. */
export const applyFile = ({ desk }: Importer, importId: string, kind: ImportKind, told: Told = {}) =>
  end(desk, 'apply', importId, kind, told);

/** Sends a file and takes it in. */
export const takeFile = async (desk: Importer, kind: ImportKind, file: string | Buffer, told: Told = {}) =>
  applyFile(desk, await sendFile(desk, file), kind, told);

/** The numbers of a run: created, changed, same, refused. */
export const numbers = ({ created, changed, same, refused }: ImportProgress) => [created, changed, same, refused];
