import { quantile } from '../../src/math/statistics';

/** What one run took. */
export interface RunTime {
  readonly seconds: number;
  /** Processor time of all threads, which other work on the machine hardly changes. */
  readonly cpuSeconds: number;
}

/** Something that can be timed again and again. */
export interface Timed {
  run(): Promise<RunTime>;
}

/** How often both sides run. */
export interface Repeats {
  readonly rounds: number;
  /** Runs of ours before the first round, which are not counted; the other side has `otherWarmups`. */
  readonly warmups: number;
  readonly otherWarmups: number;
}

/** Times by round, ours and the other's. */
export interface PairedTimes {
  readonly ours: readonly RunTime[];
  readonly other: readonly RunTime[];
}

/**
 * Both sides in turns, so that what else the machine does meets them alike; every second round begins with the other side.
 * A pause after each run lets the threads that still spin for more work go to sleep.
 */
export async function interleave(
  ours: Timed,
  other: Timed,
  { rounds, warmups, otherWarmups }: Repeats,
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 100)),
): Promise<PairedTimes> {
  const timed = async (side: Timed, into: RunTime[]): Promise<void> => {
    into.push(await side.run());
    await pause();
  };
  const thrownAway: RunTime[] = [];
  for (let i = 0; i < warmups; i++) await timed(ours, thrownAway);
  for (let i = 0; i < otherWarmups; i++) await timed(other, thrownAway);
  const times = { ours: [] as RunTime[], other: [] as RunTime[] };
  for (let round = 0; round < rounds; round++) {
    const turns = [() => timed(ours, times.ours), () => timed(other, times.other)];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  return times;
}

/** How many times as fast as the other side ours is: the median over the rounds, and the smallest and largest of them. */
export interface Speedup {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * @param clock which time counts
 * @throws RangeError when the sides did not run equally often, or not at all
 */
export function speedup({ ours, other }: PairedTimes, clock: keyof RunTime = 'seconds'): Speedup {
  if (ours.length !== other.length || ours.length === 0)
    throw new RangeError(`${ours.length} and ${other.length} runs make no pairs.`);
  const ratios = ours.map((run, round) => other[round]![clock] / run[clock]);
  return { median: quantile(ratios, 0.5), least: Math.min(...ratios), most: Math.max(...ratios) };
}
