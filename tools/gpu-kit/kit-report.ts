import { quantile } from '../../src/math/statistics';
import type { Measurement } from '../../src/engine/inspection/measurements/planned';
import { failures, type Report, verdict } from '../test-gpu/report';
import type { Attempt, NvidiaFinding } from './find-adapter';
import type { FoundAdapter } from './messages';
import type { TorchHalf } from './torch-half';

/** All that a run of the kit found so far; this is its `report.json`. */
export interface KitReport extends Report {
  readonly details: FoundAdapter['details'];
  readonly attempts: readonly Attempt[];
  readonly nvidia: NvidiaFinding;
  readonly measurements: readonly Measurement[];
  readonly torch: TorchHalf | null;
  /** What was left out, and why. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** False while it runs, and in what a run leaves that was cut off. */
  readonly finished: boolean;
  /** Since it started. */
  readonly wallSeconds: number;
}

/** The figures of one measurement. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export function spreadOf({ samples }: Measurement): Spread {
  return { least: Math.min(...samples), median: quantile(samples, 0.5), most: Math.max(...samples) };
}

/**
 * How many times as fast as PyTorch's median ours is, above 1 where ours is faster; null where PyTorch's is missing, or where the unit
 * compares nothing.
 */
export function timesAsFast(ours: Measurement, theirs: Measurement | undefined): number | null {
  if (theirs === undefined || theirs.samples.length === 0 || ours.samples.length === 0) return null;
  const [own, other] = [spreadOf(ours).median, spreadOf(theirs).median];
  switch (ours.unit) {
    case 's':
      return other / own;
    case 'GB/s':
    case 'GFLOP/s':
      return own / other;
    case 'ratio':
    case 'count':
    case 'MB':
      return null;
    default:
      return ours.unit satisfies never;
  }
}

/** How it ended, or how far it is, in some sentences. */
export function kitVerdict(report: KitReport): string {
  const { adapter, attempts, nvidia, finished, groups, measurements, torch } = report;
  const speeds = `${measurements.length} measurements${torch === null ? '' : `, ${torch.measurements.length} in PyTorch`}.`;
  const unfinished = finished ? '' : ' The run is not finished.';
  if (report.details['none'] !== undefined) {
    const why = nvidia.cuda
      ? 'There is CUDA here, but no Vulkan driver that Dawn takes: only PyTorch could be measured.'
      : 'No GPU was found.';
    return `${why} ${attempts.map(({ how, outcome }) => `By ${how}: ${outcome}`).join(' ')} ${speeds}${unfinished}`;
  }
  return groups.length === 0 ? `${speeds} On ${adapter}.${unfinished}` : `${verdict(report)} ${speeds}${unfinished}`;
}

/** As of `npm run test:gpu`: 0 where all checks pass and an adapter was found. */
export function exitCodeOf(report: KitReport): 0 | 1 {
  return failures(report).length === 0 && report.details['none'] === undefined ? 0 : 1;
}
