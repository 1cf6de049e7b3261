import asyncifyModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { benchmarkWeights, modelSizes, noisePixels } from './models';
import type { ModelSize, Prepared } from './side';
import { vaGraph } from './va-graph';
import { vaBatch } from './va-playground';

/** V_a in onnxruntime-web, on the build that it has for that backend. */
export async function vaInOnnxruntime(
  backend: 'wasm' | 'webgpu',
  model: ModelSize,
  threads: number,
): Promise<{ readonly prepared: Prepared; readonly runsOn: string }> {
  const plain = backend === 'wasm';
  const ort = plain ? await import('onnxruntime-web/wasm') : await import('onnxruntime-web/webgpu');
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  ort.env.wasm.wasmPaths = {
    mjs: new URL(plain ? plainModule : asyncifyModule, import.meta.url).href,
    wasm: new URL(plain ? plainBinary : asyncifyBinary, import.meta.url).href,
  };
  const session = await ort.InferenceSession.create(vaGraph(benchmarkWeights(model), vaBatch), {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
  });
  const side = modelSizes[model].resolution;
  const images = planes(noisePixels(vaBatch, side), side * side, 3);
  let values = new Float32Array();
  let positions = 1;
  let channels = 1;
  return {
    runsOn: `onnxruntime-web ${backend}, ${plain ? `${threads} threads` : 'WebGPU execution provider'}`,
    prepared: {
      async run() {
        const { features } = await session.run({ image: new ort.Tensor('float32', images, [vaBatch, 3, side, side]) });
        if (!features) throw new Error('The graph has no output `features`.');
        values = (await features.getData()) as Float32Array<ArrayBuffer>;
        [, channels = 1] = features.dims;
        positions = features.size / vaBatch / channels;
        features.dispose();
      },
      output: async () => planes(values, channels, positions),
    },
  };
}

/** For each image `[rows, columns]` → `[columns, rows]`: from channels last to channels first, and back. */
function planes(values: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  const size = rows * columns;
  for (let image = 0; image < values.length; image += size) {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        result[image + column * rows + row] = values[image + row * columns + column]!;
  }
  return result;
}
