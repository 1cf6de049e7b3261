import type { MethodName } from '../../src/method/method-names';
import { type TrainableStage, trainableStages } from '../../src/method/stages';
import { clipHead, type HeadConfig } from '../../src/method/detector-config';
import type { TrainingConfig } from '../../src/method/training-config';

/**
 * From where a row takes what its method must have learned. `weather`: the bundle's offsets, learned from the paper's fifteen prompts; `unrelated`: offsets
 * learned in the same way from its prompts about something else; `oracle`: the true mean shifts to
 * the four unseen domains; `styles`: styles that PIN learned from the fifteen prompts; null: nothing.
 */
export type LearnedFrom = 'weather' | 'unrelated' | 'oracle' | 'styles' | null;

/** One line of the table: what the detector starts from, how it classifies and pools, how its training is augmented. */
export interface Row {
  readonly title: string;
  readonly init: 'clip' | 'scratch';
  readonly classifier: HeadConfig['classifier'];
  readonly pooling: HeadConfig['pooling'];
  readonly method: MethodName;
  readonly learned: LearnedFrom;
  /** Where the budget's does not train: judged by the loss on source images. */
  readonly learningRate?: number;
  /** Images of target domains entered. */
  readonly oracle?: true;
}

const clip = { init: 'clip', ...clipHead } as const;
/** Plain Faster R-CNN's head. */
const plainHead = { classifier: 'linear', pooling: 'mean' } as const satisfies HeadConfig;
const unaugmented = { method: 'none', learned: null } as const;

/** In the order of work: the paper's ablation (Table 6) part by part, then the augmentations; every row is compared with `none`. */
export const rows = {
  scratch: { ...plainHead, ...unaugmented, init: 'scratch', title: 'Faster R-CNN from scratch', learningRate: 0.02 },
  'clip-init': { ...plainHead, ...unaugmented, init: 'clip', title: 'CLIP initialisation' },
  text: { ...unaugmented, init: 'clip', classifier: 'text', pooling: 'mean', title: 'Text classifier' },
  none: { ...clip, title: 'No augmentation', method: 'none', learned: null },
  additive: { ...clip, title: 'CLIP the Gap', method: 'additive', learned: 'weather' },
  oracle: { ...clip, title: 'True mean shift', method: 'oracle', learned: 'oracle', oracle: true },
  random: { ...clip, title: 'Random offsets', method: 'random', learned: 'weather' },
  jitter: { ...clip, title: 'Photometric jitter', method: 'jitter', learned: null },
  pin: { ...clip, title: 'PIN (PØDA)', method: 'pin', learned: 'styles' },
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

/** What a row trains of the tower: from scratch all of it, from CLIP as the budget says; the attention pool only where it is used. */
export function trainableOf({ init, pooling }: Row): readonly TrainableStage[] {
  const stages: readonly TrainableStage[] = init === 'scratch' ? trainableStages : budget.training.trainable;
  return pooling === 'attention' ? stages : stages.filter((stage) => stage !== 'attnpool');
}
