import { CodedError } from '../../errors/coded-error';
import * as ort from 'onnxruntime-web/wasm';
import { float16ToFloat32 } from '../../formats/float16';
import { normalise } from '../../math/vector';
import { type FedType, type TextSignature, textSignature } from './text-signature';
import { type ClipTokenizer, createTokenizer } from './tokenizer';

/** A file beside a graph in which its weights lie, under the name that the graph gives it. */
export interface ExternalWeights {
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer> | Blob;
}

/** A text tower with its tokenizer, as a bundle hands it out. */
export interface TextTower {
  /** How messages call it: the path of its file. */
  readonly name: string;
  readonly model: Uint8Array<ArrayBuffer>;
  readonly external: readonly ExternalWeights[];
  readonly tokenizerJson: string;
  readonly tokenizerConfigJson: string;
  readonly contextLength?: number;
}

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
 * Reads from the model itself how it is fed (`text-signature.ts`). Where the length is free, only the tokens up to the end token run:
 * attention is causal, so the rest changes nothing.
 *
 * @throws ModelError `bundle-file-broken` or `bundle-mismatch` for what is no text tower
 */
export async function createTextEncoder(tower: TextTower): Promise<TextEncoder> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const tokenizer = createTokenizer(tower.tokenizerJson, tower.tokenizerConfigJson, tower.contextLength);
  const session = await openSession(tower);
  const signature = textSignature(tower.name, session.inputMetadata, session.outputMetadata);
  return {
    tokenizer,
    embed: async (texts) => {
      const all = texts.map((text) => tokenizer.encode(text)); // every text is checked before any is run
      const encoded: EncodedText[] = [];
      for (const tokens of all)
        encoded.push({ tokens, embedding: await embedTokens(tower.name, session, signature, tokens) });
      return encoded;
    },
    dispose: () => session.release(),
  };
}

async function openSession({ name, model, external }: TextTower): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'basic',
      logSeverityLevel: 3, // errors
      externalData: external,
    });
  } catch (cause) {
    throw new CodedError(
      'bundle-file-broken',
      `${name} cannot be opened: ${reasonOf(cause)}`,
      'Download the file again; it should be the text tower of the same CLIP.',
      { cause },
    );
  }
}

async function embedTokens(
  name: string,
  session: ort.InferenceSession,
  signature: TextSignature,
  tokens: readonly number[],
): Promise<Float32Array> {
  const { batch, length = tokens.length } = signature;
  if (tokens.length > length) {
    throw new CodedError(
      'prompt-too-long',
      `The prompt has ${tokens.length - 2} tokens; this model reads ${length - 2}.`,
      'Shorten the prompt.',
    );
  }
  const row = Array.from({ length }, (_, at) => tokens[at] ?? 0);
  const feeds: Record<string, ort.Tensor> = { [signature.tokens.name]: filled(signature.tokens.type, row, batch) };
  if (signature.mask)
    feeds[signature.mask.name] = filled(
      signature.mask.type,
      row.map((_, at) => (at < tokens.length ? 1 : 0)),
      batch,
    );
  const output = await runOutput(name, session, feeds, signature.output);
  const values = floats(output.data).subarray(0, output.size / batch);
  if (values.length < 2 || output.size !== batch * (output.dims.at(-1) ?? 0)) {
    throw new CodedError(
      'bundle-mismatch',
      `${name} gives [${output.dims.join(', ')}] for one text, not one embedding.`,
      'Export the text tower with its pooling and projection (CLIP’s encode_text).',
    );
  }
  if (!values.every(Number.isFinite)) {
    throw new CodedError('bundle-file-broken', `${name} gave no finite embedding.`, 'Download the file again.');
  }
  return normalise(values);
}

async function runOutput(
  name: string,
  session: ort.InferenceSession,
  feeds: Record<string, ort.Tensor>,
  wanted: string,
): Promise<ort.Tensor> {
  try {
    const output = (await session.run(feeds, [wanted]))[wanted];
    if (output) return output;
    throw new Error(`there is no ${wanted}`);
  } catch (cause) {
    throw new CodedError(
      'bundle-mismatch',
      `${name} cannot run: ${reasonOf(cause)}`,
      'Take the text tower and the tokenizer from the same model, and download the file again if it is damaged.',
      { cause },
    );
  }
}

/** onnxruntime's own words, without the call that failed and without the paths of its build. */
function reasonOf(cause: unknown): string {
  const whole = cause instanceof Error ? cause.message : String(cause);
  const message = (whole.split('ERROR_MESSAGE:').at(-1) ?? whole).replaceAll(/\s+/gu, ' ').trim();
  const reason = message.replace(/^\/\S+ .*?\) /u, '').replace(/^.*Status Message: /u, '');
  return reason.length > 240 ? `${reason.slice(0, 240)}…` : reason;
}

/** One row, repeated where the graph fixes its batch. */
function filled(type: FedType, row: readonly number[], batch: number): ort.Tensor {
  const rows = Array.from({ length: batch }, () => row).flat();
  const shape = [batch, row.length];
  switch (type) {
    case 'int64':
      return new ort.Tensor('int64', BigInt64Array.from(rows, BigInt), shape);
    case 'int32':
      return new ort.Tensor('int32', Int32Array.from(rows), shape);
    case 'bool':
      return new ort.Tensor('bool', Uint8Array.from(rows), shape);
    case 'float32':
      return new ort.Tensor('float32', Float32Array.from(rows), shape);
    default:
      return type satisfies never;
  }
}

function floats(data: ort.Tensor['data']): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return float16ToFloat32(data);
  return Float32Array.from(data as ArrayLike<number>);
}
