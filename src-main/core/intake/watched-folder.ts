import { createReadStream, type Stats } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { DeskError } from '../../../src-shared/errors.ts';
import { SYSTEM } from '../command.ts';
import type { IntakeService } from './service.ts';

/** Files count as whole when they have not grown for so long: mail programs write large ones slowly. */
const STILL_MILLISECONDS = 1000;
/** Files that arrive together become one batch. */
const GATHER_MILLISECONDS = 300;

/** Where a file goes when the queue holds what it brought. It is the office's own copy: the desk deletes none. */
export const TAKEN_IN = 'taken in by DSR Desk';

const isMail = (name: string) => /\.(eml|mbox|mbx)$/i.test(name);

/**
 * A folder whose .eml and mbox files are taken in by themselves while the desk is unlocked: read, made into new cases, moved into a folder
 * beside. A file is moved only when everything in it is in the encrypted queue; one that is cut off is read again, and what is there
 * already is recognised.
 */
export class WatchedFolder {
  readonly #intake: Pick<IntakeService, 'readFiles' | 'takeAll'>;
  readonly #onProblem: (problem: unknown) => void;
  #folder: string | null = null;
  #watcher: FSWatcher | null = null;
  #waiting = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(intake: Pick<IntakeService, 'readFiles' | 'takeAll'>, onProblem: (problem: unknown) => void) {
    this.#intake = intake;
    this.#onProblem = onProblem;
  }

  /** Watches this folder from now on, or none. What lies in it already is taken in too. */
  set(folder: string | null): void {
    if (folder === this.#folder) return;
    this.#folder = folder;
    void this.#watcher?.close();
    this.#watcher = null;
    this.#waiting.clear();
    if (folder === null) return;
    this.#watcher = watch(folder, { depth: 0, awaitWriteFinish: { stabilityThreshold: STILL_MILLISECONDS, pollInterval: 100 } });
    // a file that takes the place of one just moved aside is a change to the watcher, and so is what is added to one
    for (const event of ['add', 'change'] as const) {
      this.#watcher.on(event, (file) => {
        if (isMail(file)) this.#gather(file);
      });
    }
    this.#watcher.on('error', this.#onProblem);
  }

  /** Settles when everything that was found so far is taken in. */
  idle(): Promise<void> {
    return this.#work;
  }

  close(): void {
    this.set(null);
    if (this.#timer) clearTimeout(this.#timer);
  }

  #gather(file: string): void {
    this.#waiting.add(file);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const files = [...this.#waiting].sort();
      this.#waiting.clear();
      this.#work = this.#work.then(() => this.#takeIn(files)).catch(this.#onProblem);
    }, GATHER_MILLISECONDS);
  }

  async #takeIn(files: readonly string[]): Promise<void> {
    const folder = this.#folder;
    if (folder === null) return;
    const found: { file: string; seen: Stats }[] = [];
    for (const file of files) {
      const seen = await look(file);
      if (seen) found.push({ file, seen });
    }
    if (found.length === 0) return;
    try {
      await this.#take(folder, found);
    } catch (problem) {
      if (found.length === 1 || !isFileError(problem)) throw problem;
      // one of them cannot be read, and is no reason to leave the others lying
      for (const one of found) await this.#take(folder, [one]).catch(this.#onProblem);
    }
  }

  async #take(folder: string, found: readonly { readonly file: string; readonly seen: Stats }[]): Promise<void> {
    const incoming = found.map(({ file }) => ({ name: path.basename(file), chunks: chunksOf(file) }));
    const name = found.length === 1 ? incoming[0]!.name : `${found.length} files`;
    const bytes = found.reduce((sum, { seen }) => sum + seen.size, 0);
    const batch = await this.#intake.readFiles(SYSTEM, 'watched_folder', name, bytes, incoming);
    await this.#intake.takeAll(SYSTEM, batch.id);
    const aside = path.join(folder, TAKEN_IN);
    await mkdir(aside, { recursive: true });
    for (const { file, seen } of found) {
      const now = await look(file);
      // what was added to it meanwhile has not been read: its change brings it here again
      if (now?.size !== seen.size || now.mtimeMs !== seen.mtimeMs) continue;
      // the whole id: a part of it may be another batch's too, and a file of the same name would be written over
      await rename(file, path.join(aside, `${batch.id} ${path.basename(file)}`));
    }
  }
}

/** A file as it is now; null where it has gone meanwhile. */
async function look(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if (isFileError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Opened when it is read and not before: a stream that fails while nobody reads it would end the core, and a thousand open files too. */
async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error && 'code' in error;

/** Refuses a folder that cannot be watched, in words. `dataFolder`: the desk's own, where nobody drops mail. */
export async function requireWatchable(folder: string, dataFolder: string): Promise<void> {
  const field = 'watchedFolder';
  if (!path.isAbsolute(folder))
    throw new DeskError('invalid', 'Give the whole path of the folder, from the drive or the root on.', { field });
  const inside = path.relative(dataFolder, folder);
  if (!inside.startsWith('..') && !path.isAbsolute(inside)) {
    throw new DeskError('invalid', "This is the desk's own data folder. Choose one that is only for incoming mail.", { field });
  }
  const found = await stat(folder).catch(() => null); // whatever the reason, it is no folder to us
  if (!found?.isDirectory())
    throw new DeskError('invalid', 'There is no such folder, or the desk may not read it. Make it first.', { field });
}
