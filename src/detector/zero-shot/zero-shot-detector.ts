/**
 * Detection with CLIP alone: class-agnostic proposals, each region pooled from V_a's features and embedded by V_b as the
 * detector of the paper does it, and compared with class prompts and a background. Shapes: R regions, K classes, D embedding.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../../clip/tower/modified-resnet';
import { imageTensor } from '../../clip/image/image-tensor';
import { normalisePixels, type Preprocessing } from '../../clip/image/preprocess';
import { cropBilinear } from '../../clip/image/pillow-resize';
import type { BoxRowsXYXY } from '../../geometry/box';
import { scaleBoxes, takeRows } from '../../geometry/clip-boxes';
import { nms } from '../../geometry/nms';
import type { RgbImage } from '../../geometry/rgb-image';
import { scoreOrder } from '../../geometry/score-order';
import { takeValues } from '../../tensor/take-values';
import { roiAlign } from '../../tensor/kernels/roi-align/roi-align';
import type { Detector } from '../detector';
import { createImageBatch } from '../image-batch';
import { resizeForDetector } from '../working-size';
import { res4Stride } from '../region-head';
import type { ProposalSource, RegionVerdicts } from './proposal-source';
import { regionWindows } from './region-windows';
import { zeroShotDetectorConfig, type ZeroShotConfig } from './zero-shot-config';
import { bestCosines, regionCosines, regionScores, type ZeroShotTexts } from './zero-shot-scores';

/** Regions that go through V_b at once; the same for all batches, so that a GPU backend compiles once. */
const regionsAtOnce = 64;
const cropsAtOnce = 16;

/**
 * @param tower with frozen batch norms; it stays the caller's
 * @param preprocessing mean and deviation for the second look
 * @param source of the regions; it stays the caller's
 */
export function createZeroShotDetector(
  tower: VisualTower,
  preprocessing: Preprocessing,
  config: ZeroShotConfig,
  texts: ZeroShotTexts,
  source: ProposalSource,
): Detector {
  const detectorConfig = zeroShotDetectorConfig(config, tower.architecture.resolution);
  return {
    config: detectorConfig,
    async detect(image, featureOffset) {
      const { boxes: proposed, verdicts } = await source.propose(image);
      const input = resizeForDetector(image, detectorConfig);
      const scaled = scaleBoxes(proposed, input.width / image.width, input.height / image.height);
      const embeddings = await embedRegions(tower, input, scaled, featureOffset, detectorConfig.poolerResolution);
      const first = regionCosines(embeddings, texts, config);
      const rows = keptRows(proposed, first, verdicts, config);
      const boxes = takeRows(proposed, rows);
      const cosines = rows.map((row) => first[row]!);
      if (config.secondLook) {
        const cutOut = boxes.subarray(0, 4 * config.regions);
        const crops = await embedCrops(tower, preprocessing, image, cutOut, featureOffset);
        regionCosines(crops, texts, config).forEach((row, at) => (cosines[at] = meanRows(cosines[at]!, row)));
      }
      const objectness = verdicts && Float32Array.from(rows, (row) => verdicts.objectness[row]!);
      return {
        width: image.width,
        height: image.height,
        classes: config.classes,
        boxes: forEachClass(boxes, config.classes.length),
        scores: regionScores(cosines, objectness, config),
        ...(verdicts ? { proposedAs: rows.map((row) => verdicts.labels[row]!) } : {}),
      };
    },
    dispose: () => undefined,
  };
}

/**
 * Rows of the regions that are scored, the best first. Boxes that nobody vouches for overlap in hundreds, and the largest cosine chooses among them;
 * of a network's regions all stay.
 */
function keptRows(
  boxes: BoxRowsXYXY,
  cosines: readonly Float32Array[],
  verdicts: RegionVerdicts | null,
  config: ZeroShotConfig,
): readonly number[] {
  if (verdicts === null)
    return [...nms(boxes, bestCosines(cosines), { iouThresh: config.overlapThresh, maxKept: config.regions })];
  const columns = config.classes.length + 1;
  const scores = regionScores(cosines, verdicts.objectness, config);
  const best = Float32Array.from(cosines, (_, row) =>
    Math.max(...scores.subarray(row * columns, (row + 1) * columns - 1)),
  );
  return [...scoreOrder(best)];
}

async function embedRegions(
  tower: VisualTower,
  input: RgbImage,
  boxes: BoxRowsXYXY,
  featureOffset: Float32Array | null,
  outputSize: number,
): Promise<readonly Float32Array[]> {
  const res4 = tf.tidy(() => shifted(tower.res4Features(createImageBatch([input]).pixels), featureOffset));
  try {
    return await inBatches(boxes.length / 4, regionsAtOnce, (from, count) => {
      const padded = new Float32Array(regionsAtOnce * 4);
      padded.set(boxes.subarray(from * 4, (from + count) * 4));
      const indices = tf.zeros([regionsAtOnce], 'int32') as tf.Tensor1D;
      const options = { outputSize, spatialScale: 1 / res4Stride, samplingRatio: 0 };
      return tower.imageEmbedding(roiAlign(res4, tf.tensor2d(padded, [regionsAtOnce, 4]), indices, options));
    });
  } finally {
    res4.dispose();
  }
}

async function embedCrops(
  tower: VisualTower,
  preprocessing: Preprocessing,
  image: RgbImage,
  boxes: BoxRowsXYXY,
  featureOffset: Float32Array | null,
): Promise<readonly Float32Array[]> {
  const { resolution } = tower.architecture;
  const windows = regionWindows(boxes, image);
  return inBatches(windows.length, cropsAtOnce, (from, count) => {
    const input = imageTensor(cropsAtOnce, { height: resolution, width: resolution }, (at, pixels) => {
      if (at < count)
        normalisePixels(cropBilinear(image, windows[from + at]!, resolution, resolution), preprocessing, pixels);
    });
    return tower.imageEmbedding(shifted(tower.res4Features(input), featureOffset));
  });
}

function shifted(res4: tf.Tensor4D, featureOffset: Float32Array | null): tf.Tensor4D {
  if (featureOffset === null) return res4;
  if (featureOffset.length !== res4.shape[3]) {
    throw new RangeError(`a feature offset needs ${res4.shape[3]} values, not ${featureOffset.length}`);
  }
  return tf.add(res4, tf.tensor1d(featureOffset));
}

/** Unit embeddings of `total` rows, computed a batch at a time; what pads the last batch is dropped. */
async function inBatches(
  total: number,
  atOnce: number,
  embed: (from: number, count: number) => tf.Tensor2D,
): Promise<readonly Float32Array[]> {
  const rows: Float32Array[] = [];
  for (let from = 0; from < total; from += atOnce) {
    const count = Math.min(atOnce, total - from);
    const result = tf.tidy(() => {
      const embedding = embed(from, count);
      return tf.div(embedding, tf.maximum(tf.norm(embedding, 2, 1, true), 1e-12)) as tf.Tensor2D;
    });
    const width = result.shape[1];
    const values = await takeValues(result);
    for (let row = 0; row < count; row++) rows.push(values.slice(row * width, (row + 1) * width));
  }
  return rows;
}

function meanRows(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => (value + b[at]!) / 2);
}

/** Every class has the region's own box: `[R * 4]` → `[R * K * 4]`. */
function forEachClass(boxes: BoxRowsXYXY, classes: number): Float32Array {
  const perClass = new Float32Array(boxes.length * classes);
  for (let at = 0; at < perClass.length; at++) perClass[at] = boxes[Math.floor(at / (4 * classes)) * 4 + (at & 3)]!;
  return perClass;
}
