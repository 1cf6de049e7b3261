import * as tf from '@tensorflow/tfjs-core';
import { type Optimiser, SlotStore } from './optimiser';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/**
 * Adam as `torch.optim.Adam`: m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
 * w ← w − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε), where t counts the steps of all parameters together.
 *
 * The bias corrections are numbers from JavaScript, in doubles; tfjs's own Adam adds ε to the uncorrected √v.
 */
export function createAdam(parameters: Readonly<Record<string, tf.Variable>>, options: AdamOptions): Optimiser {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const firstMoments = new SlotStore('firstMoment', parameters);
  const secondMoments = new SlotStore('secondMoment', parameters);
  let steps = 0;
  return {
    step: (gradients, learningRate = options.learningRate) => {
      steps++;
      const rate = learningRate / (1 - beta1 ** steps);
      const correction = 1 / Math.sqrt(1 - beta2 ** steps);
      for (const [name, gradient] of Object.entries(gradients)) {
        const parameter = parameters[name];
        if (!parameter) throw new Error(`There is a gradient for ${name}, which is no parameter.`);
        tf.tidy(() => {
          const first = blend(firstMoments.get(name), gradient, beta1);
          const second = blend(secondMoments.get(name), tf.square(gradient), beta2);
          firstMoments.set(name, first);
          secondMoments.set(name, second);
          const scale = tf.add(tf.mul(tf.sqrt(second), correction), epsilon);
          parameter.assign(tf.sub(parameter, tf.mul(tf.div(first, scale), rate)));
        });
      }
    },
    exportState: async () => {
      const state: Record<string, Float32Array> = { steps: Float32Array.of(steps) };
      await firstMoments.exportTo(state);
      await secondMoments.exportTo(state);
      return state;
    },
    importState: (state) => {
      const count = state['steps']?.[0];
      if (count === undefined) throw new Error('The Adam state has no step count.');
      firstMoments.importFrom(state);
      secondMoments.importFrom(state);
      steps = count;
    },
    dispose: () => {
      firstMoments.dispose();
      secondMoments.dispose();
    },
  };
}

function blend(former: tf.Tensor | undefined, value: tf.Tensor, beta: number): tf.Tensor {
  const fresh = tf.mul(value, 1 - beta);
  return former ? tf.add(tf.mul(former, beta), fresh) : fresh;
}
