import { createHash } from 'node:crypto';

/** One attachment on its way from the parser to whoever keeps it: hashed and counted as it passes, held for one piece only. */
export class AttachmentSink implements AsyncIterable<Uint8Array> {
  readonly #hash = createHash('sha256');
  #queue: Buffer[] = [];
  #ended = false;
  #reader: Promise<void> | null = null;
  #readerDone = false;
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void) | null = null;
  bytes = 0;

  push(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#hash.update(piece);
    this.bytes += piece.length;
    if (!this.#readerDone) this.#queue.push(piece);
  }

  end(): void {
    this.#ended = true;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  /** Hands what waits to the reader and returns when it was taken; after `end`, when the reader has finished. Throws what the reader throws. */
  async drain(start: ((pieces: AsyncIterable<Uint8Array>) => Promise<void>) | undefined): Promise<void> {
    if (start === undefined) {
      this.#queue = [];
      return;
    }
    this.#reader ??= start(this).finally(() => {
      this.#readerDone = true;
      this.#queue = [];
      this.#wakeWriter?.();
    });
    this.#reader.catch(() => this.#wakeWriter?.()); // thrown by the next drain, which awaits it; it must not count as unhandled until then
    this.#wakeReader?.();
    if (this.#ended) return this.#reader;
    await Promise.race([
      this.#reader,
      new Promise<void>((resolve) => {
        if (this.#queue.length === 0 && this.#wakeReader !== null) resolve();
        else this.#wakeWriter = resolve;
      }),
    ]);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#queue.shift();
      if (piece !== undefined) yield piece;
      else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wakeReader = () => {
            this.#wakeReader = null;
            resolve();
          };
          this.#wakeWriter?.();
        });
    }
  }
}
