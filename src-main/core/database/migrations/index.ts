import { desk } from './0010-desk.ts';
import { ledger } from './0020-ledger.ts';
import { cases } from './0030-cases.ts';
import { tally } from './0040-tally.ts';
import { messages } from './0050-messages.ts';
import { search } from './0060-search.ts';
import { intake } from './0070-intake.ts';
import { own } from './0080-own.ts';
import { deadlines } from './0090-deadlines.ts';
import { directory } from './0100-directory.ts';
import { identity } from './0110-identity.ts';
import { calls } from './0120-calls.ts';
import type { Migration } from './migration.ts';

/** In order. A test holds each released one to its hash. */
export const MIGRATIONS: readonly Migration[] = [
  desk,
  ledger,
  cases,
  tally,
  messages,
  search,
  intake,
  own,
  deadlines,
  directory,
  identity,
  calls,
];

export const NEWEST_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));
