import { cosineMatrix } from '../../math/alignment';
import { quantile } from '../../math/statistics';
import { norm } from '../../math/vector';
import type { ShiftMeasurement } from '../../engine/engine';
import { pooledMeans, type ExplainedOffsets } from './pooled-means';
import { targetCondition } from './shift-alignment';

/** One channel of a pooled offset. */
export interface ChannelFact {
  readonly channel: number;
  readonly value: number;
  /** Mean and standard deviation of the feature in clear daytime, and its true shift to the prompt's weather; null where not measured. */
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly shift: number | null;
}

/** Pooled offsets against the features that they are added to. */
export interface ChannelReport {
  readonly prompts: readonly string[];
  /** Cosine between each pair of pooled offsets. */
  readonly similarity: readonly (readonly number[])[];
  readonly rows: readonly PromptChannels[];
}

export interface PromptChannels {
  readonly norm: number;
  /** By falling magnitude. */
  readonly strongest: readonly ChannelFact[];
  /** Each channel's offset over its feature's standard deviation, or as it is where that is not known; channels that never move are left out. */
  readonly relative: readonly number[];
  /** Median, 90 % and largest magnitude of those. */
  readonly quantiles: readonly [number, number, number];
  /** Share of ‖offset‖² in the strongest tenth of the channels: .1 where all are alike. */
  readonly concentration: number;
}

/** @param measured null where nothing was measured, or features of another size */
export function channelReport(
  offsets: ExplainedOffsets,
  measured: ShiftMeasurement | null,
  strongest: number,
): ChannelReport {
  const means = pooledMeans(offsets);
  const scale = measured?.sourceMean.length === offsets.pooled.channels ? measured : null;
  return {
    prompts: offsets.pooled.targetPrompts,
    similarity: cosineMatrix(means, means),
    rows: means.map((values, target) =>
      promptChannels(values, offsets.pooled.targetPrompts[target]!, scale, strongest),
    ),
  };
}

function promptChannels(
  values: Float32Array,
  prompt: string,
  measured: ShiftMeasurement | null,
  strongest: number,
): PromptChannels {
  const order = Array.from(values, (_, channel) => channel).sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
  const name = targetCondition(prompt);
  const truth = measured?.shifts.find(({ condition }) => condition === name)?.shift ?? null;
  const deviations = measured?.sourceDeviation ?? null;
  const relative = Array.from(values).flatMap((value, channel) => {
    if (!deviations) return [value];
    return deviations[channel]! > 0 ? [value / deviations[channel]!] : [];
  });
  const magnitudes = relative.map(Math.abs);
  const tenth = order.slice(0, Math.ceil(values.length / 10));
  const length = norm(values);
  return {
    norm: length,
    strongest: order.slice(0, strongest).map((channel) => ({
      channel,
      value: values[channel]!,
      mean: measured?.sourceMean[channel] ?? null,
      deviation: deviations?.[channel] ?? null,
      shift: truth?.[channel] ?? null,
    })),
    relative,
    quantiles: [quantile(magnitudes, 0.5), quantile(magnitudes, 0.9), quantile(magnitudes, 1)],
    concentration: tenth.reduce((sum, channel) => sum + values[channel]! ** 2, 0) / length ** 2,
  };
}

/** Counts in equal bins over [−reach, reach]; what lies outside goes into the last ones. */
export function histogram(values: readonly number[], reach: number, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value + reach) / (2 * reach)) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]! += 1;
  }
  return counts;
}
