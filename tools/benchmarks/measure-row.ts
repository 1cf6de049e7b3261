import type { Page } from '@playwright/test';
import { type PairedTimes, interleave, speedup, type Speedup, type Timed } from './interleave';
import type { KernelTime, Side } from './page/side';
import type { OpenBenchmarks } from './open-page';
import type { Row } from './rows';
import type { TorchSteps } from './torch-steps';

/** One comparison with one other side. */
export interface Comparison {
  readonly oursOn: string;
  readonly otherOn: string;
  /** What ran on the other side. */
  readonly other: Side | Extract<Row['others'], string>;
  readonly times: PairedTimes;
  readonly speedup: Speedup;
  /** The same by processor time. */
  readonly cpuSpeedup: Speedup;
  /** Largest relative difference of the outputs; null against PyTorch. */
  readonly difference: number | null;
}

export type RowResult =
  | {
      readonly outcome: 'measured';
      readonly row: Row;
      readonly comparison: Comparison;
      /** Where our time goes. */
      readonly profile: readonly KernelTime[];
      /** Where the other side's goes, if it is tfjs too and the row misses its target. */
      readonly otherProfile: readonly KernelTime[] | null;
    }
  | { readonly outcome: 'impossible'; readonly row: Row; readonly reason: string };

/** Kernels that a profile keeps. */
const keptKernels = 20;

/** Measures a row; what cannot run becomes the row's result, with the reason. */
export async function measureRow(opened: OpenBenchmarks, row: Row, torch: TorchSteps | string): Promise<RowResult> {
  const { page } = opened;
  try {
    const comparison =
      typeof row.others === 'string'
        ? await againstTorch(opened, row, row.others, torch)
        : await againstSide(opened, row, row.others);
    if (comparison.difference !== null && !(comparison.difference <= row.tolerance)) {
      throw new Error(`The sides do not compute the same: they differ by ${comparison.difference}.`);
    }
    const { other } = comparison;
    const missed = comparison.speedup.median < row.atLeast;
    const comparable = typeof other !== 'string' && !('by' in other && other.by === 'onnxruntime');
    return {
      outcome: 'measured',
      row,
      comparison,
      profile: await profileOf(page, 'ours'),
      otherProfile: missed && comparable ? await profileOf(page, 'other') : null,
    };
  } catch (error) {
    return { outcome: 'impossible', row, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await close(page, 'ours');
    await close(page, 'other');
  }
}

async function againstSide(opened: OpenBenchmarks, row: Row, others: readonly [Side, ...Side[]]): Promise<Comparison> {
  const { page } = opened;
  const other = await fastestOf(page, others);
  const oursOn = await open(page, 'ours', row.ours);
  const otherOn = await open(page, 'other', other);
  const times = await interleave(inPage(opened, 'ours'), inPage(opened, 'other'), row.repeats);
  const difference = await page.evaluate(() => benchmarkPage.difference('ours', 'other'));
  return { oursOn, otherOn, other, ...withSpeedups(times), difference };
}

/** The side whose first run is the shortest. */
async function fastestOf(page: Page, sides: readonly [Side, ...Side[]]): Promise<Side> {
  let [fastest] = sides;
  if (sides.length === 1) return fastest;
  let least = Infinity;
  for (const side of sides) {
    await open(page, 'other', side);
    const seconds = await page.evaluate(() => benchmarkPage.run('other'));
    await close(page, 'other');
    if (seconds < least) [fastest, least] = [side, seconds];
  }
  return fastest;
}

function withSpeedups(times: PairedTimes): Pick<Comparison, 'times' | 'speedup' | 'cpuSpeedup'> {
  return { times, speedup: speedup(times), cpuSpeedup: speedup(times, 'cpuSeconds') };
}

async function againstTorch(
  opened: OpenBenchmarks,
  row: Row,
  others: Extract<Row['others'], string>,
  torch: TorchSteps | string,
): Promise<Comparison> {
  if (typeof torch === 'string') throw new Error(torch);
  const step = others === 'torch training' ? 'training' : 'optimisation';
  const oursOn = await open(opened.page, 'ours', row.ours);
  const times = await interleave(inPage(opened, 'ours'), { run: () => torch.run(step) }, row.repeats);
  return { oursOn, otherOn: torch.runsOn, other: others, ...withSpeedups(times), difference: null };
}

function inPage({ page, cpuSeconds }: OpenBenchmarks, name: string): Timed {
  return {
    async run() {
      const before = await cpuSeconds();
      const seconds = await page.evaluate((side) => benchmarkPage.run(side), name);
      return { seconds, cpuSeconds: (await cpuSeconds()) - before };
    },
  };
}

function open(page: Page, name: string, side: Side): Promise<string> {
  return page.evaluate(([key, what]) => benchmarkPage.open(key, what), [name, side] as const);
}

function close(page: Page, name: string): Promise<void> {
  return page.evaluate((key) => benchmarkPage.close(key), name);
}

/** The longest kernels, and all others together as the last. */
async function profileOf(page: Page, name: string): Promise<readonly KernelTime[]> {
  const times = await page.evaluate((key) => benchmarkPage.profile(key), name);
  const others = times.slice(keptKernels);
  const sum = (of: (time: KernelTime) => number): number => others.reduce((total, time) => total + of(time), 0);
  return [
    ...times.slice(0, keptKernels),
    { kernel: 'all others', calls: sum(({ calls }) => calls), milliseconds: sum(({ milliseconds }) => milliseconds) },
  ];
}
