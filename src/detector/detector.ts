/**
 * Detection in one image (detectron2 `GeneralizedRCNN.inference` with vidit09/domaingen's text classifier; microsoft/RegionCLIP's
 * `CLIPFastRCNN.inference`, whose proposals come from a tower of their own), up to and without the thresholds: those are `postprocess` of
 * src/geometry. Shapes: A anchors, R regions, K classes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { CodedError } from '../errors/coded-error';
import { decodeBoxes, roiBoxWeights } from '../geometry/box-coder';
import { clipBoxes, scaleBoxes } from '../geometry/clip-boxes';
import type { RawDetections } from '../geometry/detections';
import type { Size } from '../geometry/resize';
import type { RgbImage } from '../geometry/rgb-image';
import type { VisualWeights } from '../clip/weights/visual-weights';
import { takeValues } from '../tensor/take-values';
import type { DetectorConfig } from '../method/detector-config';
import { createDetectorModel, type DetectorModel } from './detector-model';
import { createImageBatch } from './image-batch';
import { resizeForDetector } from './working-size';
import type { NamedWeights } from './named-weights';
import { selectProposals, type Proposals } from './proposals';
import { boxesPerRegion } from './region-head-shapes';

/** The most regions that go through layer4 at once. */
const maxRegionsPerChunk = 64;

/** What one detection may leave out. */
export interface DetectOptions {
  /** Regions that are classified at most; by default as many as the configuration says. */
  readonly maxProposals?: number | undefined;
}

export interface Detector {
  readonly config: DetectorConfig;
  /**
   * @param image of any size; boxes come back in its pixels
   * @param featureOffset one value per res4 channel, added to every position of V_a's output; null adds nothing
   * @throws ModelError `bundle-mismatch` where `featureOffset` has another length
   */
  detect(image: RgbImage, featureOffset: Float32Array | null, options?: DetectOptions): Promise<RawDetections>;
  dispose(): void;
}

/**
 * @param detectorWeights proposal network, box regressor and the fine-tuned part of the tower
 * @param classEmbeddings K unit text embeddings, in the order of `config.classes`; only a text classifier without embeddings of its own needs them
 * @throws ModelError where weights are missing, or do not fit the tower or the configuration
 */
export function createDetector(
  visualWeights: VisualWeights,
  detectorWeights: NamedWeights,
  config: DetectorConfig,
  classEmbeddings: readonly Float32Array[],
): Detector {
  const model = createDetectorModel({ visualWeights, detectorWeights, config, classEmbeddings });
  return { ...detectorOf(model), dispose: () => model.dispose() };
}

/** Detection with a model that somebody else owns, as its weights are at each call. */
export function detectorOf(model: DetectorModel): Omit<Detector, 'dispose'> {
  return {
    config: model.config,
    detect: (image, featureOffset, options = {}) => detect(model, image, featureOffset, options),
  };
}

async function detect(
  model: DetectorModel,
  image: RgbImage,
  featureOffset: Float32Array | null,
  { maxProposals = Infinity }: DetectOptions,
): Promise<RawDetections> {
  const { config } = model;
  const input = resizeForDetector(image, config);
  const res4 = res4Of(model, input, featureOffset);
  try {
    const wanted = Math.min(maxProposals, config.rpnPostNmsTopN.testing);
    const proposals = await propose(model, res4, input, wanted);
    const { boxes, scores } = await classify(model, res4, proposals);
    const scaled = scaleBoxes(boxes, image.width / input.width, image.height / input.height);
    return {
      width: image.width,
      height: image.height,
      classes: config.classes,
      boxes: clipBoxes(scaled, image.width, image.height),
      scores,
      ...(config.suppression === 'soft' ? { suppression: config.suppression } : {}),
    };
  } finally {
    res4.dispose();
  }
}

function res4Of({ tower }: DetectorModel, input: RgbImage, featureOffset: Float32Array | null): tf.Tensor4D {
  return tf.tidy(() => {
    const res4 = tower.res4Features(createImageBatch([input]).pixels);
    if (featureOffset === null) return res4;
    if (featureOffset.length !== res4.shape[3]) {
      throw new CodedError(
        'bundle-mismatch',
        `The semantic offset has ${featureOffset.length} channels, but this detector’s needs ${res4.shape[3]} values.`,
        'Take no offset with this detector, or one that was made with the CLIP that it stands on.',
      );
    }
    return tf.add(res4, tf.tensor1d(featureOffset));
  });
}

async function propose(
  model: DetectorModel,
  res4: tf.Tensor4D,
  input: RgbImage,
  postNmsTopN: number,
): Promise<Proposals> {
  const { config, proposalTower } = model;
  let grid: Size = { width: 0, height: 0 };
  const output = tf.tidy(() => {
    const features = proposalTower?.forward(input) ?? res4;
    grid = { height: features.shape[1], width: features.shape[2] };
    const { objectnessLogits, anchorDeltas } = model.rpnHead.forward(features);
    return tf.concat([tf.reshape(objectnessLogits, [-1]), tf.reshape(anchorDeltas, [-1])]);
  });
  const values = await takeValues(output);
  const anchors = model.anchors(grid.height, grid.width);
  const count = anchors.length / 4;
  return selectProposals(
    {
      anchors,
      objectnessLogits: values.subarray(0, count),
      anchorDeltas: values.subarray(count),
      imageSize: input,
    },
    {
      preNmsTopN: config.rpnPreNmsTopN.testing,
      postNmsTopN,
      nmsThresh: config.rpnNmsThresh,
    },
  );
}

/** Scores `[R * (K + 1)]` and boxes `[R * K * 4]` in pixels of the network's input, not clipped. */
async function classify(
  model: DetectorModel,
  res4: tf.Tensor4D,
  { boxes: proposals }: Proposals,
): Promise<{ readonly scores: Float32Array; readonly boxes: Float32Array }> {
  const { config } = model;
  const classCount = config.classes.length;
  const regionCount = proposals.length / 4;
  const scoreWidth = classCount + 1;
  const scores = new Float32Array(regionCount * scoreWidth);
  const deltaWidth = boxesPerRegion(config) * 4;
  const deltas = new Float32Array(regionCount * deltaWidth);
  const chunk = regionsPerChunk(config.rpnPostNmsTopN.testing);
  for (let from = 0; from < regionCount; from += chunk) {
    const rows = Math.min(chunk, regionCount - from);
    // Every chunk has the same size, so that a GPU backend compiles its pipelines once; what fills the last one is dropped.
    const padded = new Float32Array(chunk * 4);
    padded.set(proposals.subarray(from * 4, (from + rows) * 4));
    const output = tf.tidy(() => {
      const imageIndices = tf.zeros([chunk], 'int32') as tf.Tensor1D;
      const { predClassLogits, predBoxDeltas } = model.regionHead.forward(
        res4,
        tf.tensor2d(padded, [chunk, 4]),
        imageIndices,
      );
      return tf.concat([tf.softmax(predClassLogits), predBoxDeltas], 1);
    });
    const values = await takeValues(output);
    const width = scoreWidth + deltaWidth;
    for (let r = 0; r < rows; r++) {
      scores.set(values.subarray(r * width, r * width + scoreWidth), (from + r) * scoreWidth);
      deltas.set(values.subarray(r * width + scoreWidth, (r + 1) * width), (from + r) * deltaWidth);
    }
  }
  const boxes = decodeBoxes(proposals, deltas, roiBoxWeights);
  return { scores, boxes: deltaWidth === 4 ? forEachClass(boxes, classCount) : boxes };
}

/** Boxes `[R * 4]` that hold for every class → `[R * K * 4]`. */
function forEachClass(boxes: Float32Array, classCount: number): Float32Array {
  const repeated = new Float32Array(boxes.length * classCount);
  for (let at = 0; at < repeated.length; at++) repeated[at] = boxes[Math.floor(at / (4 * classCount)) * 4 + (at % 4)]!;
  return repeated;
}

/** Regions that go through layer4 at once: equal chunks for the usual number of proposals, so that 100 make two of 50, not 64 and 36. */
export function regionsPerChunk(proposalCount: number): number {
  return Math.ceil(proposalCount / Math.ceil(proposalCount / maxRegionsPerChunk));
}
