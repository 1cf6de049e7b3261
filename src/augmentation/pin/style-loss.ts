import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../../clip/tower/modified-resnet';
import { avgPool2d } from '../../tensor/avg-pool';
import { valueAndGradients } from '../../tensor/gradients';
import { type Parts, runParts } from '../../tensor/parts';
import type { ChannelStatistics } from '../channel-statistics';
import { pin } from './instance-normalisation';

/** The loss of one prompt on a batch, and its gradients in μ and σ `[N, 1, 1, C]`. */
export type StyleLoss = { readonly value: tf.Scalar; readonly mean: tf.Tensor4D; readonly deviation: tf.Tensor4D };

/**
 * mean_n [1 − cos(t, V(PIN(f_n)))], where V goes from layer2 to the attention pool and t is the target's own text embedding: there is no source prompt
 * (astra-vision/PODA `PIN_aug.py`). The features are pooled to the grid that layer2 sees at the model's resolution, as PØDA pools 192 to 56; here the factor is
 * a whole number.
 *
 * @param normal features of layer1 without their style, `[N, S, S, C]`
 * @param style μ and σ, `[N, 1, 1, C]`
 * @param target t, unit length, `[D]`
 * @param cropsAtOnce run together; the result does not depend on it but for rounding
 */
export function styleLoss(
  tower: VisualTower,
  normal: tf.Tensor4D,
  style: ChannelStatistics,
  target: tf.Tensor1D,
  cropsAtOnce: number,
): StyleLoss {
  return runParts(styleLossParts(tower, normal, style, target, cropsAtOnce));
}

/** {@link styleLoss}, some crops at a time. */
export function* styleLossParts(
  tower: VisualTower,
  normal: tf.Tensor4D,
  style: ChannelStatistics,
  target: tf.Tensor1D,
  cropsAtOnce: number,
): Parts<StyleLoss> {
  const [crops, side] = normal.shape;
  const pool = side / (tower.architecture.resolution / 4);
  const done: StyleLoss[] = [];
  try {
    for (let from = 0; from < crops; from += cropsAtOnce) {
      if (from > 0) yield;
      const part = <T extends tf.Tensor>(x: T): T => tf.slice(x, [from], [Math.min(cropsAtOnce, crops - from)]);
      const loss = tf.tidy((): StyleLoss => {
        const [ownNormal, mean, deviation] = [part(normal), part(style.mean), part(style.deviation)];
        const { value, gradients } = valueAndGradients(() => {
          const res4 = tower.layer3(tower.layer2(avgPool2d(pin(ownNormal, { mean, deviation }), pool)));
          return tf.div(sumOfDistances(tower.imageEmbedding(res4), target), crops) as tf.Scalar;
        }, [mean, deviation]);
        return { value, mean: gradients[0] as tf.Tensor4D, deviation: gradients[1] as tf.Tensor4D };
      });
      done.push(loss);
    }
    return tf.tidy(() => ({
      value: tf.addN(done.map(({ value }) => value)) as tf.Scalar,
      mean: tf.concat(done.map(({ mean }) => mean)),
      deviation: tf.concat(done.map(({ deviation }) => deviation)),
    }));
  } finally {
    tf.dispose(done);
  }
}

/** Σ_n 1 − cos(z_n, t). */
function sumOfDistances(z: tf.Tensor2D, t: tf.Tensor1D): tf.Scalar {
  const cosines = tf.mul(tf.sum(tf.mul(z, t), 1), tf.rsqrt(tf.sum(tf.square(z), 1)));
  return tf.sum(tf.sub(1, cosines));
}
