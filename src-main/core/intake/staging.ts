import { createHash, type Hash } from 'node:crypto';
import { type Actor, type Command, SYSTEM, type Work } from '../command.ts';
import { addPiece, beginFile, finishFile, giveFile, PIECE, removeFile } from '../files/service.ts';

/** A file stays in memory up to here; what is larger goes into the encrypted queue piece by piece while it comes in. */
const MEMORY_BYTES = 4 * PIECE;

/**
 * A file on its way in, of any size, never on disk in the clear. Small ones are kept with their message in one command; of large ones the
 * pieces are put in ahead, and nothing points to them until the message is kept.
 */
export class StagedFile {
  readonly id: string;
  readonly #command: Command;
  readonly #head: { readonly name: string; readonly type: string };
  readonly #hash: Hash = createHash('sha256');
  readonly #actor: Actor;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #stored = 0;
  #begun = false;
  bytes = 0;

  constructor(id: string, head: { readonly name: string; readonly type: string }, command: Command, actor: Actor = SYSTEM) {
    this.id = id;
    this.#head = head;
    this.#command = command;
    this.#actor = actor;
  }

  write(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.#waiting.push(Buffer.from(chunk));
    this.#waitingBytes += chunk.length;
    this.bytes += chunk.length;
    if (this.#waitingBytes >= MEMORY_BYTES) this.#putAhead();
  }

  /** Makes the file whole and gives it to a message (or to nobody yet). Called inside the command that keeps the message. */
  keep({ db, now }: Pick<Work, 'db' | 'now'>, messageId: string | null): void {
    const file = { id: this.id, messageId, name: this.#head.name, type: this.#head.type, addedAt: now };
    if (this.#begun) giveFile(db, this.id, messageId);
    else beginFile(db, file);
    for (const { position, data } of this.#pieces(true)) addPiece(db, this.id, position, data);
    finishFile(db, this.id, this.bytes, this.#hash.digest('hex'));
  }

  /** Takes out again what was put in ahead. */
  drop(): void {
    if (this.#begun)
      this.#command(this.#actor, { action: 'intake.unstage', subject: this.id, input: {} }, ({ db }) => removeFile(db, this.id));
    this.#waiting = [];
  }

  /** The same, inside a command. */
  dropIn({ db }: Pick<Work, 'db'>): void {
    if (this.#begun) removeFile(db, this.id);
    this.#waiting = [];
  }

  #putAhead(): void {
    this.#command(this.#actor, { action: 'intake.stage', subject: this.id, input: { bytes: this.bytes } }, ({ db, now }) => {
      if (!this.#begun) beginFile(db, { id: this.id, messageId: null, name: this.#head.name, type: this.#head.type, addedAt: now });
      for (const { position, data } of this.#pieces(false)) addPiece(db, this.id, position, data);
    });
    this.#begun = true;
  }

  /** What is waiting, cut into pieces; without `last` only whole ones. */
  #pieces(last: boolean): { position: number; data: Buffer }[] {
    const all = Buffer.concat(this.#waiting, this.#waitingBytes);
    const pieces: { position: number; data: Buffer }[] = [];
    let offset = 0;
    while (offset + PIECE <= all.length || (last && offset < all.length)) {
      const data = all.subarray(offset, offset + PIECE);
      pieces.push({ position: this.#stored, data });
      this.#stored += data.length;
      offset += data.length;
    }
    this.#waiting = offset < all.length ? [all.subarray(offset)] : [];
    this.#waitingBytes = all.length - offset;
    return pieces;
  }
}
