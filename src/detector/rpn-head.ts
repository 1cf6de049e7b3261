/**
 * The proposal network's head (detectron2 `proposal_generator/rpn.py` StandardRPNHead): 3×3 convolution and ReLU,
 * then 1×1 convolutions to objectness and deltas. Shapes: B images, A anchors over the whole grid, C channels.
 */
import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from '../tensor/conv2d';
import { createVariable, type NamedWeights } from './named-weights';

const prefix = 'proposal_generator.rpn_head';
const conv = `${prefix}.conv`;
const objectness = `${prefix}.objectness_logits`;
const deltas = `${prefix}.anchor_deltas`;

export interface RpnOutput {
  /** `[B, A]`, flattened as (Hi, Wi, anchor of the cell). */
  readonly objectnessLogits: tf.Tensor2D;
  /** `[B, A, 4]`. */
  readonly anchorDeltas: tf.Tensor3D;
}

export interface RpnHead {
  /** @param res4 `[B, H, W, C]` */
  forward(res4: tf.Tensor4D): RpnOutput;
  /** By state_dict name, in this project's axis order. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  dispose(): void;
}

/** Names and PyTorch shapes of the head's weights. */
export function rpnHeadShapes(channels: number, anchorsPerCell: number): ReadonlyMap<string, readonly number[]> {
  return new Map<string, readonly number[]>([
    [`${conv}.weight`, [channels, channels, 3, 3]],
    [`${conv}.bias`, [channels]],
    [`${objectness}.weight`, [anchorsPerCell, channels, 1, 1]],
    [`${objectness}.bias`, [anchorsPerCell]],
    [`${deltas}.weight`, [anchorsPerCell * 4, channels, 1, 1]],
    [`${deltas}.bias`, [anchorsPerCell * 4]],
  ]);
}

/** @throws ModelError `bundle-mismatch` where a weight is missing or of another shape */
export function createRpnHead(weights: NamedWeights, channels: number, anchorsPerCell: number): RpnHead {
  const variables = new Map<string, tf.Variable>();
  for (const [name, shape] of rpnHeadShapes(channels, anchorsPerCell)) {
    variables.set(name, createVariable(weights, name, shape));
  }
  const layer = (x: tf.Tensor4D, name: string, pad: number): tf.Tensor4D =>
    conv2d(
      x,
      variables.get(`${name}.weight`) as tf.Tensor4D,
      { stride: 1, pad },
      variables.get(`${name}.bias`) as tf.Tensor1D,
    );
  return {
    variables,
    forward(res4) {
      const hidden = tf.relu(layer(res4, conv, 1));
      const batch = res4.shape[0];
      return {
        objectnessLogits: tf.reshape(layer(hidden, objectness, 0), [batch, -1]),
        anchorDeltas: tf.reshape(layer(hidden, deltas, 0), [batch, -1, 4]),
      };
    },
    dispose: () => tf.dispose([...variables.values()]),
  };
}
