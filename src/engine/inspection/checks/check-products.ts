import type * as tf from '@tensorflow/tfjs-core';
import { gradientsOf } from '../../../tensor/gradients';
import { matMulPerHead } from '../../../tensor/kernels/per-head-mat-mul/per-head-mat-mul';
import { linear } from '../../../tensor/linear';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { type KernelCheck, sumTolerance } from '../kernel-check';

/** Linear layers and the attention pool's products, one a head, with all their gradients. */
export function productChecks(size: InspectionSize): readonly KernelCheck[] {
  return size === 'full'
    ? [
        linearCheck(1, 3, 2),
        linearCheck(192, 16, 12),
        linearCheck(256, 512, 128),
        perHead(64, 8, 64, 512),
        perHead(3, 2, 5, 7),
      ]
    : [linearCheck(7, 5, 4), perHead(3, 2, 8, 4)];
}

function linearCheck(rows: number, inputs: number, outputs: number): KernelCheck {
  return {
    name: `linear, all gradients: [${rows}, ${inputs}] · [${inputs}, ${outputs}]`,
    tolerance: sumTolerance,
    compute: () => {
      const operands = [
        seededTensor([rows, inputs], 1),
        seededTensor([inputs, outputs], 2),
        seededTensor([outputs], 3),
      ];
      const run = (...[x, w, b]: tf.Tensor[]) => linear(x as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D);
      return [run(...operands), ...gradientsOf(run, operands, seededTensor([rows, outputs], 4))];
    },
  };
}

function perHead(rows: number, heads: number, inputs: number, outputs: number): KernelCheck {
  return {
    name: `matMulPerHead, both gradients: [${rows}, ${heads}, ${inputs}] · [${heads}, ${inputs}, ${outputs}]`,
    tolerance: sumTolerance,
    compute: () => {
      const operands = [seededTensor([rows, heads, inputs], 1), seededTensor([heads, inputs, outputs], 2)];
      const run = (...[x, w]: tf.Tensor[]) => matMulPerHead(x as tf.Tensor3D, w as tf.Tensor3D);
      return [run(...operands), ...gradientsOf(run, operands, seededTensor([rows, heads, outputs], 3))];
    },
  };
}
