import * as tf from '@tensorflow/tfjs-core';
import { embeddingTerms, comparison } from '../../../augmentation/embedding-terms';
import { protocols } from '../../../method/protocol';
import { abs } from '../../../tensor/abs';
import { gradientsOf } from '../../../tensor/gradients';
import { seededTensor } from '../../../tensor/seeded-tensor';
import { softmaxCrossEntropy } from '../../../tensor/softmax-cross-entropy';
import type { InspectionSize } from '../inspection';
import { elementTolerance, type KernelCheck, sumTolerance } from '../kernel-check';

/** Losses and their gradients. */
export function lossChecks(size: InspectionSize): readonly KernelCheck[] {
  const [rows, targets, crops, dimensions] = size === 'full' ? [512, 15, 8, 1024] : [6, 2, 2, 16];
  return [
    {
      name: `abs, with gradient: [${rows}, 7]`,
      tolerance: elementTolerance,
      compute: () => {
        const x = seededTensor([rows, 7], 1);
        return [abs(x), ...gradientsOf(abs, [x], seededTensor([rows, 7], 2))];
      },
    },
    {
      name: `softmaxCrossEntropy, with gradient: [${rows}, 8]`,
      tolerance: { relative: 1e-4, ofLargest: 1e-6 },
      compute: () => {
        const logits = tf.mul(seededTensor([rows, 8], 1), 8);
        const labels = tf.tensor1d(
          Int32Array.from({ length: rows }, (_, row) => (row * 5) % 8),
          'int32',
        );
        const run = (x: tf.Tensor) => softmaxCrossEntropy(x as tf.Tensor2D, labels);
        return [run(logits), ...gradientsOf(run, [logits])];
      },
    },
    ...(['code', 'paper'] as const).map((name): KernelCheck => {
      const protocol = protocols[name];
      return {
        name: `terms of L_opt, protocol ${name}, with gradient: [${targets}, ${crops}, ${dimensions}]`,
        tolerance: sumTolerance,
        compute: () => {
          const shape = [targets, crops, dimensions];
          const goal = comparison(
            seededTensor(shape, 1) as tf.Tensor3D,
            seededTensor([targets, dimensions], 2) as tf.Tensor2D,
            protocol,
          );
          const augmented = seededTensor(shape, 3);
          const run = (z: tf.Tensor) => embeddingTerms(z as tf.Tensor3D, goal, protocol);
          return [run(augmented), ...gradientsOf(run, [augmented])];
        },
      };
    }),
  ];
}
