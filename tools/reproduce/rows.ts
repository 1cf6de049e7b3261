import type { MethodName } from '../../src/augmentation/methods/method-names';
import type { TrainingConfig } from '../../src/training/training-config';

/**
 * From where a row takes what its method must have learned. `weather`: the bundle's offsets, learned from the paper's fifteen prompts; `unrelated`: offsets
 * learned in the same way from its prompts about something else; `oracle`: the true mean shifts to
 * the four unseen domains; null: nothing.
 */
export type LearnedFrom = 'weather' | 'unrelated' | 'oracle' | null;

/** One line of the table: what the detector starts from, how it classifies and pools, how its training is augmented. */
export interface Row {
  readonly title: string;
  readonly init: 'clip';
  readonly classifier: 'text';
  readonly pooling: 'attention';
  readonly method: MethodName;
  readonly learned: LearnedFrom;
  /** Images of target domains entered. */
  readonly oracle?: true;
}

const clip = { init: 'clip', classifier: 'text', pooling: 'attention' } as const;

/** In the order of work; every row is compared with `none`. */
export const rows = {
  none: { ...clip, title: 'No augmentation', method: 'none', learned: null },
  additive: { ...clip, title: 'CLIP the Gap', method: 'additive', learned: 'weather' },
  oracle: { ...clip, title: 'True mean shift', method: 'oracle', learned: 'oracle', oracle: true },
  random: { ...clip, title: 'Random offsets', method: 'random', learned: 'weather' },
  jitter: { ...clip, title: 'Photometric jitter', method: 'jitter', learned: null },
  mixstyle: { ...clip, title: 'MixStyle', method: 'mixstyle', learned: null },
  unrelated: { ...clip, title: 'Unrelated prompts', method: 'unrelated', learned: 'unrelated' },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof rows;

export const rowNames = Object.keys(rows) as readonly RowName[];

/** The same for every row and seed; chosen on `daytime-clear/val` alone (docs/regime.md). */
export const budget = {
  scenes: 1200,
  training: {
    steps: 500,
    imagesPerStep: 4,
    learningRate: 0.08,
    warmupSteps: 50,
    learningRateDrops: [360, 460],
    momentum: 0.9,
    weightDecay: 1e-4,
    gradientClip: 10,
    trainable: ['layer3', 'layer4', 'attnpool'],
    clipRateFactor: 1,
    augmentationProbability: 0.5,
    horizontalFlip: 0.5,
  },
} as const satisfies { readonly scenes: number; readonly training: Omit<TrainingConfig, 'seed' | 'method'> };
