import type * as tf from '@tensorflow/tfjs-core';
import type { RoiAlignOptions } from '../../../src/tensor/kernels/roi-align/roi-align';

/** 256 regions on V_a's features of a batch, with a fixed number of samples, because compositions of whole tensors cannot adapt it. */
export interface RoiAlignTask {
  readonly features: tf.Tensor4D;
  /** `[R * 4]` in pixels; the regions of an image lie together, equally many in each. */
  readonly boxes: Float32Array;
  readonly batchIndices: Int32Array;
  readonly options: RoiAlignOptions & { readonly samplingRatio: number };
}
