/** Something in a data set that was left out, and why. */
export interface DataProblem {
  /** Its path, with the line where there is one. */
  readonly file: string;
  readonly reason: string;
}

const mostKept = 1000;

/** Counts all problems, and keeps the first thousand. */
export class ProblemList {
  readonly #kept: DataProblem[] = [];
  #count = 0;

  add(file: string, reason: string): void {
    this.#count++;
    if (this.#kept.length < mostKept) this.#kept.push({ file, reason });
  }

  get kept(): readonly DataProblem[] {
    return this.#kept;
  }

  get count(): number {
    return this.#count;
  }
}
