/**
 * Detection with CLIP alone: class-agnostic proposals by selective search, each region pooled from V_a's features and embedded by V_b as the
 * detector of the paper does it, and compared with class prompts and a background. Shapes: R regions, K classes, D embedding.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../../clip/tower/modified-resnet';
import { imageTensor } from '../../clip/image/image-tensor';
import { normalisePixels, type Preprocessing } from '../../clip/image/preprocess';
import { cropBilinear } from '../../clip/image/pillow-resize';
import type { BoxRowsXYXY } from '../../geometry/box';
import { scaleBoxes, takeRows } from '../../geometry/clip-boxes';
import type { RawDetections } from '../../geometry/detections';
import { nms } from '../../geometry/nms';
import type { RgbImage } from '../../geometry/rgb-image';
import { selectiveSearch } from '../../geometry/selective-search';
import { dot } from '../../math/vector';
import { takeValues } from '../../tensor/take-values';
import { roiAlign } from '../../tensor/kernels/roi-align/roi-align';
import type { Detector } from '../detector';
import { createImageBatch } from '../image-batch';
import { resizeForDetector } from '../working-size';
import { res4Stride } from '../region-head';
import { regionWindows } from './region-windows';
import { zeroShotDetectorConfig, type ZeroShotConfig } from './zero-shot-config';

/** Unit text embeddings, `[D]` each. */
export interface ZeroShotTexts {
  readonly classes: readonly Float32Array[];
  /** Of the background prompts; none where a margin stands for them. */
  readonly background: readonly Float32Array[];
}

/** Regions that go through V_b at once; the same for all batches, so that a GPU backend compiles once. */
const regionsAtOnce = 64;
const cropsAtOnce = 16;
/** Selective search looks at the image at this short side: its time grows with the pixels, and regions do not need more. */
const searchShortSide = 256;

/**
 * @param tower with frozen batch norms; it stays the caller's
 * @param preprocessing mean and deviation for the second look
 */
export function createZeroShotDetector(
  tower: VisualTower,
  preprocessing: Preprocessing,
  config: ZeroShotConfig,
  texts: ZeroShotTexts,
): Detector {
  const detectorConfig = zeroShotDetectorConfig(config, tower.architecture.resolution);
  return {
    config: detectorConfig,
    async detect(image, featureOffset) {
      const proposals = proposeRegions(image, config.proposals);
      const input = resizeForDetector(image, detectorConfig);
      const scaled = scaleBoxes(proposals, input.width / image.width, input.height / image.height);
      const embeddings = await embedRegions(tower, input, scaled, featureOffset, detectorConfig.poolerResolution);
      const first = cosines(embeddings, texts, config);
      const rows = nms(proposals, bestOf(first), { iouThresh: config.overlapThresh, maxKept: config.regions });
      const boxes = takeRows(proposals, rows);
      const kept = Array.from(rows, (row) => first[row]!);
      if (!config.secondLook) return raw(image, boxes, kept, config);
      const again = cosines(await embedCrops(tower, preprocessing, image, boxes, featureOffset), texts, config);
      return raw(
        image,
        boxes,
        kept.map((row, at) => meanRows(row, again[at]!)),
        config,
      );
    },
    dispose: () => undefined,
  };
}

/** Boxes in the image's pixels, larger regions first where there are too many. */
function proposeRegions(image: RgbImage, most: number): BoxRowsXYXY {
  const small = resizeForDetector(image, { imageShortSide: searchShortSide, imageMaxSide: 4 * searchShortSide });
  const found = selectiveSearch(small).slice(0, 4 * most);
  return scaleBoxes(found, image.width / small.width, image.height / small.height);
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

/** Cosine with each class, and with the background last: `[K + 1]` a region. */
function cosines(
  embeddings: readonly Float32Array[],
  texts: ZeroShotTexts,
  { background }: ZeroShotConfig,
): readonly Float32Array[] {
  return embeddings.map((embedding) =>
    Float32Array.of(
      ...texts.classes.map((text) => dot(embedding, text)),
      background.kind === 'margin'
        ? background.cosine
        : Math.max(...texts.background.map((text) => dot(embedding, text))),
    ),
  );
}

/** The largest cosine of a class. */
function bestOf(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows, (row) => Math.max(...row.subarray(0, -1)));
}

function meanRows(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => (value + b[at]!) / 2);
}

/** Softmax of γ times the cosines; every class has the region's own box. */
function raw(
  { width, height }: RgbImage,
  boxes: BoxRowsXYXY,
  rows: readonly Float32Array[],
  { classes, logitScale }: ZeroShotConfig,
): RawDetections {
  const columns = classes.length + 1;
  const scores = new Float32Array(rows.length * columns);
  rows.forEach((row, at) => {
    const most = Math.max(...row);
    const weights = Array.from(row, (value) => Math.exp(logitScale * (value - most)));
    const sum = weights.reduce((total, value) => total + value);
    scores.set(
      weights.map((value) => value / sum),
      at * columns,
    );
  });
  const perClass = new Float32Array(rows.length * classes.length * 4);
  for (let at = 0; at < perClass.length; at++)
    perClass[at] = boxes[Math.floor(at / (4 * classes.length)) * 4 + (at & 3)]!;
  return { width, height, classes, boxes: perClass, scores };
}
