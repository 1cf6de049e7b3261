import type { FineTuning } from './fine-tuning';
import type { TrainingParameters } from './training-settings';

/** When the learning rate rises and falls. `share`: with the number of steps; `fixed`: at the same steps, however many there are. */
export type Schedule =
  | { readonly kind: 'fixed'; readonly warmupSteps: number; readonly learningRateDrops: readonly number[] }
  | {
      readonly kind: 'share';
      /** Of the steps, up to `mostWarmupSteps`. */
      readonly warmup: number;
      readonly mostWarmupSteps: number;
      readonly learningRateDrops: readonly number[];
    };

/** Where a training starts, and its defaults. */
export interface TrainingPreset {
  readonly label: string;
  readonly help: string;
  readonly from: 'detector' | 'clip';
  readonly fineTuning: FineTuning;
  readonly schedule: Schedule;
  readonly parameters: Omit<TrainingParameters, 'warmupSteps' | 'learningRateDrops'>;
}

export const trainingPresetNames = ['further', 'builtin', 'reference'] as const;
export type TrainingPresetName = (typeof trainingPresetNames)[number];

/** The released optimiser: torch's SGD, images flipped half of the time, half of the steps augmented. */
const released = {
  clipRateFactor: 1,
  augmentationProbability: 0.5,
  gradientClip: null,
  momentum: 0.9,
  weightDecay: 1e-4,
  horizontalFlip: 0.5,
  imageShortSide: null,
  domains: 'source',
  watched: 'none',
  seed: 1,
} as const;

/** Short trainings at a high rate: they warm up and settle in any number of steps, and one bad step must not end them. */
const short = {
  schedule: { kind: 'share', warmup: 0.05, mostWarmupSteps: 50, learningRateDrops: [0.72, 0.92] },
  parameters: { ...released, gradientClip: 10 },
} as const;

/**
 * `further`: two minutes or so without a GPU. `builtin`: the budget of the recorded table. `reference`: the released settings
 * (vidit09/domaingen `configs/diverse_weather.yaml` over detectron2's defaults) for the paper's 100,000 steps; that file says 200,000.
 */
export const trainingPresets: Readonly<Record<TrainingPresetName, TrainingPreset>> = {
  further: {
    label: 'Further training',
    help: 'A few steps more on the shipped baseline: see within minutes what the augmentation does.',
    from: 'detector',
    fineTuning: 'head',
    schedule: short.schedule,
    parameters: { ...short.parameters, steps: 240, learningRate: 0.01, imagesPerStep: 2, scenes: 400 },
  },
  builtin: {
    label: 'Built-in',
    help: 'A whole detector from CLIP on the built-in scenes, within ten minutes on two cores.',
    from: 'clip',
    fineTuning: 'reference',
    schedule: short.schedule,
    parameters: { ...short.parameters, steps: 500, learningRate: 0.08, imagesPerStep: 4, scenes: 1200 },
  },
  reference: {
    label: 'Reference',
    help: 'The released settings for the paper’s 100,000 steps: for a GPU and a CLIP of the public sizes.',
    from: 'clip',
    fineTuning: 'reference',
    schedule: { kind: 'fixed', warmupSteps: 0, learningRateDrops: [40_000] },
    parameters: { ...released, steps: 100_000, learningRate: 0.001, imagesPerStep: 4, scenes: 10_000 },
  },
};

/** The whole preset for a number of steps, by default its own. */
export function presetParameters(name: TrainingPresetName, steps?: number): TrainingParameters {
  const { schedule, parameters } = trainingPresets[name];
  const total = steps ?? parameters.steps;
  return { ...parameters, steps: total, ...scheduleOf(schedule, total) };
}

/** A preset with what was set in its place; a schedule that follows the steps follows those that were set. */
export function trainingParameters(name: TrainingPresetName, changed: Partial<TrainingParameters>): TrainingParameters {
  return { ...presetParameters(name, changed.steps), ...changed };
}

function scheduleOf(schedule: Schedule, steps: number): Pick<TrainingParameters, 'warmupSteps' | 'learningRateDrops'> {
  switch (schedule.kind) {
    case 'fixed':
      return { warmupSteps: schedule.warmupSteps, learningRateDrops: schedule.learningRateDrops };
    case 'share':
      return {
        warmupSteps: Math.min(schedule.mostWarmupSteps, Math.floor(steps * schedule.warmup)),
        learningRateDrops: schedule.learningRateDrops.map((share, at) => Math.max(at + 1, Math.floor(steps * share))),
      };
    default:
      return schedule satisfies never;
  }
}
