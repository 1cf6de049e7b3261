import type { OffsetShape } from '../method/offset-shape';
import type { ProtocolName } from '../method/protocol';

/** One fixed crop in pixels of the original image; it is not flipped, and resized only where its size differs from the model's input. */
export interface FixedCrop {
  /** Index into the images of the run. */
  readonly image: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything that determines a run of the optimisation step, apart from model, images and backend. */
export interface OptimisationConfig {
  readonly method: 'additive';
  readonly protocol: ProtocolName;
  readonly offsetShape: OffsetShape;
  /** Factor of the l1 term; 1 in the paper. */
  readonly l1Weight: number;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly iterations: number;
  readonly learningRate: number;
  /** Crops in one step, over all images drawn for it. */
  readonly cropsPerStep: number;
  readonly imagesPerStep: number;
  /** Side of a random crop in pixels of the resized image. */
  readonly cropSize: number;
  /** Short side to which images are resized before random crops are cut. */
  readonly imageShortSide: number;
  readonly seed: number;
  /** Replaces random crops where given: the same list in every step. */
  readonly crops?: readonly FixedCrop[];
}

/** Losses as they are before the update of iteration `step`. */
export interface OptimisationStep {
  /** Counted from 0. */
  readonly step: number;
  /** Time since the run started, without pauses. */
  readonly seconds: number;
  readonly lossTotal: number;
  readonly lossCosine: number;
  /** With its weight. */
  readonly lossL1: number;
  /** Per target, before the division by M+1 and without the weight. */
  readonly cosine: Float32Array;
  readonly l1: Float32Array;
}
