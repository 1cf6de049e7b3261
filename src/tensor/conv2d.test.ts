import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { activateBackend } from './backend';
import { conv2d } from './conv2d';
import { conv2dFrozen, frozenKernel } from './frozen-conv2d';
import { kernelGradient } from './kernel-gradient';
import { describeOnBackends, expectClose, nodeWasmPaths, testValues } from './testing';

const tolerance = { relative: 2e-4, absolute: 2e-4 };

/** The same convolution from slices and products only: no convolution kernel, so its gradients are an oracle anywhere. */
function slowConv2d(x: tf.Tensor4D, kernel: tf.Tensor4D, pad: number): tf.Tensor4D {
  const [batch, height, width, inputs] = x.shape;
  const [rows, columns, , outputs] = kernel.shape;
  const outHeight = height + 2 * pad - rows + 1;
  const outWidth = width + 2 * pad - columns + 1;
  const padded = tf.pad(x, [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ]);
  const terms: tf.Tensor[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const shifted = tf.slice(padded, [0, row, column, 0], [batch, outHeight, outWidth, inputs]);
      const tap = tf.reshape(tf.slice(kernel, [row, column, 0, 0], [1, 1, inputs, outputs]), [inputs, outputs]);
      terms.push(tf.matMul(tf.reshape(shifted, [-1, inputs]), tap));
    }
  }
  return tf.reshape(tf.addN(terms), [batch, outHeight, outWidth, outputs]);
}

const shapes = [
  { size: 1, pad: 0, batch: 3, height: 4, width: 5, inputs: 8, outputs: 4 },
  { size: 1, pad: 0, batch: 2, height: 3, width: 3, inputs: 3, outputs: 5 },
  { size: 3, pad: 1, batch: 4, height: 6, width: 5, inputs: 8, outputs: 4 },
  { size: 3, pad: 1, batch: 1, height: 3, width: 7, inputs: 3, outputs: 2 },
  { size: 3, pad: 1, batch: 33, height: 4, width: 3, inputs: 4, outputs: 3 },
  { size: 3, pad: 0, batch: 2, height: 5, width: 4, inputs: 4, outputs: 4 },
] as const;

/** How many of our convolutions run in `fn`. */
const ran = (fn: () => unknown) => {
  const names: string[] = [];
  const engine = tf.engine();
  const original = engine.runKernel.bind(engine);
  engine.runKernel = ((name: string, ...rest: [tf.NamedTensorMap, tf.NamedAttrMap?]) => {
    names.push(name);
    return original(name, ...rest);
  }) as typeof engine.runKernel;
  try {
    fn();
  } finally {
    engine.runKernel = original;
  }
  return names.filter((name) => name === 'TrainableConv2D').length;
};

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'conv2d', (backend) => {
  // Compiling shaders takes seconds on a software adapter: there two shapes, in fours and not in fours, stand for all.
  for (const shape of backend === 'webgpu' ? [shapes[1], shapes[2]] : shapes) {
    const { size, pad, batch, height, width, inputs, outputs } = shape;
    const title = `${size}×${size}, pad ${pad}, [${batch}, ${height}, ${width}, ${inputs}] → ${outputs}`;
    const make = () => ({
      x: testValues([batch, height, width, inputs], 1) as tf.Tensor4D,
      kernel: testValues([size, size, inputs, outputs], 2) as tf.Tensor4D,
      bias: testValues([outputs], 3) as tf.Tensor1D,
      dy: testValues([batch, height + 2 * pad - size + 1, width + 2 * pad - size + 1, outputs], 4) as tf.Tensor4D,
    });

    test(`trainable ${title}: value and gradients equal the composed ones`, async () => {
      const { x, kernel, bias, dy } = make();
      const ours = tf.grads((...[x1, k1, b1]) =>
        conv2d(x1 as tf.Tensor4D, k1 as tf.Tensor4D, { stride: 1, pad }, b1 as tf.Tensor1D),
      );
      const composed = tf.grads((...[x1, k1, b1]) =>
        tf.add(slowConv2d(x1 as tf.Tensor4D, k1 as tf.Tensor4D, pad), b1!),
      );
      await expectClose(
        conv2d(x, kernel, { stride: 1, pad }, bias),
        tf.add(slowConv2d(x, kernel, pad), bias),
        tolerance,
      );
      const expected = composed([x, kernel, bias], dy);
      for (const [i, gradient] of ours([x, kernel, bias], dy).entries()) {
        await expectClose(gradient, expected[i]!, tolerance);
      }
    });

    test(`frozen ${title} with relu: value and input gradient equal the composed ones`, async () => {
      const { x, kernel, bias, dy } = make();
      const composed = (x1: tf.Tensor) => tf.relu(tf.add(slowConv2d(x1 as tf.Tensor4D, kernel, pad), bias));
      const frozen = frozenKernel(kernel, bias);
      const ours = (x1: tf.Tensor) => conv2dFrozen(x1 as tf.Tensor4D, frozen, { stride: 1, pad, relu: true });
      await expectClose(ours(x), composed(x), tolerance);
      await expectClose(tf.grad(ours)(x, dy), tf.grad(composed)(x, dy), tolerance);
      frozen.dispose();
    });
  }

  test('stride 2 equals the stock convolution', async () => {
    const x = testValues([2, 9, 8, 3], 1) as tf.Tensor4D;
    const frozen = frozenKernel(testValues([3, 3, 3, 4], 2) as tf.Tensor4D);
    await expectClose(conv2dFrozen(x, frozen, { stride: 2, pad: 1 }), tf.conv2d(x, frozen.kernel, 2, 1), tolerance);
    frozen.dispose();
  });

  for (const [height, width] of [
    [9, 8],
    [6, 7],
  ] as const) {
    test(`stride 2 on ${height}×${width}: gradients of kernel and bias`, async () => {
      const x = testValues([2, height, width, 3], 1) as tf.Tensor4D;
      const kernel = testValues([3, 3, 3, 4], 2) as tf.Tensor4D;
      const dy = testValues([2, Math.ceil(height / 2), Math.ceil(width / 2), 4], 3) as tf.Tensor4D;
      const [dKernel, dBias] = tf.grads((...[k, b]) =>
        conv2d(x, k as tf.Tensor4D, { stride: 2, pad: 1 }, b as tf.Tensor1D),
      )([kernel, testValues([4], 4)], dy);
      await expectClose(dBias!, tf.sum(dy, [0, 1, 2]), tolerance);
      // The derivative is linear in the kernel: along a direction it is the convolution with that direction.
      const direction = testValues([3, 3, 3, 4], 5) as tf.Tensor4D;
      const along = tf.sum(tf.mul(dy, conv2d(x, direction, { stride: 2, pad: 1 })));
      await expectClose(tf.sum(tf.mul(dKernel!, direction)), along, { relative: 1e-3, absolute: 1e-3 });
      if (backend === 'cpu') {
        const stock = tf.grad((k) => tf.conv2d(x, k as tf.Tensor4D, 2, 1))(kernel, dy);
        await expectClose(dKernel!, stock, tolerance);
      }
    });
  }

  test('the flipped kernel is made once, survives a tidy, and is freed with the rest', () => {
    const before = tf.memory().numTensors;
    const frozen = frozenKernel(testValues([3, 3, 4, 4], 2) as tf.Tensor4D);
    const first = tf.tidy(() => frozen.flipped());
    expect(frozen.flipped()).toBe(first);
    expect(tf.memory().numTensors).toBe(before + 2);
    frozen.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a gradient that nobody asks for is not computed', () => {
    const x = testValues([2, 4, 4, 4], 1) as tf.Tensor4D;
    const kernel = testValues([3, 3, 4, 4], 2) as tf.Tensor4D;
    expect(ran(() => tf.grad((k) => conv2d(x, k as tf.Tensor4D, { stride: 1, pad: 1 }))(kernel))).toBe(1);
    expect(ran(() => tf.grad((x1) => conv2d(x1 as tf.Tensor4D, kernel, { stride: 1, pad: 1 }))(x))).toBe(2);
  });
});

test('stride 2 refuses to be differentiated in its input', async () => {
  await activateBackend('cpu');
  const frozen = frozenKernel(testValues([3, 3, 3, 4], 2) as tf.Tensor4D);
  const strided = (x: tf.Tensor) => conv2dFrozen(x as tf.Tensor4D, frozen, { stride: 2, pad: 1 });
  const x = testValues([2, 9, 8, 3], 1);
  expect(() => tf.grad(strided)(x)).toThrow('stride 2');
  const trainable = (x1: tf.Tensor) => conv2d(x1 as tf.Tensor4D, frozen.kernel, { stride: 2, pad: 1 });
  expect(() => tf.grad(trainable)(x)).toThrow('stride 2');
});

test('padding a kernel that is not square is refused', async () => {
  await activateBackend('cpu');
  expect(() => conv2d(tf.zeros([1, 4, 4, 1]), tf.zeros([3, 2, 1, 1]), { stride: 1, pad: 1 })).toThrow(
    'square kernel, not 3×2',
  );
});

test('a batch too large to unfold at once is worked off in parts, to the same sum', async () => {
  await activateBackend('wasm', { wasmPaths: nodeWasmPaths });
  tf.engine().startScope();
  // 3 · 3 · 64 channels · 96 · 96 positions are 5.3 million values an image: three images a part.
  const x = testValues([4, 96, 96, 64], 1) as tf.Tensor4D;
  const dy = testValues([4, 96, 96, 2], 2) as tf.Tensor4D;
  const whole = kernelGradient(x, dy, [3, 3, 64, 2], { stride: 1, pad: 1 });
  const images = [0, 1, 2, 3].map((i) => {
    const one = (t: tf.Tensor4D) => tf.slice(t, [i, 0, 0, 0], [1, -1, -1, -1]);
    return kernelGradient(one(x), one(dy), [3, 3, 64, 2], { stride: 1, pad: 1 });
  });
  await expectClose(whole, tf.addN(images), { relative: 1e-3, absolute: 1e-2 });
  tf.engine().endScope();
});
