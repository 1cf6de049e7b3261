import type { CurveTable } from './curve-table';
import { optimisationCurveColumns, trainingColumns, type StepRows } from './step-rows';

/** Calls back when the next picture is drawn. */
export type Schedule = (callback: () => void) => void;

const nextFrame: Schedule = (callback) => {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => callback());
  else setTimeout(callback, 16);
};

/** Curves that grow while a run goes on: typed columns outside React; listeners hear at most once a frame. */
export class Curve {
  readonly columns: readonly string[];
  readonly #schedule: Schedule;
  readonly #listeners = new Set<() => void>();
  #buffers: Float64Array[];
  #length = 0;
  #scheduled = false;

  constructor(columns: readonly string[], schedule: Schedule = nextFrame) {
    this.columns = columns;
    this.#schedule = schedule;
    this.#buffers = columns.map(() => new Float64Array(256));
  }

  /** A curve that holds the rows of a finished run. */
  static from(table: CurveTable): Curve {
    const curve = new Curve(table.columns);
    curve.#buffers = table.values.map((values) => values.slice());
    curve.#length = table.values[0]?.length ?? 0;
    return curve;
  }

  /** Number of rows. */
  get length(): number {
    return this.#length;
  }

  /** @throws RangeError unless the row has one value per column */
  append(row: ArrayLike<number>): void {
    if (row.length !== this.columns.length)
      throw new RangeError(`a row of ${row.length} values for ${this.columns.length} columns`);
    if (this.#length === (this.#buffers[0]?.length ?? 0)) this.#grow();
    this.#buffers.forEach((buffer, column) => {
      buffer[this.#length] = row[column]!;
    });
    this.#length++;
    this.#announce();
  }

  /** Appends rows as they come. @throws RangeError unless they have the curve's columns */
  appendRows({ columns, values }: StepRows): void {
    for (let at = 0; at < values.length; at += columns) this.append(values.subarray(at, at + columns));
  }

  /** The values of a column so far, without a copy: valid until the next append. @throws RangeError for an unknown column */
  column(name: string): Float64Array {
    const buffer = this.#buffers[this.columns.indexOf(name)];
    if (buffer === undefined) throw new RangeError(`there is no column "${name}"`);
    return buffer.subarray(0, this.#length);
  }

  /** The newest value of a column, undefined before the first row. */
  last(name: string): number | undefined {
    return this.column(name).at(-1);
  }

  /** A copy of all rows. */
  toTable(): CurveTable {
    return { columns: this.columns, values: this.#buffers.map((buffer) => buffer.slice(0, this.#length)) };
  }

  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #grow(): void {
    this.#buffers = this.#buffers.map((buffer) => {
      const larger = new Float64Array(Math.max(256, buffer.length * 2));
      larger.set(buffer);
      return larger;
    });
  }

  #announce(): void {
    if (this.#scheduled || this.#listeners.size === 0) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

/** An empty curve of the optimisation step. */
export function createOptimisationCurve(targets: number, schedule?: Schedule): Curve {
  return new Curve(optimisationCurveColumns(targets), schedule);
}

/** An empty curve of training. */
export function createTrainingCurve(schedule?: Schedule): Curve {
  return new Curve(trainingColumns, schedule);
}
