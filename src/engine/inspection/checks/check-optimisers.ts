import * as tf from '@tensorflow/tfjs-core';
import { createAdam } from '../../../tensor/adam';
import type { Optimiser } from '../../../tensor/optimiser';
import { createSgd } from '../../../tensor/sgd';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { elementTolerance, type KernelCheck } from '../kernel-check';

type Parameters = Readonly<Record<string, tf.Variable>>;

const steps = 5;

/** Five steps of each rule that moves parameters. */
export function optimiserChecks(size: InspectionSize): readonly KernelCheck[] {
  const shape = size === 'full' ? [4, 14, 14, 128] : [3, 5];
  return [
    optimiser('Adam', shape, (parameters) => createAdam(parameters, { learningRate: 0.01 })),
    optimiser('SGD', shape, (parameters) => createSgd(parameters, { learningRate: 0.01 })),
    optimiser('SGD with momentum and decay', shape, (parameters) =>
      createSgd(parameters, { learningRate: 0.01, momentum: 0.9, weightDecay: 0.01 }),
    ),
  ];
}

function optimiser(name: string, shape: readonly number[], create: (parameters: Parameters) => Optimiser): KernelCheck {
  return {
    name: `${name}, ${steps} steps: [${shape.join(', ')}]`,
    tolerance: elementTolerance,
    compute: () => {
      const w = tf.variable(seededTensor(shape, 1));
      const rule = create({ w });
      const curvatures = tf.add(seededTensor(shape, 2), 2);
      for (let t = 0; t < steps; t++) rule.step({ w: tf.mul(w, curvatures) });
      const moved = tf.clone(w);
      rule.dispose();
      w.dispose();
      return [moved];
    },
  };
}
