import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';
import type { StoredTensor } from '../../formats/safetensors/safetensors';
import { elementCount } from '../../formats/tensor-data';
import { checkShape } from '../tower/architecture';
import { checkWeightType, readWeight, type StateDictTensor } from './state-dict';
import { refuseStrangers } from './tower-prefix';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile('Download the file again.');

/** A tensor of a state dict. Where the file holds its elements one after the other, `start` and `end` say which of its bytes it is. */
export type TextTensor = StateDictTensor & Partial<Pick<StoredTensor, 'start' | 'end'>>;

/** The tensors of a text tower by OpenAI's names, without prefix. */
export type TextStateDict = ReadonlyMap<string, TextTensor>;

/** A text transformer's sizes (openai/CLIP `clip/model.py`). */
export interface TextArchitecture {
  readonly vocabularySize: number;
  /** Tokens that it takes at most: 77 in every public CLIP. */
  readonly contextLength: number;
  /** W, the length of a token. */
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  /** D, the length of an embedding. */
  readonly embeddingDim: number;
}

/** Channels of one attention head in every public CLIP. */
const headWidth = 64;

/**
 * Reads the architecture off the shapes of the weights.
 *
 * @param heads where the configuration says so; W / 64 otherwise
 * @throws ModelError `unsupported-model` where there is no text tower, where shapes or element types are not its own, or where more than
 * a CLIP stands among its tensors
 */
export function inferTextArchitecture(state: TextStateDict, heads?: number): TextArchitecture {
  const shape = (name: string) => {
    const found = state.get(name)?.shape;
    if (found === undefined) throw unsupported(`${name} is missing.`);
    return found;
  };
  const [vocabularySize = 0, width = 0] = shape('token_embedding.weight');
  const [contextLength = 0] = shape('positional_embedding');
  const embeddingDim = shape('text_projection')[1] ?? 0;
  let layers = 0;
  while (state.has(`transformer.resblocks.${layers}.ln_1.weight`)) layers++;
  const architecture = {
    vocabularySize,
    contextLength,
    width,
    heads: heads ?? width / headWidth,
    layers,
    embeddingDim,
  };
  if (!Number.isInteger(architecture.heads) || architecture.heads < 1 || width % architecture.heads !== 0) {
    throw unsupported(`A text tower of width ${width} cannot have ${architecture.heads} attention heads.`);
  }
  if (layers === 0) throw unsupported('The text tower has no transformer blocks.');
  const tensors = textTensors(architecture);
  for (const [name, right] of tensors) {
    const tensor = state.get(name);
    checkShape(name, right, tensor?.shape);
    if (tensor) checkWeightType(name, tensor.dtype);
  }
  refuseStrangers(state, '', tensors, () => true);
  return architecture;
}

/** Every tensor of the tower with its shape, without prefix, PyTorch's orientation: `[out, in]`. */
export function textTensors(architecture: Omit<TextArchitecture, 'heads'>): ReadonlyMap<string, readonly number[]> {
  const { vocabularySize, contextLength, width, layers, embeddingDim } = architecture;
  const block = (index: number): [string, readonly number[]][] =>
    (
      [
        ['ln_1.weight', [width]],
        ['ln_1.bias', [width]],
        ['attn.in_proj_weight', [3 * width, width]],
        ['attn.in_proj_bias', [3 * width]],
        ['attn.out_proj.weight', [width, width]],
        ['attn.out_proj.bias', [width]],
        ['ln_2.weight', [width]],
        ['ln_2.bias', [width]],
        ['mlp.c_fc.weight', [4 * width, width]],
        ['mlp.c_fc.bias', [4 * width]],
        ['mlp.c_proj.weight', [width, 4 * width]],
        ['mlp.c_proj.bias', [width]],
      ] as const
    ).map(([name, shape]) => [`transformer.resblocks.${index}.${name}`, shape]);
  return new Map<string, readonly number[]>([
    ['token_embedding.weight', [vocabularySize, width]],
    ['positional_embedding', [contextLength, width]],
    ...Array.from({ length: layers }, (_, index) => block(index)).flat(),
    ['ln_final.weight', [width]],
    ['ln_final.bias', [width]],
    ['text_projection', [width, embeddingDim]],
  ]);
}

/** Float32 bytes of all tensors, one file, with the first byte of each. */
export interface PlacedWeights {
  readonly data: Blob | Uint8Array<ArrayBuffer>;
  readonly offsets: ReadonlyMap<string, number>;
}

/** Share of bytes of other tensors among the text tower's own that is still cheaper to carry along than to copy around. */
const tolerableWaste = 0.25;

/**
 * Where the weights lie: in the user's own file where it holds them as float32 close together, so that nothing is copied; otherwise
 * converted into one buffer.
 *
 * @param file the file that the tensors' places speak of
 * @throws ModelError `bundle-file-broken` for a tensor that is cut short or not finite
 */
export async function placeWeights(
  state: TextStateDict,
  architecture: TextArchitecture,
  file?: Blob,
): Promise<PlacedWeights> {
  const names = textTensors(architecture);
  return (file && inPlace(state, names, file)) ?? (await packed(state, names));
}

function inPlace(
  state: TextStateDict,
  names: ReadonlyMap<string, readonly number[]>,
  file: Blob,
): PlacedWeights | undefined {
  const starts = new Map<string, number>();
  let needed = 0;
  let end = 0;
  for (const [name, shape] of names) {
    const place = state.get(name);
    const bytes = 4 * elementCount(shape);
    if (place?.dtype !== 'F32' || place.start === undefined || place.start % 4 !== 0) return undefined;
    starts.set(name, place.start);
    needed += bytes;
    end = Math.max(end, place.start + bytes);
  }
  const first = Math.min(...starts.values());
  if (end - first > needed * (1 + tolerableWaste)) return undefined;
  return {
    data: file.slice(first, end),
    offsets: new Map([...starts].map(([name, start]) => [name, start - first])),
  };
}

async function packed(state: TextStateDict, names: ReadonlyMap<string, readonly number[]>): Promise<PlacedWeights> {
  const offsets = new Map<string, number>();
  let count = 0;
  for (const [name, shape] of names) {
    offsets.set(name, 4 * count);
    count += elementCount(shape);
  }
  const values = new Float32Array(count);
  for (const [name, shape] of names) {
    const tensor = state.get(name);
    const data = tensor && (await readWeight(name, tensor));
    if (data?.length !== elementCount(shape)) throw broken(`The tensor ${name} is cut short.`);
    values.set(data, (offsets.get(name) ?? 0) / 4);
  }
  return { data: new Uint8Array(values.buffer), offsets };
}

function unsupported(message: string): ModelError {
  return new CodedError(
    'unsupported-model',
    message,
    'Use the whole CLIP: a file such as open_clip_model.safetensors or RN50.pt, or add the text tower as textual/model.onnx.',
  );
}
