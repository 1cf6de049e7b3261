import type { PlaneAxesName, PlaneChoice } from '../../analysis/embedding/plane-choice';
import type { EmbeddedScenes } from '../../analysis/embedding/embedded-scenes';
import type { Offsets } from '../../augmentation/offsets';
import type { ProtocolName } from '../../method/protocol';
import type { MovedPrompts } from '../../analysis/embedding/shift-comparison';
import type { ModelInfo, Progress, ShiftMeasurement, StepExplanation } from '../../engine/engine';
import type { RgbImage } from '../../geometry/rgb-image';
import type { Slice } from './slice';

/** What this view can compute; one at a time. */
export type ExplainKind = 'shifts' | 'step' | 'batch-norm' | 'embeddings' | 'words';

/** A result with the model that it belongs to. */
export interface OfModel<Value> {
  readonly modelHash: string;
  readonly value: Value;
}

/** Offsets that the bundle ships. */
export interface ShippedOffsets {
  readonly name: string;
  readonly offsets: Offsets;
}

/** Where the crop of a step is cut. */
export const cropPlaces = ['centre', 'top left', 'top right', 'bottom left', 'bottom right'] as const;
export type CropPlace = (typeof cropPlaces)[number];

/** What the next step in slow motion is done with. */
export interface StepChoice {
  /** Null is the first target prompt. */
  readonly targetPrompt: string | null;
  readonly protocol: ProtocolName;
  readonly place: CropPlace;
}

/** Steps on one crop, in their order; the last goes on. */
export interface StepTrail {
  readonly protocol: ProtocolName;
  readonly sourcePrompt: string;
  readonly targetPrompt: string;
  readonly learningRate: number;
  readonly l1Weight: number;
  /** What the crop shows, in words. */
  readonly cropTitle: string;
  readonly crop: RgbImage;
  /** Each begins where the former ends. */
  readonly steps: readonly StepExplanation[];
}

/** First steps with running statistics and with those of the batch, on one crop. */
export interface BatchNormComparison {
  readonly targetPrompt: string;
  readonly cropTitle: string;
  readonly frozen: StepExplanation;
  /** Null where the model's batch norms are folded. */
  readonly batch: StepExplanation | null;
}

/** Candidate words of the workshop. */
export interface WordFunnel {
  /** Cosine with the text embedding of the anchor word. */
  readonly similarity: ReadonlyMap<string, number>;
}

export interface ExplainSlice {
  /** What is computed now. */
  readonly explainWork: { readonly kind: ExplainKind; readonly progress: Progress | null } | null;
  /** Takes the place of the run's offsets where it is set. */
  readonly shippedOffsets: OfModel<ShippedOffsets> | null;
  readonly shiftScenes: number;
  /** Whether all conditions are measured, or only those that prompts name. */
  readonly shiftsOfAll: boolean;
  /** Offsets and shifts are compared without what all of them share. */
  readonly shiftsApart: boolean;
  readonly measuredShifts: OfModel<ShiftMeasurement> | null;
  /** What was compared with them when they were measured. */
  readonly shiftMovers: OfModel<readonly MovedPrompts[]> | null;
  readonly stepChoice: StepChoice;
  readonly stepTrail: OfModel<StepTrail> | null;
  readonly batchNormComparison: OfModel<BatchNormComparison> | null;
  readonly embeddedCount: number;
  readonly embeddedScenes: OfModel<EmbeddedScenes> | null;
  readonly planeAxes: PlaneAxesName;
  readonly planeChoice: PlaneChoice;
  /** Whether the embeddings are computed anew while an optimisation runs. */
  readonly followRun: boolean;
  /** Typed by the user, beside the ones that are offered. */
  readonly ownWords: readonly string[];
  readonly wordFunnel: OfModel<WordFunnel> | null;
  readonly setExplain: (change: Partial<ExplainSettings>) => void;
}

/** All of the slice but its setter. */
export type ExplainSettings = Omit<ExplainSlice, 'setExplain'>;

export const createExplainSlice: Slice<ExplainSlice> = (set) => ({
  explainWork: null,
  shippedOffsets: null,
  shiftScenes: 40,
  shiftsOfAll: false,
  shiftsApart: false,
  measuredShifts: null,
  shiftMovers: null,
  stepChoice: { targetPrompt: null, protocol: 'code', place: 'centre' },
  stepTrail: null,
  batchNormComparison: null,
  embeddedCount: 8,
  embeddedScenes: null,
  planeAxes: 'principal',
  planeChoice: {
    targetPrompt: null,
    angles: { yaw: 0.5, pitch: 0.35 },
    hiddenKinds: new Set(['text']),
    hiddenPrompts: new Set(),
  },
  followRun: false,
  ownWords: [],
  wordFunnel: null,
  setExplain: (change) => set(change),
});

/** A result, unless another model has been loaded since. */
export function ofModel<Value>(model: ModelInfo | null, result: OfModel<Value> | null): Value | null {
  return result !== null && result.modelHash === model?.hash ? result.value : null;
}
