import { Random } from '../../math/random';
import { isSourceDomain } from '../../runs/records/benchmark-results';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import { fromImageRows, wasRead } from '../../metrics/image-rows';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { bootstrapDifferences, matchSet, type PairedSet } from '../../metrics/paired-bootstrap';
import type { PairedDomain } from './evaluation-analysis';

/** Resamples of every interval on the page. */
export const bootstrapResamples = 1000;
/** With fewer images a bootstrap says less than it seems to, and there is no interval. */
export const fewestImages = 10;
/** Computation between two looks at the page's events. */
const sliceMilliseconds = 12;

/** 95 % intervals of the difference of mean AP, B minus A. */
export interface DifferenceIntervals {
  readonly byDomain: ReadonlyMap<string, BootstrapInterval | null>;
  /** Of the mean over the unseen domains. */
  readonly unseen: BootstrapInterval | null;
}

/**
 * Computes the intervals in slices, so that the page stays alive.
 * @param sameScenes whether image i is the same street in every domain
 * @throws the signal's reason when it is aborted
 */
export async function differenceIntervals(
  pairs: readonly PairedDomain[],
  classCount: number,
  metric: DetectionMetric,
  {
    sameScenes,
    signal,
    onProgress,
  }: {
    readonly sameScenes: boolean;
    readonly signal: AbortSignal;
    readonly onProgress: (share: number) => void;
  },
): Promise<DifferenceIntervals> {
  const breathe = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
  };
  const sets: PairedSet[] = [];
  for (const { a, b } of pairs) {
    await breathe();
    const read = a.images.flatMap((rows, at) => (wasRead(rows) && wasRead(b.images[at]!) ? [at] : []));
    const set = ({ images }: typeof a) =>
      matchSet(
        read.map((at) => fromImageRows(images[at]!)),
        classCount,
        metric,
      );
    sets.push({ imageCount: read.length, a: set(a), b: set(b) });
  }
  const unseen = pairs.flatMap(({ name }, i) => (isSourceDomain(name) ? [] : [i]));
  const work = bootstrapDifferences(sets, metric, [unseen], {
    random: new Random(1),
    resamples: bootstrapResamples,
    sameScenes,
  });
  for (let began = performance.now(); ;) {
    const step = work.next();
    if (step.done) {
      return {
        byDomain: new Map(pairs.map(({ name }, i) => [name, step.value[i] ?? null])),
        unseen: step.value[pairs.length] ?? null,
      };
    }
    if (performance.now() - began < sliceMilliseconds) continue;
    onProgress(step.value / bootstrapResamples);
    await breathe();
    began = performance.now();
  }
}
