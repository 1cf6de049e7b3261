import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../../testing';
import { useProducts } from '../products/products';
import { planConvolution, planMatMul } from '../products/plan';

/** The same work by tfjs's kernels and by direct products. */
async function expectSame(compute: () => tf.Tensor): Promise<void> {
  useProducts('stock');
  const expected = compute();
  useProducts('direct');
  try {
    const actual = compute();
    await expectClose(actual, expected, { relative: 1e-4, absolute: 1e-5 });
  } finally {
    useProducts('stock');
  }
}

await describeOnBackends(['webgpu'], 'direct products', () => {
  for (const { x, side, outputs, stride, pad, bias, relu } of [
    { x: [2, 6, 5, 8], side: 3, outputs: 4, stride: 1, pad: 1, bias: true, relu: true },
    { x: [1, 7, 9, 3], side: 3, outputs: 8, stride: 2, pad: 1, bias: true, relu: false },
    { x: [3, 3, 3, 4], side: 3, outputs: 4, stride: 1, pad: 0, bias: false, relu: false },
    { x: [2, 4, 4, 12], side: 1, outputs: 20, stride: 1, pad: 0, bias: false, relu: true },
    { x: [2, 4, 4, 8], side: 3, outputs: 5, stride: 1, pad: 1, bias: true, relu: true },
  ] as const) {
    test(`${side}×${side}, stride ${stride}, pad ${pad}, [${x.join(', ')}] → ${outputs}`, async () => {
      await expectSame(() =>
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

  for (const [a, b, transposeA, transposeB] of [
    [[3, 5, 8], [3, 8, 12], false, false],
    [[3, 5, 6], [3, 6, 12], false, false],
    [[3, 8, 10], [3, 8, 12], true, false],
    [[3, 5, 8], [3, 7, 8], false, true],
    [[4, 5, 8], [1, 8, 4], false, false],
    [[2, 3, 5], [2, 5, 7], false, false],
    [[2, 5, 3], [2, 4, 5], true, true],
  ] as const) {
    test(`[${a.join(', ')}]${transposeA ? 'ᵀ' : ''} · [${b.join(', ')}]${transposeB ? 'ᵀ' : ''}`, async () => {
      await expectSame(() => tf.tidy(() => tf.matMul(testValues(a, 1), testValues(b, 2), transposeA, transposeB)));
    });
  }

  test('a product with bias and relu', async () => {
    await expectSame(() =>
      tf.tidy(() =>
        tf.fused.matMul({
          a: testValues([9, 8], 1) as tf.Tensor2D,
          b: testValues([8, 4], 2) as tf.Tensor2D,
          bias: testValues([4], 3),
          activation: 'relu',
        }),
      ),
    );
  });

  test('nothing, and what only the stock kernels do, goes to them', async () => {
    await expectSame(() => tf.tidy(() => tf.matMul(tf.zeros([2, 0, 4]), tf.zeros([2, 4, 4]))));
    await expectSame(() =>
      tf.tidy(() =>
        tf.fused.conv2d({
          x: testValues([1, 5, 5, 4], 1) as tf.Tensor4D,
          filter: testValues([3, 3, 4, 4], 2) as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          activation: 'elu',
        }),
      ),
    );
  });
});

const info = (...shape: number[]): tf.TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });

test('plans are made for what a direct product computes', () => {
  const attrs = { transposeA: false, transposeB: false };
  expect(planMatMul({ inputs: { a: info(2, 3, 4), b: info(2, 4, 8) }, attrs })).toMatchObject({ batches: 2, rows: 3 });
  expect(planMatMul({ inputs: { a: info(2, 3, 4), b: info(1, 4, 8) }, attrs })).toMatchObject({ batches: 1, rows: 6 });
  expect(planMatMul({ inputs: { a: info(1, 3, 4), b: info(2, 4, 8) }, attrs })).toBeNull();
  expect(planMatMul({ inputs: { a: info(2, 3, 4), b: info(2, 4, 7) }, attrs })).toBeNull();
  const integers = { ...info(2, 3, 4), dtype: 'int32' as const };
  expect(planMatMul({ inputs: { a: integers, b: info(2, 4, 8) }, attrs })).toBeNull();
  const convolution = { strides: [1, 1], pad: 1, dataFormat: 'NHWC', dilations: [1, 1], activation: 'relu' };
  const inputs = { x: info(1, 5, 4, 8), filter: info(3, 3, 8, 4) };
  expect(planConvolution({ inputs, attrs: convolution })).toMatchObject({ rows: 20, relu: true, outputMap: [5, 4] });
  for (const other of [{ pad: 'same' }, { dilations: [2, 2] }, { activation: 'elu' }, { dataFormat: 'NCHW' }])
    expect(planConvolution({ inputs, attrs: { ...convolution, ...other } })).toBeNull();
});
