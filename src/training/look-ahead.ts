/** Prepares what a step needs while the step before it runs. What is made for a step depends on its number only, so it does not matter when. */
export class LookAhead<Prepared> {
  readonly #prepare: (step: number) => Promise<Prepared>;
  /** Of the step under way and the next one: a step that was ended early comes again. */
  readonly #ready = new Map<number, Promise<Prepared>>();

  constructor(prepare: (step: number) => Promise<Prepared>) {
    this.#prepare = prepare;
  }

  /**
   * Gives what a step needs, and has that of the next one begun by then.
   * @param steps of the whole run; nothing is prepared beyond it
   * @throws what its own preparation throws; a failure ahead is told when its step comes
   */
  take(step: number, steps: number): Promise<Prepared> {
    for (const other of this.#ready.keys()) if (other !== step && other !== step + 1) this.#ready.delete(other);
    const prepared = this.#begin(step);
    if (step + 1 < steps) void this.#begin(step + 1);
    return prepared;
  }

  /** Nothing that is under way is wanted any more. */
  forget(): void {
    this.#ready.clear();
  }

  #begin(step: number): Promise<Prepared> {
    const known = this.#ready.get(step);
    if (known) return known;
    const prepared = this.#prepare(step);
    this.#ready.set(step, prepared);
    // Whoever takes it hears of a failure, and the same step may be tried again.
    prepared.catch(() => {
      if (this.#ready.get(step) === prepared) this.#ready.delete(step);
    });
    return prepared;
  }
}
