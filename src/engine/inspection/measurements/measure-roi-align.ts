import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../../math/statistics';
import { type RoiAlignAttributes, roiAlignGradKernel } from '../../../tensor/kernels/roi-align/attributes';
import { roiAlign } from '../../../tensor/kernels/roi-align/roi-align';
import { seededTensor } from '../../../tensor/seeded-tensor';
import { randomBoxes } from '../checks/check-pooling';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { copyBandwidth } from './measure-copy';
import { runningDevice } from './device-clock';
import type { Details, Figure } from './planned';
import { timeShort } from './time-runs';

const stride = 16;

/** RoIAlign and its gradient, also as a share of what a copy of memory moves. */
export async function* roiAlignFigures(
  size: InspectionSize,
  wanted: (id: string) => boolean,
): AsyncGenerator<Figure, void> {
  const { regions, manyRegions } = sizesOf(size).roiAlign;
  const device = runningDevice();
  const bandwidth = device === null ? null : await copyBandwidth(device, size);
  if (wanted('roi-align')) yield { id: 'roi-align', ...(await forward(size, regions, bandwidth)) };
  if (wanted('roi-align-gradient')) yield { id: 'roi-align-gradient', ...(await gradient(size, regions, bandwidth)) };
  if (wanted('roi-align-1000')) yield { id: 'roi-align-1000', ...(await forward(size, manyRegions, bandwidth)) };
}

type Samples = Pick<Figure, 'samples' | 'details'>;

async function forward(size: InspectionSize, regions: number, bandwidth: number | null): Promise<Samples> {
  const { pool, dispose } = prepared(size, regions);
  try {
    const { seconds, details } = await timeShort(size, () => pool());
    return { samples: seconds, details: { ...details, ...share(size, regions, seconds, bandwidth) } };
  } finally {
    dispose();
  }
}

/** By the kernel of the gradient itself; the tape would compute the value, too. */
async function gradient(size: InspectionSize, regions: number, bandwidth: number | null): Promise<Samples> {
  const { channels, outputSize } = sizesOf(size).roiAlign;
  const { features, boxes, images, dispose } = prepared(size, regions);
  const dy = tf.keep(tf.ones([regions, outputSize, outputSize, channels]));
  const attributes: RoiAlignAttributes = {
    outputSize,
    spatialScale: 1 / stride,
    samplingRatio: 0,
    aligned: true,
    shape: features.shape,
  };
  const run = (): tf.Tensor =>
    tf.engine().runKernel(roiAlignGradKernel, { dy, boxes, batchIndices: images }, { ...attributes });
  try {
    const { seconds, details } = await timeShort(size, run);
    return { samples: seconds, details: { ...details, ...share(size, regions, seconds, bandwidth) } };
  } finally {
    dispose();
    dy.dispose();
  }
}

function prepared(size: InspectionSize, regions: number) {
  const { height, width, channels, outputSize } = sizesOf(size).roiAlign;
  const features = tf.keep(seededTensor([1, height, width, channels], 1) as tf.Tensor4D);
  const boxes = tf.keep(tf.tensor2d(randomBoxes(regions, width * stride, height * stride), [regions, 4]));
  const images = tf.keep(tf.zeros([regions], 'int32') as tf.Tensor1D);
  return {
    features,
    boxes,
    images,
    pool: () => roiAlign(features, boxes, images, { outputSize, spatialScale: 1 / stride }),
    dispose: () => tf.dispose([features, boxes, images]),
  };
}

/** The map is counted once, as if a cache held it, and the pooled regions once: the value reads the one and writes the other, the gradient the reverse. */
function share(size: InspectionSize, regions: number, seconds: readonly number[], bandwidth: number | null): Details {
  const { height, width, channels, outputSize } = sizesOf(size).roiAlign;
  const bytes = 4 * channels * (height * width + regions * outputSize ** 2);
  const rate = bytes / quantile(seconds, 0.5) / 1e9;
  return {
    regions,
    bytes: `${bytes}: the map once and the pooled regions once`,
    'GB/s': rate,
    ...(bandwidth === null ? {} : { 'GB/s of a copy': bandwidth, 'share of copy bandwidth': rate / bandwidth }),
  };
}
