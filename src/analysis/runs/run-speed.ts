/** Speed over the last few seconds of a run, from the steps' own clock, so that pauses do not count. */
export class RunSpeed {
  readonly #window: { readonly step: number; readonly seconds: number }[] = [];
  readonly #span: number;

  constructor(spanSeconds = 4) {
    this.#span = spanSeconds;
  }

  add(step: number, seconds: number): void {
    this.#window.push({ step, seconds });
    while (this.#window.length > 2 && seconds - this.#window[0]!.seconds > this.#span) this.#window.shift();
  }

  /** Steps a second; null until two measurements exist. */
  get stepsPerSecond(): number | null {
    const first = this.#window[0];
    const last = this.#window.at(-1);
    if (!first || !last || last.seconds <= first.seconds) return null;
    return (last.step - first.step) / (last.seconds - first.seconds);
  }
}
