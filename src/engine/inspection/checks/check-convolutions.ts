import type * as tf from '@tensorflow/tfjs-core';
import { conv2d } from '../../../tensor/conv2d';
import type { ConvOptions } from '../../../tensor/convolve';
import { conv2dFrozen, frozenKernel } from '../../../tensor/frozen-conv2d';
import { gradientsOf } from '../../../tensor/gradients';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { type KernelCheck, sumTolerance } from '../kernel-check';

interface Shape {
  readonly side: number;
  readonly options: ConvOptions;
  /** `[B, H, W, I]`. */
  readonly x: readonly [number, number, number, number];
  readonly outputs: number;
}

const one = { side: 1, options: { stride: 1, pad: 0 } } as const;
const three = { side: 3, options: { stride: 1, pad: 1 } } as const;
const strided = { side: 3, options: { stride: 2, pad: 1 } } as const;

/** In fours and not in fours: the backend has different shaders for them. */
const small: readonly Shape[] = [
  { ...one, x: [2, 3, 3, 3], outputs: 5 },
  { ...three, x: [2, 6, 5, 8], outputs: 4 },
];

const full: readonly Shape[] = [
  ...small,
  { ...one, x: [8, 7, 7, 256], outputs: 64 },
  { ...one, x: [1, 1, 1, 512], outputs: 128 },
  { ...three, x: [1, 3, 7, 3], outputs: 2 },
  { ...three, x: [33, 4, 3, 4], outputs: 3 },
  { ...three, x: [4, 14, 14, 64], outputs: 64 },
  { ...three, x: [1, 50, 38, 32], outputs: 16 },
];

/** Convolutions: values and the gradients of input, kernel and bias; 1×1 runs as a matrix product. */
export function convolutionChecks(size: InspectionSize): readonly KernelCheck[] {
  const shapes = size === 'full' ? full : small;
  return [
    ...shapes.map(trainable),
    ...shapes.map(frozen),
    stem(size === 'full' ? [2, 65, 48, 3] : [1, 9, 8, 3], size === 'full' ? 32 : 4),
  ];
}

function trainable(shape: Shape): KernelCheck {
  return {
    name: `conv2d, gradients of input, kernel and bias: ${describe(shape)}`,
    tolerance: sumTolerance,
    compute: () => {
      const { x, kernel, bias } = tensors(shape);
      const run = (...[x1, k1, b1]: tf.Tensor[]) =>
        conv2d(x1 as tf.Tensor4D, k1 as tf.Tensor4D, shape.options, b1 as tf.Tensor1D);
      const y = run(x, kernel, bias);
      return [y, ...gradientsOf(run, [x, kernel, bias], seededTensor(y.shape, 4))];
    },
  };
}

function frozen(shape: Shape): KernelCheck {
  return {
    name: `conv2dFrozen with relu, gradient of the input: ${describe(shape)}`,
    tolerance: sumTolerance,
    compute: () => {
      const { x, kernel, bias } = tensors(shape);
      const weights = frozenKernel(kernel, bias);
      const run = (x1: tf.Tensor) => conv2dFrozen(x1 as tf.Tensor4D, weights, { ...shape.options, relu: true });
      const y = run(x);
      const gradients = gradientsOf(run, [x], seededTensor(y.shape, 4));
      weights.dispose();
      return [y, ...gradients];
    },
  };
}

/** The tower's first convolution: stride 2, no input gradient. */
function stem(x: Shape['x'], outputs: number): KernelCheck {
  const shape: Shape = { ...strided, x, outputs };
  return {
    name: `conv2d, gradients of kernel and bias: ${describe(shape)}`,
    tolerance: sumTolerance,
    compute: () => {
      const { x: images, kernel, bias } = tensors(shape);
      const run = (...[k1, b1]: tf.Tensor[]) => conv2d(images, k1 as tf.Tensor4D, shape.options, b1 as tf.Tensor1D);
      const y = run(kernel, bias);
      return [y, ...gradientsOf(run, [kernel, bias], seededTensor(y.shape, 4))];
    },
  };
}

function tensors({ side, x, outputs }: Shape) {
  return {
    x: seededTensor(x, 1) as tf.Tensor4D,
    kernel: seededTensor([side, side, x[3], outputs], 2) as tf.Tensor4D,
    bias: seededTensor([outputs], 3) as tf.Tensor1D,
  };
}

function describe({ side, options, x, outputs }: Shape): string {
  return `${side}×${side}, stride ${options.stride}, [${x.join(', ')}] → ${outputs}`;
}
