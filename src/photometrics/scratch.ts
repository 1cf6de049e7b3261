/**
 * Memory that an operation needs while it runs, kept for the next call: fresh pages of an image's size cost more time than its arithmetic. Each
 * user has a scratch of its own, and nothing in it outlives the call that asked.
 */
export class Scratch<Values extends Uint16Array | Int32Array> {
  readonly #make: (length: number) => Values;
  #values: Values;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    this.#values = make(0);
  }

  /** `length` elements with anything in them. */
  take(length: number): Values {
    if (this.#values.length < length) this.#values = this.#make(length);
    return this.#values.subarray(0, length) as Values;
  }
}
