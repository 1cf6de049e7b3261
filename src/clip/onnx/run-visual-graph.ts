import { CodedError } from '../../errors/coded-error';
import * as ort from 'onnxruntime-web/wasm';
import { float16ToFloat32, float32ToFloat16 } from '../../formats/float16';
import { normalise } from '../../math/vector';

/** A visual graph with what it is fed. */
export interface GraphImage {
  readonly model: Uint8Array;
  readonly external: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** `[side, side, 3]`, normalised as the tower takes it. */
  readonly pixels: Float32Array;
  readonly side: number;
}

/**
 * Runs a visual tower once in onnxruntime, on its wasm backend with one thread; it blocks its thread, so the page runs it in a worker, whose end
 * frees the heap.
 *
 * @returns the embedding, unit length, `[D]`
 * @throws ModelError `bundle-file-broken` or `bundle-mismatch` for what is no visual tower
 */
export async function runVisualGraph({ model, external, pixels, side }: GraphImage): Promise<Float32Array> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await openSession(model, external);
  try {
    const input = session.inputMetadata.find(
      (one): one is ort.InferenceSession.TensorValueMetadata => one.isTensor && /^float(?:16|32)$/u.test(one.type),
    );
    if (input?.shape.length !== 4) {
      throw new CodedError(
        'bundle-mismatch',
        'visual/model.onnx does not take images.',
        'Put the visual tower of the same CLIP at visual/model.onnx.',
      );
    }
    const batch = typeof input.shape[0] === 'number' ? input.shape[0] : 1;
    const image = new Float32Array(batch * pixels.length);
    image.set(channelsFirst(pixels));
    const outputs = await session.run({ [input.name]: graphInput(input.type, image, [batch, 3, side, side]) });
    const output = outputs[session.outputNames[0] ?? ''];
    const values = output && floats(output.data).slice(0, output.size / batch);
    if (values?.every(Number.isFinite)) return normalise(values);
    throw new CodedError(
      'bundle-file-broken',
      'visual/model.onnx gave no finite embedding.',
      'Download the file again.',
    );
  } finally {
    await session.release();
  }
}

async function openSession(model: Uint8Array, external: GraphImage['external']): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'basic',
      ...(external.length > 0 ? { externalData: [...external] } : {}),
    });
  } catch (cause) {
    throw new CodedError(
      'bundle-file-broken',
      `visual/model.onnx cannot be opened by onnxruntime: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Its weights were read all the same; only the comparison is missing.',
      { cause },
    );
  }
}

/** `[H, W, 3]` → `[3, H, W]`. */
function channelsFirst(pixels: Float32Array): Float32Array {
  const area = pixels.length / 3;
  const planes = new Float32Array(pixels.length);
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < 3; channel++) planes[channel * area + at] = pixels[at * 3 + channel]!;
  return planes;
}

function graphInput(type: string, values: Float32Array, shape: readonly number[]): ort.Tensor {
  return type === 'float16'
    ? new ort.Tensor('float16', float32ToFloat16(values), shape)
    : new ort.Tensor('float32', values, shape);
}

function floats(data: ort.Tensor['data']): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return float16ToFloat32(data);
  return Float32Array.from(data as ArrayLike<number>);
}
