import type { BootstrapInterval, BootstrapOptions } from './bootstrap';
import { crossedInterval, drawCrossedResamples, resampledMeanAp } from './crossed-bootstrap';
import type { DetectionMetric } from './detection-metric';
import type { SetRankings } from './paired-bootstrap';

/** Two detectors that were trained with one seed, on the same images of several domains: one entry per domain. */
export type PairedSeed = readonly { readonly a: SetRankings; readonly b: SetRankings }[];

/**
 * Interval of the difference of mean AP, B minus A, averaged over domains and seeds, by the crossed bootstrap over seeds and images.
 * @param imageCount images of each domain
 * @returns 0 to 1; null without seeds, or where no resample gave a number
 */
export function hierarchicalBootstrap(
  seeds: readonly PairedSeed[],
  imageCount: number,
  metric: DetectionMetric,
  { random, resamples, confidence }: BootstrapOptions,
): BootstrapInterval | null {
  const drawn = drawCrossedResamples(imageCount, seeds.length, random, resamples);
  const side = (name: 'a' | 'b') =>
    seeds.map((domains) =>
      resampledMeanAp(
        domains.map((domain) => domain[name]),
        drawn,
        metric,
      ),
    );
  return crossedInterval([side('a'), side('b')], drawn, ([a, b]) => b! - a!, confidence);
}
