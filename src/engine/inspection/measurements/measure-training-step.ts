import type { AnnotatedImages } from '../../../data/annotated-image';
import { detectorPresets, type DetectorConfig } from '../../../method/detector-config';
import { boxXYXY } from '../../../geometry/box';
import { trainingConfig } from '../../../method/training-config';
import { presetParameters } from '../../../method/training-presets';
import { seededValues } from '../../../tensor/seeded-tensor';
import { createTrainer, type Trainer } from '../../../training/trainer';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { countDispatches, deviceDone, runningDevice } from './device-clock';
import type { Figure } from './planned';
import { measuredTower, seededDirections, seededImages } from './seeded-work';
import { timeLong } from './time-runs';

const objectsPerImage = 6;

/** Steps of the released training by the code of `src/training`, on pictures of noise with drawn boxes, from random weights. */
export async function* trainingFigures(size: InspectionSize): AsyncGenerator<Figure, void> {
  const { images, fallbackImages, regions, preNms, postNms } = sizesOf(size).training;
  let trainer = measuredTrainer(size, images);
  let used = images;
  try {
    if (!(await fitsInMemory(trainer))) {
      trainer.dispose();
      used = fallbackImages;
      trainer = measuredTrainer(size, used);
    }
    const step = async (): Promise<void> => void (await trainer.step());
    const dispatches = await countDispatches(step);
    const { seconds, details } = await timeLong(size, step);
    const work = { images: used, regions, proposals: `${preNms} before NMS, ${postNms} after it` };
    const memory = used === images ? {} : { memory: `The device has no room for ${images} images: ${used} instead.` };
    yield {
      id: 'training-step',
      samples: seconds,
      details: {
        ...details,
        ...work,
        ...memory,
        'dispatches a step': dispatches,
        'NMS and targets': 'on the CPU, within the time',
      },
    };
  } finally {
    trainer.dispose();
  }
}

/** Whether a step runs without that the device refuses a buffer. */
async function fitsInMemory(trainer: Trainer): Promise<boolean> {
  const device = runningDevice();
  if (device === null) return true;
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const failure = await trainer
    .step()
    .then(deviceDone)
    .then(
      () => null,
      (error: unknown) => error,
    );
  const refused = [await device.popErrorScope(), await device.popErrorScope()].some((error) => error !== null);
  if (failure !== null && !refused) throw failure;
  return !refused;
}

function measuredTrainer(size: InspectionSize, imagesPerStep: number): Trainer {
  const visualWeights = measuredTower(size, 'rn50');
  const config = measuredDetectorConfig(size);
  return createTrainer({
    visualWeights,
    detectorWeights: null,
    detectorConfig: config,
    classEmbeddings: seededDirections(config.classes.length, visualWeights.architecture.embeddingDim),
    // Random weights would diverge at the rate of the preset.
    config: {
      ...trainingConfig({ ...presetParameters('reference'), imagesPerStep }, 'reference', 'none'),
      learningRate: 1e-6,
    },
    images: annotatedNoise(size, imagesPerStep),
    learned: null,
  });
}

/** The released configuration at the sizes that are measured. */
export function measuredDetectorConfig(size: InspectionSize): DetectorConfig {
  const { image, towers, training, detection } = sizesOf(size);
  return {
    ...detectorPresets.reference,
    imageShortSide: image.height,
    imageMaxSide: Math.max(image.width, detectorPresets.reference.imageMaxSide),
    poolerResolution: towers.rn50.resolution / 16,
    rpnPreNmsTopN: { training: training.preNms, testing: detection.preNms },
    rpnPostNmsTopN: { training: training.postNms, testing: detection.postNms },
    boxBatchSizePerImage: training.regions,
  };
}

function annotatedNoise(size: InspectionSize, count: number): AnnotatedImages {
  const { image } = sizesOf(size);
  const pictures = seededImages(count, image);
  const { classes } = detectorPresets.reference;
  return {
    length: count,
    at: (index) => {
      const draws = seededValues(objectsPerImage * 4, 60 + index).map((value) => (value + 1) / 2);
      const gt = Array.from({ length: objectsPerImage }, (_, object) => {
        const [x, y, w, h] = [0, 1, 2, 3].map((i) => draws[object * 4 + i]!) as [number, number, number, number];
        const [left, top] = [x * 0.7 * image.width, y * 0.7 * image.height];
        const box = boxXYXY(left, top, left + (0.05 + w * 0.2) * image.width, top + (0.05 + h * 0.2) * image.height);
        return { classIndex: object % classes.length, box };
      });
      return { id: String(index), image: pictures[index]!, gt };
    },
  };
}
