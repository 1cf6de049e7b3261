import { Random } from '../../src/math/random';
import { mean } from '../../src/math/statistics';
import {
  crossedInterval,
  type CrossedResample,
  drawCrossedResamples,
  resampledMeanAp,
} from '../../src/metrics/crossed-bootstrap';
import { decodeRanking } from '../../src/metrics/ranked-matches';
import { type Estimate, unseenAp, unseenDomains } from '../../src/runs/records/benchmark-results';
import type { TableRowName } from './rows';
import type { TableRun } from './stored-runs';

const bootstrapSeed = 1;

/** Estimates of the table from one set of resamples, so that a street counts equally often for all rows. */
export class ResampledRows {
  readonly #runs: readonly TableRun[];
  readonly #resamples: readonly CrossedResample[];
  readonly #unseen = new Map<TableRun, Float64Array>();

  constructor(runs: readonly TableRun[], resamples?: number) {
    this.#runs = runs;
    const images = runs[0]?.domains[0]?.images ?? 0;
    const seeds = new Set(runs.map(({ seed }) => seed)).size;
    this.#resamples = images === 0 ? [] : drawCrossedResamples(images, seeds, new Random(bootstrapSeed), resamples);
  }

  /**
   * A statistic of the mean AP of some rows on the four unseen domains, over the seeds that all of them have.
   * @returns null without such a seed, or where it is no number
   */
  estimate(names: readonly TableRowName[], statistic: (means: readonly number[]) => number): Estimate | null {
    const seeds = this.sharedSeeds(names);
    if (seeds.length === 0) return null;
    const rows = names.map((name) => seeds.map((seed) => this.run(name, seed)!));
    const value = statistic(rows.map((runs) => mean(runs.map((run) => unseenAp(run)))));
    if (!Number.isFinite(value)) return null;
    const resampled = rows.map((runs) => runs.map((run) => this.#resampled(run)));
    return { value, seeds: seeds.length, interval: crossedInterval(resampled, this.#resamples, statistic) };
  }

  sharedSeeds(names: readonly TableRowName[]): readonly number[] {
    const seeds = [...new Set(this.#runs.map(({ seed }) => seed))].sort((a, b) => a - b);
    return seeds.filter((seed) => names.every((name) => this.run(name, seed) !== undefined));
  }

  run(name: TableRowName, seed: number): TableRun | undefined {
    return this.#runs.find((run) => run.row === name && run.seed === seed);
  }

  #resampled(run: TableRun): Float64Array {
    const known = this.#unseen.get(run);
    if (known) return known;
    const rankings = unseenDomains.map((name) => (run.matches[name] ?? []).map((ranked) => [decodeRanking(ranked)]));
    const values = resampledMeanAp(rankings, this.#resamples, 'voc2007');
    this.#unseen.set(run, values);
    return values;
  }
}
