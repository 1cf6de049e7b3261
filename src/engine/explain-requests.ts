import type { ExplainedState } from '../augmentation/explain-step';
import type { Offsets } from '../augmentation/offsets';
import type { RgbImage } from '../geometry/rgb-image';
import type { ProtocolName } from '../method/protocol';
import type { Policy } from '../photometrics/policy';
import type { SceneSplit } from '../scenes/splits';

/** Where the weather really goes: counterfactual pairs of built-in scenes. */
export interface ShiftRequest {
  /** Names of conditions; each is compared with `daytime-clear`. */
  readonly conditions: readonly string[];
  /** Scenes 0 to `scenes` − 1 of the split. */
  readonly scenes: number;
  readonly split: SceneSplit;
  /** Policies whose prompts move the same scenes, one draw for each scene and prompt, as in a training. */
  readonly policies?: readonly Policy[];
  /** Offsets of which z̄ − z is measured on the same scenes. */
  readonly offsets?: Offsets | null;
}

export interface AugmentedEmbeddingRequest {
  readonly images: readonly RgbImage[];
  /** The model's grid, or one position that stands for all. */
  readonly offsets: Offsets;
}

export interface StepRequest {
  readonly protocol: ProtocolName;
  readonly sourcePrompt: string;
  readonly targetPrompt: string;
  /** The crop itself. */
  readonly crop: RgbImage;
  readonly learningRate: number;
  /** Factor of the l1 term, as a run has it. */
  readonly l1Weight: number;
  /** Goes on after that step; null begins with A = 0. */
  readonly state: ExplainedState | null;
}
