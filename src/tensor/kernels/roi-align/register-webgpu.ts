import * as tf from '@tensorflow/tfjs-core';
import { requireInput } from '../delegate';
import { runProgram, type Uniform } from '../webgpu-program';
import { type RoiAlignAttributes, roiAlignGradKernel, roiAlignKernel } from './attributes';
import axisSource from './axis.wgsl?raw';
import axisWeightsSource from './axis-weights.wgsl?raw';
import forwardSource from './forward.wgsl?raw';
import gradientSource from './gradient.wgsl?raw';

const float = (name: string, value: number): Uniform => ({ name, type: 'f32', data: [value] });
const integer = (name: string, value: number): Uniform => ({ name, type: 'i32', data: [value] });

function uniformsOf(attributes: RoiAlignAttributes): readonly Uniform[] {
  return [
    float('scale', attributes.spatialScale),
    float('offset', attributes.aligned ? 0.5 : 0),
    integer('bins', attributes.outputSize),
    integer('samplingRatio', attributes.samplingRatio),
  ];
}

/** Channels a thread: four wherever they divide evenly. */
function channelsPerThread(channels: number): 1 | 4 {
  return channels % 4 === 0 ? 4 : 1;
}

function cellAlias(components: 1 | 4): string {
  return `alias Cell = ${components === 4 ? 'vec4<f32>' : 'f32'};\n`;
}

function pool(inputs: tf.NamedTensorInfoMap, attributes: RoiAlignAttributes, backend: object): tf.TensorInfo {
  const features = requireInput(inputs, 'features');
  const boxes = requireInput(inputs, 'boxes');
  const [, height, width, channels] = attributes.shape;
  const components = channelsPerThread(channels);
  const bins = attributes.outputSize;
  return runProgram(backend, {
    key: `roiAlign_${components}`,
    source: cellAlias(components) + axisSource + forwardSource,
    inputs: [
      { name: 'features', info: features, components },
      { name: 'boxes', info: boxes, components: 1 },
      { name: 'batchIndices', info: requireInput(inputs, 'batchIndices'), components: 1 },
    ],
    outputShape: [boxes.shape[0] ?? 0, bins, bins, channels],
    outputComponents: components,
    uniforms: [
      ...uniformsOf(attributes),
      integer('groups', channels / components),
      { name: 'map', type: 'vec2<i32>', data: [height, width] },
    ],
  });
}

function spread(inputs: tf.NamedTensorInfoMap, attributes: RoiAlignAttributes, backend: object): tf.TensorInfo {
  const boxes = requireInput(inputs, 'boxes');
  const [batch, height, width, channels] = attributes.shape;
  const regions = boxes.shape[0] ?? 0;
  const components = channelsPerThread(channels);
  const weightsAlong = (axis: 0 | 1, cells: number): tf.TensorInfo =>
    runProgram(backend, {
      key: 'roiAlignAxisWeights',
      source: axisSource + axisWeightsSource,
      inputs: [{ name: 'boxes', info: boxes, components: 1 }],
      outputShape: [regions, attributes.outputSize, cells],
      outputComponents: 1,
      uniforms: [...uniformsOf(attributes), integer('axis', axis), integer('cells', cells)],
    });
  const rowWeights = weightsAlong(1, height);
  const columnWeights = weightsAlong(0, width);
  const gradient = runProgram(backend, {
    key: `roiAlignGrad_${components}`,
    source: cellAlias(components) + gradientSource,
    inputs: [
      { name: 'dy', info: requireInput(inputs, 'dy'), components },
      { name: 'boxes', info: boxes, components: 1 },
      { name: 'batchIndices', info: requireInput(inputs, 'batchIndices'), components: 1 },
      { name: 'rowWeights', info: rowWeights, components: 1 },
      { name: 'columnWeights', info: columnWeights, components: 1 },
    ],
    outputShape: [batch, height, width, channels],
    outputComponents: components,
    uniforms: [
      ...uniformsOf(attributes),
      integer('groups', channels / components),
      integer('regions', regions),
      { name: 'map', type: 'vec2<i32>', data: [height, width] },
    ],
  });
  for (const weights of [rowWeights, columnWeights]) (backend as tf.KernelBackend).disposeData(weights.dataId);
  return gradient;
}

/** Registers both kernels for `webgpu`. */
export function registerWebGpuKernels(): void {
  const backendName = 'webgpu';
  if (tf.getKernel(roiAlignKernel, backendName)) tf.unregisterKernel(roiAlignKernel, backendName);
  if (tf.getKernel(roiAlignGradKernel, backendName)) tf.unregisterKernel(roiAlignGradKernel, backendName);
  tf.registerKernel({
    kernelName: roiAlignKernel,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => pool(inputs, attrs as unknown as RoiAlignAttributes, backend as object),
  });
  tf.registerKernel({
    kernelName: roiAlignGradKernel,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      spread(inputs, attrs as unknown as RoiAlignAttributes, backend as object),
  });
}
