/**
 * Prompt-driven Instance Normalisation (PØDA, Fahes et al., ICCV 2023; astra-vision/PODA `PIN_aug.py`, `utils/stats.py`):
 *
 *     PIN(f; μ, σ) = ReLU(σ · (f − μ(f)) / σ(f) + μ),   σ(f) = √(var(f) + 1e-5), var unbiased
 *
 * Shapes: N crops, C channels of layer1, S side of its grid.
 */
import * as tf from '@tensorflow/tfjs-core';
import { avgPool2d } from '../../tensor/avg-pool';
import { withGradient } from '../../tensor/custom-gradient';
import { type ChannelStatistics, channelStatistics } from '../channel-statistics';

const epsilon = 1e-5;

/** μ(f) and σ(f). */
export function styleOf(features: tf.Tensor4D): ChannelStatistics {
  return tf.tidy(() => channelStatistics(features, epsilon));
}

/** (f − μ(f)) / σ(f). */
export function withoutStyle(features: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const { mean, deviation } = channelStatistics(features, epsilon);
    return tf.div(tf.sub(features, mean), deviation) as tf.Tensor4D;
  });
}

/**
 * Features with another style, after ReLU; differentiable in μ and σ alone.
 * @param normal what {@link withoutStyle} gives, `[N, S, S, C]`
 * @param style μ and σ `[N, 1, 1, C]`
 */
export function pin(normal: tf.Tensor4D, { mean, deviation }: ChannelStatistics): tf.Tensor4D {
  return withGradient([mean, deviation], () => {
    const y = tf.relu(tf.add(tf.mul(normal, deviation), mean)) as tf.Tensor4D;
    return {
      value: y,
      saved: [y],
      gradient: (dy, [saved]) => {
        const passed = tf.mul(dy, tf.step(saved!)) as tf.Tensor4D;
        return [sumOverPositions(passed), sumOverPositions(tf.mul(passed, normal))];
      },
    };
  });
}

/** `[N, S, S, C]` → `[N, 1, 1, C]`: as one average pool, which is fast on every backend. */
function sumOverPositions(x: tf.Tensor4D): tf.Tensor4D {
  const side = x.shape[1];
  return tf.mul(avgPool2d(x, side), side * side);
}

/**
 * Puts styles into a detector's features, without ReLU after it, as PØDA's detection branch does.
 * @param features `[B, H, W, C]`
 * @param style μ and σ `[B, 1, 1, C]`
 */
export function injectStyle(features: tf.Tensor4D, { mean, deviation }: ChannelStatistics): tf.Tensor4D {
  return tf.tidy(() => tf.add(tf.mul(withoutStyle(features), deviation), mean) as tf.Tensor4D);
}
