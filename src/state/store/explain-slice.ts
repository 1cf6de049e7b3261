import type { PlaneAxesName, PlaneChoice } from '../../analysis/embedding/plane-choice';
import type { Offsets } from '../../augmentation/offsets';
import type { ProtocolName } from '../../method/protocol';
import type { ModelInfo, Progress, ShiftMeasurement } from '../../engine/engine';
import type {
  BatchNormComparison,
  EmbeddedScenes,
  MovedPrompts,
  StepTrail,
  WordFunnel,
} from '../../runs/records/explain-record';
import type { Origin } from './optimisation-slice';
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

export interface ExplainSlice {
  /** What is computed now. */
  readonly explainWork: { readonly kind: ExplainKind; readonly progress: Progress | null } | null;
  /** Where results come from, `live` by default; a recorded example must never be taken for a result of one's own. */
  readonly explainOrigins: Readonly<Partial<Record<ExplainKind, Origin>>>;
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
  /** The sub-step that is shown of the newest iteration, from 0. */
  readonly stepStage: number;
  /** Whether the sub-steps follow each other by themselves. */
  readonly stepPlays: boolean;
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
  explainOrigins: {},
  shippedOffsets: null,
  shiftScenes: 40,
  shiftsOfAll: false,
  shiftsApart: false,
  measuredShifts: null,
  shiftMovers: null,
  stepChoice: { targetPrompt: null, protocol: 'code', place: 'centre' },
  stepTrail: null,
  stepStage: 0,
  stepPlays: false,
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
