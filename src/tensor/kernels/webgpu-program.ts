import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** A WGSL program with a flat index: one thread for every `outputComponents` values of the result, unless it says otherwise. */
export interface FlatProgram {
  /** Names the pipeline. Everything that changes the source must be part of it, or a stale pipeline runs. */
  readonly key: string;
  /** Defines `fn main(index : i32)`; reads `uniforms` and the inputs by name, writes `result[index]`. */
  readonly source: string;
  readonly inputs: readonly { readonly name: string; readonly info: tf.TensorInfo; readonly components: 1 | 4 }[];
  readonly outputShape: number[];
  readonly outputComponents: 1 | 4;
  /** Threads to start, at most {@link mostWorkgroups} workgroups of them; they are rounded up to whole ones. */
  readonly threads?: number;
  /** Threads of a workgroup; 64 unless given. */
  readonly workgroup?: number;
  readonly uniforms: readonly Uniform[];
}

/** A field of `uniforms`, beside tfjs's own `size` (the result's values over `outputComponents`) and the shapes. */
export interface Uniform {
  readonly name: string;
  readonly type: 'f32' | 'i32' | 'vec2<i32>';
  readonly data: number[];
}

const defaultWorkgroup = 64;

/** Every adapter takes as many workgroups along an axis. */
export const mostWorkgroups = 65_535;

/** Threads that start in workgroups of the usual size. */
export const mostThreads = mostWorkgroups * defaultWorkgroup;

/** Runs the program on the webgpu backend; the result is float32. With an empty input it is zeros: nothing can be bound. */
export function runProgram(backend: object, program: FlatProgram): tf.TensorInfo {
  const gpu = backend as WebGPUBackend;
  const size = sizeOf(program.outputShape);
  const { workgroup = defaultWorkgroup } = program;
  if (size > 0 && program.inputs.some(({ info }) => sizeOf(info.shape) === 0)) {
    return gpu.makeTensorInfo(program.outputShape, 'float32', new Float32Array(size));
  }
  return gpu.runWebGPUProgram(
    {
      variableNames: program.inputs.map(({ name }) => name),
      variableComponents: program.inputs.map(({ components }) => components),
      outputShape: program.outputShape,
      outputComponent: program.outputComponents,
      uniforms: program.uniforms.map(({ name, type }) => `${name} : ${type},`).join(' '),
      workgroupSize: [workgroup, 1, 1],
      dispatchLayout: { x: program.outputShape.map((_, axis) => axis) },
      dispatch: [Math.ceil((program.threads ?? size / program.outputComponents) / workgroup), 1, 1],
      size: true,
      shaderKey: program.key,
      getUserCode: () => program.source,
    },
    program.inputs.map(({ info }) => info),
    'float32',
    program.uniforms.map(({ type, data }) => ({ type: type === 'f32' ? 'float32' : 'int32', data })),
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
