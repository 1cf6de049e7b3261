import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../../testing';
import { type ChoiceRow, chooseProduct, hardwareChoice } from '../products/choice';
import { planConvolution, planMatMul } from '../products/plan';
import { useProducts } from '../products/products';
import { fitsTiles } from './run-tiled';
import { threadsOfTile, tileNames, tiles } from './tiles';

/** Sums of a thousand products in another order: absolute errors are those of the largest partial sums. */
const tolerance = { relative: 1e-4, absolute: 1e-4 };

async function onCpu(compute: () => tf.Tensor): Promise<Float32Array> {
  await tf.setBackend('cpu');
  try {
    const result = compute();
    const values = await result.data<'float32'>();
    result.dispose();
    return values;
  } finally {
    await tf.setBackend('webgpu');
  }
}

await describeOnBackends(['webgpu'], 'tiled products', () => {
  // SwiftShader takes up to half a minute to compile the larger tiles; the kernel checks of a GPU have them.
  for (const name of ['tiled-32x32', 'tiled-64x64'] as const) {
    const smallest = name === 'tiled-32x32';
    const expectAsOnCpu = async (compute: () => tf.Tensor): Promise<void> => {
      const expected = await onCpu(compute);
      useProducts(name);
      try {
        await expectClose(compute(), expected, tolerance);
      } finally {
        useProducts('stock');
      }
    };

    for (const { x, side, outputs, stride, pad, bias, relu } of [
      { x: [2, 9, 11, 20], side: 3, outputs: 68, stride: 1, pad: 1, bias: true, relu: true },
      { x: [1, 7, 9, 4], side: 3, outputs: 8, stride: 2, pad: 1, bias: true, relu: false },
      ...(smallest
        ? ([
            { x: [3, 5, 4, 16], side: 3, outputs: 4, stride: 1, pad: 0, bias: false, relu: false },
            { x: [1, 12, 13, 12], side: 1, outputs: 132, stride: 1, pad: 0, bias: false, relu: true },
          ] as const)
        : []),
    ] as const) {
      test(`${name}: ${side}×${side}, stride ${stride}, pad ${pad}, [${x.join(', ')}] → ${outputs}`, async () => {
        await expectAsOnCpu(() =>
          tf.tidy(() =>
            tf.fused.conv2d({
              x: testValues(x, 1) as tf.Tensor4D,
              filter: testValues([side, side, x[3], outputs], 2) as tf.Tensor4D,
              strides: stride,
              pad: pad === 0 ? 'valid' : pad,
              ...(bias ? { bias: testValues([outputs], 3) } : {}),
              activation: relu ? 'relu' : 'linear',
            }),
          ),
        );
      });
    }

    if (!smallest) continue;
    for (const [a, b] of [
      [
        [1, 130, 36],
        [1, 36, 132],
      ],
      [
        [3, 5, 8],
        [3, 8, 12],
      ],
      [
        [4, 33, 64],
        [1, 64, 4],
      ],
      [
        [1, 1, 260],
        [1, 260, 4],
      ],
    ] as const) {
      test(`${name}: [${a.join(', ')}] · [${b.join(', ')}]`, async () => {
        await expectAsOnCpu(() => tf.tidy(() => tf.matMul(testValues(a, 1), testValues(b, 2))));
      });
    }

    test(`${name}: a product with bias and relu`, async () => {
      await expectAsOnCpu(() =>
        tf.tidy(() =>
          tf.fused.matMul({
            a: testValues([70, 24], 1) as tf.Tensor2D,
            b: testValues([24, 20], 2) as tf.Tensor2D,
            bias: testValues([20], 3),
            activation: 'relu',
          }),
        ),
      );
    });

    test(`${name}: two runs are alike to the last bit`, async () => {
      useProducts(name);
      try {
        const run = (): tf.Tensor => tf.tidy(() => tf.matMul(testValues([1, 200, 72], 1), testValues([1, 72, 100], 2)));
        const [first, second] = [run(), run()];
        expect(Array.from(await first.data())).toEqual(Array.from(await second.data()));
      } finally {
        useProducts('stock');
      }
    });
  }

  test('what tiles do not compute goes to the stock kernels', async () => {
    const compute = (): tf.Tensor =>
      tf.tidy(() => tf.matMul(testValues([2, 8, 5], 1), testValues([2, 8, 12], 2), true));
    const expected = await onCpu(compute);
    useProducts('tiled-32x32');
    try {
      await expectClose(compute(), expected, tolerance);
    } finally {
      useProducts('stock');
    }
  });
});

const info = (...shape: number[]): tf.TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });
const matMul = (transposeA: boolean, transposeB: boolean, a: tf.TensorInfo, b: tf.TensorInfo) =>
  planMatMul({ inputs: { a, b }, attrs: { transposeA, transposeB } })!;

test('tiles compute what lies in rows of fours, and nothing else', () => {
  expect(fitsTiles(matMul(false, false, info(1, 3, 8), info(1, 8, 4)), 'tiled-32x32')).toBe(true);
  expect(fitsTiles(matMul(false, false, info(1, 3, 6), info(1, 6, 4)), 'tiled-32x32')).toBe(false);
  expect(fitsTiles(matMul(true, false, info(1, 8, 3), info(1, 8, 4)), 'tiled-32x32')).toBe(false);
  expect(fitsTiles(matMul(false, true, info(1, 3, 8), info(1, 4, 8)), 'tiled-32x32')).toBe(false);
});

test('tiles keep to what every adapter has', () => {
  for (const name of tileNames) {
    const tile = tiles[name];
    expect(threadsOfTile(tile), name).toBeLessThanOrEqual(256);
    expect((tile.rows + tile.columns) * 16 * 4, name).toBeLessThanOrEqual(16_384);
    expect((tile.rows * 4) % threadsOfTile(tile), name).toBe(0);
    expect((tile.columns * 4) % threadsOfTile(tile), name).toBe(0);
  }
});

test('the first line of a table that fits decides', () => {
  const table: readonly ChoiceRow[] = [
    { side: 3, rows: 1000, inner: 256, columns: 128, product: 'tiled-128x128' },
    { side: 'any', rows: 100, inner: 64, columns: 64, product: 'tiled-64x64' },
  ];
  const attrs = { strides: [1, 1], pad: 1, dataFormat: 'NHWC', dilations: [1, 1] };
  const plan = (rows: number, channels: number) =>
    planConvolution({ inputs: { x: info(1, rows, 40, channels), filter: info(3, 3, channels, 128) }, attrs })!;
  expect(chooseProduct(table, plan(40, 256))).toBe('tiled-128x128');
  expect(chooseProduct(table, plan(40, 64))).toBe('tiled-64x64');
  expect(chooseProduct(table, plan(1, 64))).toBe('stock');
  expect(chooseProduct(hardwareChoice, plan(40, 256)), 'until a GPU has been measured').toBe('stock');
});
