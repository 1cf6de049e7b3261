import * as tf from '@tensorflow/tfjs-core';
import { type FrozenKernel, conv2dFrozen, frozenKernel } from '../../tensor/frozen-conv2d';
import { linear } from '../../tensor/linear';
import { matMulPerHead } from '../../tensor/kernels/per-head-mat-mul/per-head-mat-mul';

/** The linear maps of the attention pool. N regions, h heads of 64 channels, E = 64 h. */
export interface AttentionProjections {
  /** `[N, E]` → `[N, E]`. */
  query(x: tf.Tensor2D): tf.Tensor2D;
  /** q_h → Wk_hᵀ q_h: `[N, h, 64]` → `[N, h, E]`. */
  keyDirections(q: tf.Tensor3D): tf.Tensor3D;
  /** x_h → Wv_h x_h + bv_h: `[N, h, E]` → `[N, h, 64]`. */
  values(x: tf.Tensor3D): tf.Tensor3D;
  /** `[N, E]` → `[N, D]`. */
  output(x: tf.Tensor2D): tf.Tensor2D;
  /** Frees what was derived from the parameters, not the parameters. */
  dispose(): void;
}

type Parameter = (name: string) => tf.Tensor;

/** Differentiable in the input and in the parameters. */
export function trainableProjections(parameter: Parameter): AttentionProjections {
  const project = (x: tf.Tensor2D, name: string): tf.Tensor2D =>
    linear(x, parameter(`${name}.weight`) as tf.Tensor2D, parameter(`${name}.bias`) as tf.Tensor1D);
  return {
    query: (x) => project(x, 'q_proj'),
    keyDirections: (q) => matMulPerHead(q, parameter('k_proj.weight') as tf.Tensor3D),
    values: (x) => tf.add(matMulPerHead(x, parameter('v_proj.weight') as tf.Tensor3D), headBias(parameter, x)),
    output: (x) => project(x, 'c_proj'),
    dispose: () => {},
  };
}

/** Differentiable in the input only; the transposed weights that this takes are made once. */
export function frozenProjections(parameter: Parameter): AttentionProjections {
  const kernels = new Map<string, FrozenKernel>();
  const transposed = new Map<string, tf.Tensor3D>();
  const project = (x: tf.Tensor2D, name: string): tf.Tensor2D => {
    const [inputs, outputs] = parameter(`${name}.weight`).shape as [number, number];
    let kernel = kernels.get(name);
    if (!kernel) {
      const weight = tf.reshape(parameter(`${name}.weight`), [1, 1, inputs, outputs]) as tf.Tensor4D;
      kernel = frozenKernel(weight, tf.clone(parameter(`${name}.bias`)) as tf.Tensor1D);
      kernels.set(name, kernel);
    }
    const rows = tf.reshape(x, [x.shape[0], 1, 1, inputs]) as tf.Tensor4D;
    return tf.reshape(conv2dFrozen(rows, kernel, { stride: 1, pad: 0 }), [x.shape[0], outputs]);
  };
  const perHead = (x: tf.Tensor3D, name: string): tf.Tensor3D => {
    const weight = parameter(name) as tf.Tensor3D;
    return matMulPerHead(x, weight, () => {
      const known = transposed.get(name) ?? tf.keep(tf.transpose(weight, [0, 2, 1]));
      transposed.set(name, known);
      return known;
    });
  };
  return {
    query: (x) => project(x, 'q_proj'),
    keyDirections: (q) => perHead(q, 'k_proj.weight'),
    values: (x) => tf.add(perHead(x, 'v_proj.weight'), headBias(parameter, x)),
    output: (x) => project(x, 'c_proj'),
    dispose: () => {
      for (const kernel of kernels.values()) kernel.dispose();
      tf.dispose([...transposed.values()]);
    },
  };
}

function headBias(parameter: Parameter, x: tf.Tensor3D): tf.Tensor {
  return tf.reshape(parameter('v_proj.bias'), [x.shape[1], -1]);
}
