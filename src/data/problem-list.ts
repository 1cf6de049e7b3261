/** Something in a data set that was left out or that is not as it should be, and why. */
export interface DataProblem {
  /** Its path, with the line where there is one. */
  readonly file: string;
  readonly reason: string;
}

/** The problems of a data set, in the order in which they were found. */
export class ProblemList {
  readonly #all: DataProblem[] = [];

  add(file: string, reason: string): void {
    this.#all.push({ file, reason });
  }

  get all(): readonly DataProblem[] {
    return this.#all;
  }
}
