import * as tf from '@tensorflow/tfjs-core';
import { requireInput } from '../delegate';
import { hostBackendNames, hostValues, makeHostOutput } from '../host-memory';
import { type RoiAlignAttributes, roiAlignGradKernel, roiAlignKernel } from './attributes';
import { poolRegions, type Regions, spreadRegions } from './host';

/** Registers both kernels for `cpu` and `wasm`, on the backend's own memory. */
export function registerHostKernels(): void {
  for (const backendName of hostBackendNames) {
    const regionsOf = (inputs: tf.NamedTensorInfoMap, backend: object): Regions => {
      const boxes = requireInput(inputs, 'boxes');
      return {
        boxes: hostValues(backendName, backend, boxes),
        batchIndices: hostValues(backendName, backend, requireInput(inputs, 'batchIndices')),
        count: boxes.shape[0] ?? 0,
      };
    };
    if (tf.getKernel(roiAlignKernel, backendName)) tf.unregisterKernel(roiAlignKernel, backendName);
    if (tf.getKernel(roiAlignGradKernel, backendName)) tf.unregisterKernel(roiAlignGradKernel, backendName);
    tf.registerKernel({
      kernelName: roiAlignKernel,
      backendName,
      kernelFunc: ({ inputs, attrs, backend: running }) => {
        const backend = running as object;
        const attributes = attrs as unknown as RoiAlignAttributes;
        const features = requireInput(inputs, 'features');
        const bins = attributes.outputSize;
        const count = requireInput(inputs, 'boxes').shape[0] ?? 0;
        const pooled = makeHostOutput(backendName, backend, [count, bins, bins, attributes.shape[3]]);
        const values = hostValues(backendName, backend, features);
        poolRegions(values, regionsOf(inputs, backend), attributes, pooled.values);
        return pooled.info;
      },
    });
    tf.registerKernel({
      kernelName: roiAlignGradKernel,
      backendName,
      kernelFunc: ({ inputs, attrs, backend: running }) => {
        const backend = running as object;
        const attributes = attrs as unknown as RoiAlignAttributes;
        const gradient = makeHostOutput(backendName, backend, [...attributes.shape]);
        const dy = hostValues(backendName, backend, requireInput(inputs, 'dy'));
        spreadRegions(dy, regionsOf(inputs, backend), attributes, gradient.values);
        return gradient.info;
      },
    });
  }
}
