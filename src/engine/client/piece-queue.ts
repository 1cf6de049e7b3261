/** So many bytes may wait to be written before no more are asked for. */
const mostWaiting = 16_000_000;

interface QueueWatch {
  /** Told when too much waits, and when there is room again. */
  readonly onHold: (held: boolean) => void;
  /** Told once, when a piece could not be written; no further one is tried. */
  readonly onFailure: () => void;
}

/** Pieces that come faster than they can be written, in order. */
export class PieceQueue<Piece extends { readonly bytes: Uint8Array }> {
  readonly #write: (piece: Piece) => Promise<void>;
  readonly #watch: QueueWatch;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #held = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(write: (piece: Piece) => Promise<void>, watch: QueueWatch) {
    this.#write = write;
    this.#watch = watch;
  }

  add(piece: Piece): void {
    this.#changeWaiting(piece.bytes.length);
    this.#tail = this.#tail.then(async () => {
      try {
        if (this.#failure === null) await this.#write(piece);
      } catch (error) {
        this.#failure = { error };
        this.#watch.onFailure();
      }
      this.#changeWaiting(-piece.bytes.length);
    });
  }

  /** Waits until all that came is written. @throws what a piece could not be written for */
  async drained(): Promise<void> {
    await this.#tail;
    if (this.#failure !== null) throw this.#failure.error;
  }

  #changeWaiting(bytes: number): void {
    this.#waiting += bytes;
    const held = this.#waiting > (this.#held ? mostWaiting / 2 : mostWaiting);
    if (held === this.#held) return;
    this.#held = held;
    this.#watch.onHold(held);
  }
}
