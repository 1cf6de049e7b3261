import * as tf from '@tensorflow/tfjs-core';
import { type RoiAlignAttributes, roiAlignGradKernel, roiAlignKernel } from './attributes';
import { registerHostKernels } from './register-host';
import { registerWebGpuKernels } from './register-webgpu';

export interface RoiAlignOptions {
  /** Bins a side, P. */
  readonly outputSize: number;
  /** Feature cells a pixel: 1 / stride. */
  readonly spatialScale: number;
  /** Samples a bin and axis; 0, the default, takes ⌈bin size⌉ for each axis on its own. */
  readonly samplingRatio?: number;
  /** True, the default, is detectron2's ROIAlignV2. */
  readonly aligned?: boolean;
}

/**
 * RoIAlign as detectron2 and torchvision compute it: `features[B, H, W, C]` pooled over `boxes[R, 4]` (x1, y1, x2, y2 in
 * image pixels) of images `batchIndices[R]` (int32) → `[R, P, P, C]`. An empty box gives zeros; no box gives `[0, P, P, C]`.
 *
 * Differentiable in the features only, deterministically; asking for the gradient in the boxes throws.
 *
 * @throws Error when shapes do not fit.
 */
export function roiAlign(
  features: tf.Tensor4D,
  boxes: tf.Tensor2D,
  batchIndices: tf.Tensor1D,
  options: RoiAlignOptions,
): tf.Tensor4D {
  if (boxes.shape[1] !== 4 || batchIndices.shape[0] !== boxes.shape[0] || batchIndices.dtype !== 'int32') {
    throw new Error(
      `roiAlign: boxes are [${boxes.shape}], batchIndices [${batchIndices.shape}] ${batchIndices.dtype}; ` +
        'expected [R,4] and [R] int32.',
    );
  }
  const attributes: RoiAlignAttributes = {
    outputSize: options.outputSize,
    spatialScale: options.spatialScale,
    samplingRatio: options.samplingRatio ?? 0,
    aligned: options.aligned ?? true,
    shape: features.shape,
  };
  return tf.engine().runKernel(roiAlignKernel, { features, boxes, batchIndices }, { ...attributes });
}

registerHostKernels();
registerWebGpuKernels();

tf.registerGradient({
  kernelName: roiAlignKernel,
  inputsToSave: ['boxes', 'batchIndices'],
  gradFunc: (dy, saved, attrs) => {
    const [boxes, batchIndices] = saved as [tf.Tensor2D, tf.Tensor1D];
    const inputs = { dy: dy as tf.Tensor4D, boxes, batchIndices };
    return { features: () => tf.engine().runKernel(roiAlignGradKernel, inputs, attrs) as tf.Tensor4D };
  },
});
