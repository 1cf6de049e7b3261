import * as ort from 'onnxruntime-web/wasm';
import { float16ToFloat32 } from '../formats/float16';
import { normalise } from '../math/vector';
import { ModelError } from './model-error';
import { type ClipTokenizer, createTokenizer } from './tokenizer';

/** One text as CLIP sees it. */
export interface EncodedText {
  /** With start and end, without padding. */
  readonly tokens: readonly number[];
  /** Unit length, `[D]`. */
  readonly embedding: Float32Array;
}

/** CLIP's text tower with its tokenizer. It keeps a wasm heap as large as the model until it is disposed. */
export interface TextEncoder {
  readonly tokenizer: ClipTokenizer;
  /** One embedding a text, in order. @throws ModelError as {@link ClipTokenizer.encode} does */
  embed(texts: readonly string[]): Promise<EncodedText[]>;
  dispose(): Promise<void>;
}

/**
 * Opens a text tower on onnxruntime's wasm backend, with one thread; it blocks its thread, so the page runs it in a worker.
 * Reads from the model itself whether tokens are int32 or int64 and whether batch and length are fixed. Where the length is free, only
 * the tokens up to the end token run: attention is causal, so the rest changes nothing.
 *
 * @throws ModelError `bundle-file-broken` or `bundle-mismatch` for what is no text tower
 */
export async function createTextEncoder(
  model: Uint8Array,
  tokenizerJson: string,
  tokenizerConfigJson: string,
  contextLength?: number,
): Promise<TextEncoder> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfigJson, contextLength);
  const session = await openSession(model);
  const inputs = inputsOf(session);
  return {
    tokenizer,
    embed: async (texts) => {
      const all = texts.map((text) => tokenizer.encode(text)); // every text is checked before any is run
      const encoded: EncodedText[] = [];
      for (const tokens of all) encoded.push({ tokens, embedding: await embedTokens(session, inputs, tokens) });
      return encoded;
    },
    dispose: () => session.release(),
  };
}

/** What a graph wants to be fed. */
interface TextInputs {
  readonly tokens: ort.InferenceSession.TensorValueMetadata;
  /** Some exports declare a mask that their graph hardly uses. */
  readonly mask: ort.InferenceSession.TensorValueMetadata | undefined;
  readonly batch: number;
  /** The fixed length, or undefined where it is free. */
  readonly length: number | undefined;
}

async function openSession(model: Uint8Array): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'basic' });
  } catch (cause) {
    throw new ModelError(
      'bundle-file-broken',
      `textual/model.onnx cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Download the file again; it should be the text tower of the same CLIP.',
      { cause },
    );
  }
}

function inputsOf(session: ort.InferenceSession): TextInputs {
  const all = session.inputMetadata.filter(
    (input): input is ort.InferenceSession.TensorValueMetadata => input.isTensor,
  );
  const mask = all.find(({ name }) => name.includes('mask'));
  const tokens = all.find((input) => input !== mask && (input.type === 'int32' || input.type === 'int64'));
  if (!tokens || tokens.shape.length !== 2) {
    throw new ModelError(
      'bundle-mismatch',
      'textual/model.onnx does not take token ids.',
      'Put the text tower of the same CLIP at textual/model.onnx.',
    );
  }
  const [batch, length] = tokens.shape;
  return {
    tokens,
    mask,
    batch: typeof batch === 'number' ? batch : 1,
    length: typeof length === 'number' ? length : undefined,
  };
}

async function embedTokens(
  session: ort.InferenceSession,
  inputs: TextInputs,
  tokens: readonly number[],
): Promise<Float32Array> {
  const { batch, length = tokens.length } = inputs;
  if (tokens.length > length) {
    throw new ModelError(
      'prompt-too-long',
      `The prompt has ${tokens.length - 2} tokens; this model reads ${length - 2}.`,
      'Shorten the prompt.',
    );
  }
  const row = Array.from({ length }, (_, at) => tokens[at] ?? 0);
  const feeds: Record<string, ort.Tensor> = { [inputs.tokens.name]: integers(inputs.tokens.type, row, batch) };
  if (inputs.mask)
    feeds[inputs.mask.name] = integers(
      inputs.mask.type,
      row.map((_, at) => (at < tokens.length ? 1 : 0)),
      batch,
    );
  const outputs = await session.run(feeds);
  const output = outputs[session.outputNames[0] ?? ''];
  const values = output && floats(output.data).subarray(0, output.size / batch);
  if (!values || values.length < 2 || !values.every(Number.isFinite)) {
    throw new ModelError(
      'bundle-file-broken',
      'textual/model.onnx gave no finite embedding.',
      'Download the file again.',
    );
  }
  return normalise(values);
}

/** One row, repeated where the graph fixes its batch. */
function integers(type: string, row: readonly number[], batch: number): ort.Tensor {
  const rows = Array.from({ length: batch }, () => row).flat();
  const shape = [batch, row.length];
  return type === 'int64'
    ? new ort.Tensor('int64', BigInt64Array.from(rows, BigInt), shape)
    : new ort.Tensor('int32', Int32Array.from(rows), shape);
}

function floats(data: ort.Tensor['data']): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return float16ToFloat32(data);
  return Float32Array.from(data as ArrayLike<number>);
}
