import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { IdentityGate } from '../cases/identity-gate.ts';
import type { Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { Reader } from '../database/reader.ts';
import type { ClockBook } from '../deadlines/book.ts';
import type { DirectoryService } from '../directory/service.ts';
import type { IntakeService } from '../intake/service.ts';
import type { ScriptsService } from '../scripts/service.ts';
import type { StaffDirectory } from '../staff/directory.ts';

export interface DemoOptions {
  readonly db: Connection;
  readonly reader: Reader;
  readonly command: Command;
  readonly book: ClockBook;
  readonly staff: StaffDirectory;
  readonly gate: IdentityGate;
  readonly intake: IntakeService;
  readonly scripts: ScriptsService;
  readonly directory: DirectoryService;
  readonly organisation: () => { readonly name: string; readonly calendar: string };
  readonly resourcesFolder: string;
  readonly now: () => Instant;
}
