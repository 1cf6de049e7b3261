import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../../math/statistics';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { deviceDone, submitRecorded } from './device-clock';
import type { Details } from './planned';

/** Seconds of each run or round, with what was done to get them. */
export interface Timed {
  readonly seconds: readonly number[];
  readonly details: Details;
}

/** After so long no further run is started, so that one slow figure does not take the time of the others; two runs there always are. */
const longEnough = 12;

/** Times work that lasts: each run by itself, until the device has done it. */
export async function timeLong(size: InspectionSize, run: () => Promise<void>): Promise<Timed> {
  const { longCount, warmUps } = sizesOf(size).rounds;
  for (let i = 0; i < warmUps; i++) await secondsOf(run);
  const seconds: number[] = [];
  let total = 0;
  while (seconds.length < longCount && (total < longEnough || seconds.length < 2)) {
    seconds.push(await secondsOf(run));
    total += seconds.at(-1)!;
  }
  return { seconds, details: { 'warm-up runs': warmUps, runs: seconds.length, spread: spread(seconds) } };
}

/** What results may take before they are submitted, and their buffers used again. */
const mostUnsubmitted = 2 ** 28;

/** Repeats tensor work whose results nobody needs, without waiting for the device. */
export function repeatRuns(run: () => tf.Tensor, count: number): void {
  let unsubmitted = 0;
  for (let i = 0; i < count; i++) {
    const result = tf.tidy(run);
    unsubmitted += 4 * result.size;
    result.dispose();
    if (unsubmitted < mostUnsubmitted) continue;
    submitRecorded();
    unsubmitted = 0;
  }
}

/** Times short tensor work: rounds of many runs, so that waiting for the device weighs nothing. */
export function timeShort(size: InspectionSize, run: () => tf.Tensor): Promise<Timed> {
  return timeRounds(size, async (count) => repeatRuns(run, count));
}

/**
 * Times work in rounds of so many repetitions, as many as fill the least time of a round.
 * @param length `short` for one of many figures
 */
export async function timeRounds(
  size: InspectionSize,
  repeat: (count: number) => Promise<void>,
  length: 'usual' | 'short' = 'usual',
): Promise<Timed> {
  const { count, warmUps, seconds: usual, shortCount, shortSeconds } = sizesOf(size).rounds;
  const [rounds, least] = length === 'usual' ? [count, usual] : [shortCount, shortSeconds];
  for (let i = 0; i < warmUps; i++) await secondsOf(() => repeat(1));
  const once = await secondsOf(() => repeat(1));
  const runs = Math.max(1, Math.min(1000, Math.ceil(least / once)));
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) seconds.push((await secondsOf(() => repeat(runs))) / runs);
  return {
    seconds,
    details: { 'warm-up runs': warmUps + 1, rounds, 'runs a round': runs, spread: spread(seconds) },
  };
}

/** How far apart the middle half of the samples lies, as a share of their median. */
export function spread(samples: readonly number[]): string {
  const share = (quantile(samples, 0.75) - quantile(samples, 0.25)) / quantile(samples, 0.5);
  return `${(100 * share).toFixed(1)} % between the quartiles`;
}

/** By the wall clock, from an idle device until it is idle again. */
export async function secondsOf(work: () => Promise<void>): Promise<number> {
  await deviceDone();
  const started = performance.now();
  await work();
  await deviceDone();
  return (performance.now() - started) / 1000;
}
