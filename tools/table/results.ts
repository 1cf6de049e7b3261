import { headroomShare } from '../../src/metrics/headroom';
import { detectionCalibrationError } from '../../src/metrics/confidence-bins';
import { weightedMeanAp } from '../../src/metrics/paired-bootstrap';
import { decodeRanking } from '../../src/metrics/ranked-matches';
import type {
  BenchmarkDomain,
  BenchmarkProtocol,
  BenchmarkResults,
  BenchmarkRow,
  BenchmarkRun,
  CorruptedTest,
} from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import type { TestedDomain } from '../twin/twin-run';
import { conclusionOf } from './conclusion';
import { limits } from './limits';
import { pairedDifferences, rowGroups } from './pairs';
import { ResampledRows } from './resampled-rows';
import { type TableRow, tableRowNames, tableRows } from './rows';
import type { TableRun } from './stored-runs';

/** The table of some runs. @param resamples of its intervals; 1000 by default */
export function resultsOf(runs: readonly TableRun[], resamples?: number): BenchmarkResults {
  const resampled = new ResampledRows(runs, resamples);
  const pairs = pairedDifferences(resampled);
  const groups = rowGroups(resampled, pairs);
  const rows = tableRowNames.map((name): BenchmarkRow => {
    const { title, does, knows, seeds, trainsOn }: TableRow = tableRows[name];
    const own = runs.filter(({ row }) => row === name).sort((a, b) => a.seed - b.seed);
    const over = (other: 'none' | 'jitter') =>
      name === other ? null : resampled.estimate([name, other], ([row, base]) => row! - base!);
    return {
      name,
      title,
      does,
      knows,
      wantedSeeds: seeds,
      runs: own.map(publicRun),
      overNone: over('none'),
      overJitter: name === 'none' ? null : over('jitter'),
      headroomShare:
        name === 'none'
          ? null
          : resampled.estimate(['none', name, 'headroom'], ([none, row, all]) => headroomShare(none!, row!, all!)),
      groups: groups.get(name) ?? '',
      corrupted: corruptedOf(own, trainsOn),
    };
  });
  return {
    protocol: protocolOf(runs),
    conclusion: conclusionOf({ resampled, rows, pairs }),
    limits,
    rows,
    pairs,
  };
}

function protocolOf(runs: readonly TableRun[]): BenchmarkProtocol | null {
  const [first] = runs;
  if (first === undefined) return null;
  return {
    steps: first.steps,
    seeds: [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b),
    validation: first.tested.validation,
    test: first.tested.test!,
    others: runs.find(({ tested }) => tested.others)?.tested.others ?? null,
    corrupted: runs.find(({ tested }) => tested.corrupted)?.tested.corrupted ?? null,
  };
}

/** Without the matches, which are many and serve the bootstrap alone. */
function publicRun(run: TableRun): BenchmarkRun {
  const { seed, finishedAt, config, modelHash, backend, secondsPerStep, steps, losses } = run;
  return {
    seed,
    finishedAt,
    config,
    modelHash,
    backend,
    secondsPerStep,
    steps,
    losses,
    validation: publicDomain(run.validation),
    domains: run.domains.map(publicDomain),
    others: run.others,
  };
}

function publicDomain({ domain, images, map50, map75, confidence, classes }: TestedDomain): BenchmarkDomain {
  return {
    domain,
    images,
    map50,
    map75,
    calibrationError: detectionCalibrationError(confidence),
    classes: classes.map(({ name, voc11 }) => ({ name, voc11 })),
  };
}

/** Of the smallest seed that was tested so. */
function corruptedOf(runs: readonly TableRun[], trainsOn: TableRow['trainsOn']): CorruptedTest | null {
  const run = runs.find(({ corrupted }) => corrupted.length > 0);
  if (run === undefined) return null;
  const images = run.corrupted[0]!.images;
  return {
    seed: run.seed,
    images,
    clean: cleanAp(run),
    results: run.corrupted.map(({ corruption, map50 }) => ({
      corruption,
      map50,
      trained: trainsOn.includes(corruption),
    })),
  };
}

/** AP on the corrupted streets as they are, from the test's matches; null unless they are among its streets. */
function cleanAp({ tested: { test, corrupted }, matches }: TableRun): number | null {
  if (test === null || corrupted === null) return null;
  const from = corrupted.first - test.first;
  if (from < 0 || from + corrupted.count > test.count) return null;
  const weights = Uint32Array.from({ length: test.count }, (_, at) =>
    at >= from && at < from + corrupted.count ? 1 : 0,
  );
  const rankings = (matches[sourceDomain] ?? []).map((ranked) => [decodeRanking(ranked)]);
  const ap = weightedMeanAp(rankings, weights, 'voc2007');
  return Number.isNaN(ap) ? null : ap;
}
