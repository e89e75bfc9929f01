import { createHash, type Hash } from 'node:crypto';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Work } from '../command.ts';
import { addPiece, finishFile, PIECE } from '../files/service.ts';

/** A file on its way into the encrypted queue: what came, and the rest that is no whole piece yet. */
export class Staging {
  readonly #fileId: string;
  readonly #total: number;
  readonly #hash: Hash = createHash('sha256');
  #rest: Buffer = Buffer.alloc(0);
  #received = 0;

  constructor(fileId: string, total: number) {
    this.#fileId = fileId;
    this.#total = total;
  }

  get received(): number {
    return this.#received;
  }

  get done(): boolean {
    return this.#received === this.#total;
  }

  /** Refuses a piece that does not follow on the last one. */
  require(offset: number, data: Uint8Array): void {
    if (offset !== this.#received || offset + data.length > this.#total || data.length === 0)
      throw new DeskError('invalid', 'The pieces of this file came out of order. Drop the file again.', { field: 'offset' });
  }

  /** Puts in the next piece. Called inside a command. */
  put({ db }: Pick<Work, 'db'>, data: Uint8Array): void {
    this.#hash.update(data);
    let position = this.#received - this.#rest.length;
    const waiting = Buffer.concat([this.#rest, data]);
    this.#received += data.length;
    let offset = 0;
    while (offset + PIECE <= waiting.length || (this.done && offset < waiting.length)) {
      const piece = waiting.subarray(offset, offset + PIECE);
      addPiece(db, this.#fileId, position, piece);
      position += piece.length;
      offset += piece.length;
    }
    this.#rest = waiting.subarray(offset);
    if (this.done) finishFile(db, this.#fileId, this.#received, this.#hash.digest('hex'));
  }
}
