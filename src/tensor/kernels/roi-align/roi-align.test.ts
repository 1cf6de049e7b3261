import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../../testing';
import { roiAlign, type RoiAlignOptions } from './roi-align';

/** One channel of one image, from a function of row and column. */
const image = (height: number, width: number, value: (y: number, x: number) => number): tf.Tensor4D =>
  tf.tensor4d(
    Float32Array.from({ length: height * width }, (_, i) => value(Math.floor(i / width), i % width)),
    [1, height, width, 1],
  );
const pool = (features: tf.Tensor4D, boxes: number[][], options: RoiAlignOptions, images = boxes.map(() => 0)) =>
  roiAlign(features, tf.tensor2d(boxes, [boxes.length, 4]), tf.tensor1d(images, 'int32'), options);

const rows = (starts: number[]) => starts.flatMap((start) => [0, 0.5, 1, 1.5].map((step) => start + step));

/** Facts F1, F2, F3 and F12 of the method reference: detectron2's own tests, and values from its formulas. */
await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'roiAlign', () => {
  test('F1: 5×5 counted up, box [1, 1, 3, 3]', async () => {
    const counted = image(5, 5, (y, x) => 5 * y + x);
    const options = { outputSize: 4, spatialScale: 1 };
    await expectClose(pool(counted, [[1, 1, 3, 3]], options), rows([4.5, 7, 9.5, 12]));
    await expectClose(pool(counted, [[1, 1, 3, 3]], { ...options, aligned: false }), rows([7.5, 10, 12.5, 15]));
  });

  test('F2: an empty box gives zeros and no gradient; no box gives no rows', async () => {
    const features = testValues([1, 5, 5, 3], 1) as tf.Tensor4D;
    const options = { outputSize: 7, spatialScale: 1 };
    await expectClose(pool(features, [[3, 4, 5, 4]], options), new Float32Array(7 * 7 * 3), { absolute: 0 });
    const gradient = tf.grad((f) => pool(f as tf.Tensor4D, [[3, 4, 5, 4]], options))(features);
    await expectClose(gradient, new Float32Array(75), { absolute: 0 });
    expect(pool(features, [], options).shape).toEqual([0, 7, 7, 3]);
    // Not through tf.sum, which fails on an empty tensor of the webgpu backend.
    const nothing = tf.grad((f) => pool(f as tf.Tensor4D, [], options))(features, tf.tensor4d([], [0, 7, 7, 3]));
    await expectClose(nothing, new Float32Array(75), { absolute: 0 });
  });

  test('F3: pooling commutes with halving image and box', async () => {
    const large = testValues([1, 30, 30, 1], 3) as tf.Tensor4D;
    const half = tf.avgPool(large, 2, 2, 'valid'); // halving with half-pixel bilinear is this average
    const box = [10, 10, 20, 20];
    const options = { outputSize: 5, spatialScale: 1, samplingRatio: 0 };
    await expectClose(
      pool(large, [box], { ...options, samplingRatio: 2 }),
      pool(half, [box.map((v) => v / 2)], options),
      {
        absolute: 1e-4,
      },
    );
  });

  test('F12: stride 16, boxes inside, over and beyond the border', async () => {
    const plane = image(8, 8, (y, x) => 10 * y + x);
    const boxes = [
      [16, 16, 80, 80],
      [0, 0, 128, 128],
      [-16, -16, 16, 16],
      [96, 96, 160, 160],
    ];
    const expected = [16.5, 18.5, 36.5, 38.5, 16.5, 20.5, 56.5, 60.5, 0, 0, 0, 0, 71.5, 36, 38.25, 19.25];
    await expectClose(pool(plane, boxes, { outputSize: 2, spatialScale: 1 / 16 }), expected);
  });

  const boxes = [
    [3, 5, 40, 30],
    [-10, -8, 20, 70],
    [50, 20, 90, 64],
    [10, 10, 11, 12],
    [0, 0, 64, 48],
  ];
  const images = [0, 1, 1, 0, 1];

  for (const channels of [3, 8]) {
    test(`two images, ${channels} channels: value equals sampling point by point`, async () => {
      const features = testValues([2, 6, 8, channels], 5) as tf.Tensor4D;
      for (const options of [
        { outputSize: 3, spatialScale: 1 / 8 },
        { outputSize: 2, spatialScale: 1 / 8, samplingRatio: 3 },
        { outputSize: 3, spatialScale: 1 / 8, aligned: false },
      ]) {
        const values = (await features.data()) as Float32Array;
        const expected = pointByPoint(values, [2, 6, 8, channels], boxes, images, options);
        await expectClose(pool(features, boxes, options, images), expected);
      }
    });

    test(`two images, ${channels} channels: the gradient is the transpose of the pooling`, async () => {
      const features = testValues([2, 6, 8, channels], 5) as tf.Tensor4D;
      const options = { outputSize: 3, spatialScale: 1 / 8 };
      const dy = testValues([boxes.length, 3, 3, channels], 6);
      const gradient = tf.grad((f) => pool(f as tf.Tensor4D, boxes, options, images))(features, dy);
      // Pooling is linear: its derivative along a direction is the pooling of the direction, with no step size.
      for (const seed of [7, 8, 9]) {
        const direction = testValues([2, 6, 8, channels], seed) as tf.Tensor4D;
        const expected = await tf.sum(tf.mul(pool(direction, boxes, options, images), dy)).data();
        await expectClose(tf.sum(tf.mul(gradient, direction)), [expected[0]!], { absolute: 1e-4, relative: 1e-4 });
      }
      const onehot = tf.oneHot(tf.tensor1d([(3 * 8 + 2) * channels], 'int32'), 2 * 6 * 8 * channels);
      const unit = tf.reshape(tf.cast(onehot, 'float32'), [2, 6, 8, channels]) as tf.Tensor4D;
      const at = (await gradient.data())[(3 * 8 + 2) * channels]!;
      await expectClose(tf.sum(tf.mul(pool(unit, boxes, options, images), dy)), [at]);
    });
  }

  test('refuses boxes without image', () => {
    expect(() => pool(tf.zeros([1, 4, 4, 1]), [[0, 0, 1, 1]], { outputSize: 2, spatialScale: 1 }, [0, 0])).toThrow(
      'roiAlign',
    );
  });
});

/** torchvision's loop, in doubles: every sample on its own. */
function pointByPoint(
  values: Float32Array,
  [, height, width, channels]: readonly [number, number, number, number],
  boxes: readonly (readonly number[])[],
  images: readonly number[],
  { outputSize, spatialScale, samplingRatio = 0, aligned = true }: RoiAlignOptions,
): Float32Array {
  const offset = aligned ? 0.5 : 0;
  const result: number[] = [];
  for (const [region, box] of boxes.entries()) {
    const [x1, y1, x2, y2] = box.map((v) => v * spatialScale - offset) as [number, number, number, number];
    const w = aligned ? x2 - x1 : Math.max(x2 - x1, 1);
    const h = aligned ? y2 - y1 : Math.max(y2 - y1, 1);
    const across = samplingRatio || Math.ceil(w / outputSize);
    const down = samplingRatio || Math.ceil(h / outputSize);
    for (let bin = 0; bin < outputSize ** 2; bin++) {
      const p = Math.floor(bin / outputSize);
      const q = bin % outputSize;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let i = 0; i < down; i++) {
          for (let j = 0; j < across; j++) {
            const y = y1 + ((p + (i + 0.5) / down) * h) / outputSize;
            const x = x1 + ((q + (j + 0.5) / across) * w) / outputSize;
            if (y < -1 || y > height || x < -1 || x > width) continue;
            const yIn = Math.min(Math.max(y, 0), height - 1);
            const xIn = Math.min(Math.max(x, 0), width - 1);
            const y0 = Math.floor(yIn);
            const x0 = Math.floor(xIn);
            const read = (row: number, column: number): number => {
              const clampedRow = Math.min(row, height - 1);
              const clampedColumn = Math.min(column, width - 1);
              return values[((images[region]! * height + clampedRow) * width + clampedColumn) * channels + c]!;
            };
            const fy = yIn - y0;
            const fx = xIn - x0;
            sum += (1 - fy) * ((1 - fx) * read(y0, x0) + fx * read(y0, x0 + 1));
            sum += fy * ((1 - fx) * read(y0 + 1, x0) + fx * read(y0 + 1, x0 + 1));
          }
        }
        result.push(sum / Math.max(down * across, 1));
      }
    }
  }
  return Float32Array.from(result);
}
