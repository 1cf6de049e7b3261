import { RunSpeed } from '../../analysis/runs/run-speed';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { store } from '../store/store';
import { imagesDone, imagesPlanned } from './evaluate/evaluation-buffer';

/** Behind a fast GPU there are more images a second than anybody reads. */
const progressMilliseconds = 50;

/** Counts the images of an evaluation, and shows how far it is. */
export class ShownProgress {
  readonly #total: number;
  readonly #speed = new RunSpeed();
  #done: number;
  #shown = -Infinity;

  constructor(records: readonly EvaluationRecord[]) {
    this.#total = records.reduce((sum, record) => sum + imagesPlanned(record), 0);
    this.#done = records.reduce((sum, record) => sum + imagesDone(record), 0);
  }

  /** One more image is done. */
  add(detector: string): void {
    this.#done++;
    if (performance.now() - this.#shown >= progressMilliseconds || this.#done === this.#total) this.show(detector);
  }

  /** @param detector title of the one that runs */
  show(detector: string): void {
    this.#shown = performance.now();
    this.#speed.add(this.#done, this.#shown / 1000);
    const rate = this.#speed.stepsPerSecond;
    const secondsLeft = rate === null ? null : (this.#total - this.#done) / rate;
    store.getState().setEvaluationProgress({ done: this.#done, total: this.#total, secondsLeft, detector });
  }
}
