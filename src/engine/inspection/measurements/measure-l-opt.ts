import * as tf from '@tensorflow/tfjs-core';
import { CropSampler, writeCrop } from '../../../augmentation/crops';
import { createOptimisation } from '../../../augmentation/optimisation';
import type { OptimisationConfig } from '../../../augmentation/optimisation-config';
import { cropsAtOnce, pairsAtOnce } from '../../../augmentation/memory-budget';
import { stepWork } from '../../../augmentation/optimisation-cost';
import { createVisualTower, type VisualTower } from '../../../clip/tower/modified-resnet';
import { clipPreprocessing } from '../../../clip/image/preprocess';
import type { RgbImage } from '../../../geometry/rgb-image';
import { Random } from '../../../math/random';
import { optimisationDefaultsOfSize } from '../../../method/optimisation-presets';
import { gradientsOf } from '../../../tensor/gradients';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { countDispatches } from './device-clock';
import type { Details, Figure } from './planned';
import { measuredTower, seededDirections, seededImages } from './seeded-work';
import { timeLong } from './time-runs';

/** Iterations of L_opt by the code of `src/augmentation`, and the parts of which one consists. */
export async function* optimisationFigures(
  model: 'rn50' | 'rn101',
  size: InspectionSize,
  wanted: (id: string) => boolean,
): AsyncGenerator<Figure, void> {
  const tower = createVisualTower(measuredTower(size, model));
  try {
    const { crops } = sizesOf(size).optimisation;
    const id = `l-opt-${model}`;
    const pairs = pairsAtOnce(tower.architecture);
    if (wanted(id)) yield { id, ...(await iterations(size, tower, pairs)) };
    if (wanted(`${id}-va`)) yield { id: `${id}-va`, ...(await vaOfCrops(size, tower)) };
    if (wanted(`${id}-vb`)) yield { id: `${id}-vb`, ...(await vbOfPairs(size, tower, pairs, false)) };
    if (wanted(`${id}-vb-gradient`)) yield { id: `${id}-vb-gradient`, ...(await vbOfPairs(size, tower, pairs, true)) };
    if (wanted(`${id}-large-batches`)) yield { id: `${id}-large-batches`, ...(await iterations(size, tower, crops)) };
  } finally {
    tower.dispose();
  }
}

type Samples = Pick<Figure, 'samples' | 'details'>;

/** Crops are cut on the CPU in every iteration, as in a run. */
async function iterations(size: InspectionSize, tower: VisualTower, pairs: number): Promise<Samples> {
  const { optimisation, image } = sizesOf(size);
  const { targets, crops, images, cropSize } = optimisation;
  const [source, ...targetEmbeddings] = seededDirections(1 + targets, tower.architecture.embeddingDim);
  const config = {
    ...optimisationDefaultsOfSize.reference,
    sourcePrompt: 'source',
    targetPrompts: targetEmbeddings.map((_, at) => `target ${at}`),
    cropsPerStep: crops,
    imagesPerStep: images,
    cropSize,
    imageShortSide: Math.min(image.width, image.height),
  };
  const texts = { source: source!, targets: targetEmbeddings };
  const pictures = seededImages(images, image);
  const run = createOptimisation(tower, texts, config, pictures, { pairsAtOnce: pairs });
  const step = async (): Promise<void> => void (await run.step());
  try {
    // The first iteration embeds the crops once more for every target, so it is none that counts.
    await step();
    const dispatches = await countDispatches(step);
    const { seconds, details } = await timeLong(size, step);
    return {
      samples: seconds,
      details: {
        ...details,
        crops,
        targets,
        'pairs at once': pairs,
        'crops at once': cropsAtOnce(tower.architecture),
        'dispatches an iteration': dispatches,
        'multiply-adds': stepWork(tower.architecture, config),
        'seconds of cutting the crops, on the CPU, within the time': secondsOfCrops(tower, config, pictures),
      },
    };
  } finally {
    run.dispose();
  }
}

/** Of one iteration, by the code that a run cuts them with. */
function secondsOfCrops(tower: VisualTower, config: OptimisationConfig, pictures: readonly RgbImage[]): number {
  const preprocessing = clipPreprocessing(tower.architecture.resolution);
  const sampler = new CropSampler(pictures, config);
  const pixels = new Float32Array(preprocessing.size ** 2 * 3);
  const cut = (): void => {
    for (const crop of sampler.draw(new Random(1))) writeCrop(sampler.cut(crop), preprocessing, pixels, 0);
  };
  cut();
  const started = performance.now();
  cut();
  return (performance.now() - started) / 1000;
}

/** V_a of all crops of an iteration, in the parts that a run takes. */
export async function vaOfCrops(size: InspectionSize, tower: VisualTower): Promise<Samples> {
  const { crops } = sizesOf(size).optimisation;
  const { resolution } = tower.architecture;
  const atOnce = Math.min(crops, cropsAtOnce(tower.architecture));
  const images = tf.keep(seededTensor([atOnce, resolution, resolution, 3], 1) as tf.Tensor4D);
  return timedParts(size, images, partsOf(crops, atOnce), (rows) => tower.res4Features(rows as tf.Tensor4D));
}

async function vbOfPairs(size: InspectionSize, tower: VisualTower, pairs: number, back: boolean): Promise<Samples> {
  const { crops, targets } = sizesOf(size).optimisation;
  const { grid, featureChannels } = tower.architecture;
  const atOnce = Math.min(crops, pairs);
  const features = tf.keep(tf.tidy(() => tf.relu(seededTensor([atOnce, grid, grid, featureChannels], 2))));
  const embed = (rows: tf.Tensor): tf.Tensor => tower.imageEmbedding(rows as tf.Tensor4D);
  const parts = Array.from({ length: targets }, () => partsOf(crops, atOnce)).flat();
  return timedParts(size, features, parts, (rows) => (back ? gradientsOf(embed, [rows])[0]! : embed(rows)));
}

/** Times work on the same rows again and again, so many at a time; the rows are taken over. */
export async function timedParts(
  size: InspectionSize,
  rows: tf.Tensor,
  parts: readonly number[],
  run: (rows: tf.Tensor) => tf.Tensor,
): Promise<Samples> {
  const whole = async (): Promise<void> => {
    for (const count of parts)
      tf.tidy(() => run(count === rows.shape[0] ? rows : tf.slice(rows, [0], [count]))).dispose();
  };
  try {
    const dispatches = await countDispatches(whole);
    const { seconds, details } = await timeLong(size, whole);
    const sizes: Details = { batches: parts.length, 'largest batch': Math.max(...parts), dispatches };
    return { samples: seconds, details: { ...details, ...sizes } };
  } finally {
    rows.dispose();
  }
}

function partsOf(total: number, atOnce: number): readonly number[] {
  return Array.from({ length: Math.ceil(total / atOnce) }, (_, part) => Math.min(atOnce, total - part * atOnce));
}
