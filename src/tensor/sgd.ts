import * as tf from '@tensorflow/tfjs-core';
import { type Optimiser, SlotStore } from './optimiser';

export interface SgdOptions {
  readonly learningRate: number;
  /** 0 keeps no state. */
  readonly momentum?: number;
  /** Added to the gradient as weightDecay · parameter, before momentum. */
  readonly weightDecay?: number;
  /** Factor on a parameter's learning rate; 1 by default. */
  readonly rateFactor?: (name: string) => number;
}

/**
 * SGD as `torch.optim.SGD`, without dampening or Nesterov: g ← g + decay · w; v ← momentum · v + g, v = g in a parameter's
 * first step; w ← w − rate · v.
 */
export function createSgd(parameters: Readonly<Record<string, tf.Variable>>, options: SgdOptions): Optimiser {
  const { momentum = 0, weightDecay = 0, rateFactor = () => 1 } = options;
  const momenta = new SlotStore('momentum', parameters);
  return {
    step: (gradients, learningRate = options.learningRate) => {
      for (const [name, gradient] of Object.entries(gradients)) {
        const parameter = parameters[name];
        if (!parameter) throw new Error(`There is a gradient for ${name}, which is no parameter.`);
        tf.tidy(() => {
          let velocity: tf.Tensor = weightDecay !== 0 ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
          if (momentum !== 0) {
            const former = momenta.get(name);
            if (former) velocity = tf.add(tf.mul(former, momentum), velocity);
            momenta.set(name, velocity);
          }
          parameter.assign(tf.sub(parameter, tf.mul(velocity, learningRate * rateFactor(name))));
        });
      }
    },
    exportState: async () => {
      const state: Record<string, Float32Array> = {};
      await momenta.exportTo(state);
      return state;
    },
    importState: (state) => momenta.importFrom(state),
    dispose: () => momenta.dispose(),
  };
}
