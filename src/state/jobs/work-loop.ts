/** Takes one piece of work after the other, as long as there is some. Whoever asks meanwhile is served by the loop under way. */
export class WorkLoop {
  readonly #take: () => (() => Promise<void>) | null;
  #running = false;

  /** @param take the next piece of work; null where there is none */
  constructor(take: () => (() => Promise<void>) | null) {
    this.#take = take;
  }

  /** Resolves when there is nothing left, or at once where the loop runs already. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let work = this.#take(); work; work = this.#take()) await work();
    } finally {
      this.#running = false;
    }
  }
}
