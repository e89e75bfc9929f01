import { hash } from 'node:crypto';
import { render, secondsToRead, unknownVariables } from '../../../src-shared/consent/index.ts';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { SCRIPT_PURPOSES, type ScriptPurpose, type ScriptState } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { type Actor, type Command, SYSTEM } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { FALLBACK, type ShippedScripts } from './shipped.ts';
import {
  insertScript,
  type ScriptRecord,
  selectAllInForce,
  selectInForce,
  selectNewest,
  selectNewestApproved,
  selectScript,
  selectScripts,
  selectUsed,
  supersedeBefore,
  updateScript,
} from './store.ts';

/** More versions than an office writes in decades. */
const MOST_LISTED = 500;

export interface NewScript {
  readonly purpose: ScriptPurpose;
  readonly language: string;
  readonly text: string;
  readonly effectiveFrom: CalendarDate;
}

/** A script as a call needs it: what is read, and what proves later which words those were. */
export interface ReadScript {
  readonly id: string;
  readonly purpose: ScriptPurpose;
  readonly language: string;
  readonly version: number;
  /** With its variables: `render` fills them in. The hash is over this. */
  readonly text: string;
  readonly sha256: string;
}

export interface ScriptsOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly staff: StaffDirectory;
  readonly today: () => CalendarDate;
  readonly shipped: ReadonlyMap<string, ShippedScripts>;
}

/**
 * What is read out on the phone, in versions. Words are written once: nothing here changes the text of a version, for a consent names the
 * version to which it was given.
 */
export class ScriptsService {
  readonly #options: ScriptsOptions;

  constructor(options: ScriptsOptions) {
    this.#options = options;
  }

  /**
   * Puts in what ships: as version 1, approved by the system, for each purpose and language of which the desk has nothing yet. What staff
   * wrote stays. Called when the desk opens; does nothing where nothing is missing.
   */
  ship(): void {
    const { db, command, shipped, today } = this.#options;
    const missing = [...shipped.values()].flatMap(({ language, effectiveFrom, texts }) =>
      SCRIPT_PURPOSES.filter((purpose) => !selectNewest(db, purpose, language)).map((purpose) => ({
        purpose,
        language,
        text: texts[purpose],
        effectiveFrom: effectiveFrom < today() ? effectiveFrom : today(),
      })),
    );
    if (missing.length === 0) return;
    const input = missing.map(({ purpose, language, text }) => ({ purpose, language, sha256: hash('sha256', text) }));
    command(SYSTEM, { action: 'script.ship', subject: 'scripts', input }, (work) => {
      for (const script of missing) {
        const approval = { state: 'approved', approved_by: SYSTEM.staffId, approved_at: work.now };
        insertScript(db, { ...row(script), ...approval, id: work.newId(), version: 1, written_by: SYSTEM.staffId, written_at: work.now });
      }
      work.touch('scripts');
    });
  }

  list(): Script[] {
    const { db } = this.#options;
    const view = this.#view();
    return selectScripts(db, MOST_LISTED).map(view);
  }

  write(actor: Actor, script: NewScript): Script {
    const { db, command } = this.#options;
    requireKnown(script.text);
    const { purpose, language, effectiveFrom } = script;
    const written = row(script);
    const input = { purpose, language, effectiveFrom, sha256: written.sha256 };
    return command(actor, { action: 'script.write', subject: 'scripts', input }, ({ newId, now, about, touch }) => {
      const id = newId();
      about(id);
      const version = (selectNewest(db, purpose, language)?.version ?? 0) + 1;
      const blank = { state: 'draft', approved_by: null, approved_at: null };
      insertScript(db, { ...written, ...blank, id, version, written_by: actor.staffId, written_at: now });
      touch('scripts', id);
      return this.#one(id);
    });
  }

  /** As it would be read out, with invented values, and how long that takes. */
  preview(text: string, language: string): { text: string; seconds: number } {
    requireKnown(text);
    const { shipped } = this.#options;
    const read = render(text, (shipped.get(language) ?? shipped.get(FALLBACK)!).example);
    return { text: read, seconds: secondsToRead(read) };
  }

  /** From its day on, or from today where that has gone by, it is what is read. Nobody approves their own words while another manager could. */
  approve(actor: Actor, scriptId: string): Script {
    const { db, command, staff, today } = this.#options;
    const record = requireScript(db, scriptId);
    const ownText = record.written_by === actor.staffId;
    const input = { sha256: record.sha256, ownText };
    return command(actor, { action: 'script.approve', subject: scriptId, input }, ({ now, touch }) => {
      if (record.state !== 'draft')
        throw new DeskError('not_allowed', `This version is ${SAID[stateOf(record)]}. Only a draft is approved.`);
      const newer = selectNewestApproved(db, record.purpose, record.language);
      if (newer && newer.version > record.version) {
        throw new DeskError(
          'not_allowed',
          `Version ${newer.version} is approved already and is newer. Write these words as a new version.`,
        );
      }
      const other = ownText ? staff.secondApprover(actor.staffId) : null;
      if (other) throw new DeskError('not_allowed', `You wrote this yourself. ${other.name} or another manager approves it.`);
      const effective = record.effective_from < today() ? today() : record.effective_from;
      updateScript(db, scriptId, { state: 'approved', effective_from: effective, approved_by: actor.staffId, approved_at: now });
      if (effective <= today()) supersedeBefore(db, record);
      touch('scripts', scriptId);
      return this.#one(scriptId);
    });
  }

  /** Takes back a draft, or a version whose day has not come. What was ever in force stays as it was. */
  withdraw(actor: Actor, scriptId: string): Script {
    const { db, command, today } = this.#options;
    const record = requireScript(db, scriptId);
    return command(actor, { action: 'script.withdraw', subject: scriptId, input: {} }, ({ touch }) => {
      const waits = record.state === 'draft' || (record.state === 'approved' && record.effective_from > today());
      if (!waits) {
        const state = stateOf(record) === 'approved' ? 'in force' : SAID[stateOf(record)];
        throw new DeskError('not_allowed', `This version is ${state} and cannot be taken back. Write a new version to take its place.`);
      }
      updateScript(db, scriptId, { state: 'withdrawn' });
      touch('scripts', scriptId);
      return this.#one(scriptId);
    });
  }

  /** How a language says the scopes and channels of an opt-out; English where it does not ship. */
  words(language: string): Pick<ShippedScripts, 'language' | 'scopes' | 'channels' | 'allChannels'> {
    const { shipped } = this.#options;
    return shipped.get(language) ?? shipped.get(FALLBACK)!;
  }

  #one(id: string): Script {
    return this.#view()(requireScript(this.#options.db, id));
  }

  /** An approved version gives way on the day of the next one, whether or not anybody opened the desk on that day. */
  #view(): (record: ScriptRecord) => Script {
    const { db, staff, today } = this.#options;
    const used = selectUsed(db);
    const inForce = new Map(selectAllInForce(db, today()).map((one) => [`${one.purpose} ${one.language}`, one.version]));
    return (record) => ({
      id: record.id,
      purpose: record.purpose as ScriptPurpose,
      language: record.language,
      version: record.version,
      text: record.text,
      sha256: record.sha256,
      state:
        record.state === 'approved' && record.version < (inForce.get(`${record.purpose} ${record.language}`) ?? 0)
          ? 'superseded'
          : stateOf(record),
      effectiveFrom: record.effective_from as CalendarDate,
      writtenBy: staff.nameOf(record.written_by),
      writtenAt: record.written_at as Script['writtenAt'],
      approvedBy: record.approved_by === null ? null : staff.nameOf(record.approved_by),
      approvedAt: record.approved_at as Script['approvedAt'],
      used: used.has(record.id),
    });
  }
}

/**
 * What is to be read out on this day: the newest approved version whose day has come, in English where the language has none. Throws
 * `DeskError` (`not_found`) where there is not even that, which a desk that has opened never lacks.
 */
export function scriptInForce(db: Connection, purpose: ScriptPurpose, language: string, today: CalendarDate): ReadScript {
  const record = selectInForce(db, purpose, language, today) ?? selectInForce(db, purpose, FALLBACK, today);
  if (!record)
    throw new DeskError('not_found', 'There is no approved script for this. Ask a manager to approve one.', { field: 'purpose' });
  return readable(record);
}

/** One version, whatever became of it: the words that somebody once agreed to. Throws `DeskError` (`not_found`). */
export function scriptById(db: Connection, scriptId: string): ReadScript {
  return readable(requireScript(db, scriptId));
}

function readable({ id, purpose, language, version, text, sha256 }: ScriptRecord): ReadScript {
  return { id, purpose: purpose as ScriptPurpose, language, version, text, sha256 };
}

const SAID: Record<ScriptState, string> = {
  draft: 'a draft',
  approved: 'approved already',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
};

const stateOf = ({ state }: ScriptRecord): ScriptState => state as ScriptState;

function row({ purpose, language, text, effectiveFrom }: NewScript) {
  return { purpose, language, text, sha256: hash('sha256', text), effective_from: effectiveFrom };
}

function requireScript(db: Connection, scriptId: string): ScriptRecord {
  const record = selectScript(db, scriptId);
  if (!record) throw new DeskError('not_found', 'There is no such script.', { field: 'scriptId' });
  return record;
}

function requireKnown(text: string): void {
  const [unknown] = unknownVariables(text);
  if (unknown === undefined) return;
  const known = '{organisation}, {staff}, {reference}, {scope}, {channels} and {date}';
  throw new DeskError('invalid', `${unknown.slice(0, 40)} is nothing that a script can fill in. There are ${known}.`, { field: 'text' });
}
