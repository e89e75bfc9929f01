/**
 * A stream that is fed from outside, a piece at a time. `push` settles when the piece has been taken, so that whoever sends waits for
 * whoever reads, and memory holds one piece.
 */
export class PushSource implements AsyncIterable<Uint8Array> {
  #piece: { readonly bytes: Uint8Array; readonly taken: () => void } | null = null;
  #wake: (() => void) | null = null;
  #ended = false;
  #failure: unknown = null;
  /** The reader has gone: pieces are taken and dropped. */
  #left = false;

  push(bytes: Uint8Array): Promise<void> {
    if (this.#left || this.#ended) return Promise.resolve();
    return new Promise((taken) => {
      this.#piece = { bytes, taken };
      this.#wake?.();
    });
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Ends the stream with an error for its reader: it was cancelled. */
  fail(error: unknown): void {
    this.#failure = error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (this.#failure) throw this.#failure;
        const piece = this.#piece;
        if (piece) {
          this.#piece = null;
          yield piece.bytes;
          piece.taken(); // asked for more: this one is done with
        } else if (this.#ended) return;
        else
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        this.#wake = null;
      }
    } finally {
      this.#left = true;
      this.#piece?.taken();
    }
  }
}
