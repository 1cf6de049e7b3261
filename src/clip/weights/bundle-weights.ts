import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../../formats/byte-source';
import { sha256 } from '../../math/sha256';
import { openStateDict } from './open-state-dict';
import { readWeight, type StateDict } from './state-dict';
import { textStateDict } from './text-state-dict';
import { visualWeightsFromStateDict } from './visual-state-dict';
import type { VisualWeights } from './visual-weights';

/** Names in public repositories, in the order of preference: the whole CLIP before its visual tower alone. */
const publicNames = [
  'visual/model.safetensors',
  'visual/open_clip_model.safetensors',
  'open_clip_model.safetensors',
  'open_clip_pytorch_model.bin',
  'model.safetensors',
] as const;

/** Files of weights lie beside the configuration or in `visual/`; `detectors/`, `offsets/` and `photometrics/` hold others. */
const anyName = /^(visual\/)?[^/]+\.(safetensors|pt|pth|bin)$/u;

/**
 * The file of a bundle that holds CLIP's weights, undefined where there is none.
 *
 * @throws ModelError `bundle-mismatch` where several could be it
 */
export function weightsFile(paths: readonly string[]): string | undefined {
  const known = publicNames.find((name) => paths.includes(name));
  const candidates = paths.filter((path) => anyName.test(path));
  if (known !== undefined || candidates.length <= 1) return known ?? candidates[0];
  throw new CodedError(
    'bundle-mismatch',
    `The model has several files of weights: ${candidates.join(', ')}.`,
    'Leave the one that holds CLIP; a detector is added after the model is loaded.',
  );
}

/** What a file of weights gives to a model. */
export interface BundleWeights {
  readonly visual: VisualWeights;
  /** The text tower, not yet read; null where the file has none. */
  readonly text: StateDict | null;
  /** What tells the weights from any others: the same for the same weights, whatever kind of file they come from. */
  readonly identity: readonly Uint8Array[];
}

/**
 * Reads the visual tower from a file of any of the kinds of {@link openStateDict}. The file may be larger than memory.
 *
 * @throws FormatError, ModelError `unsupported-model` or `bundle-file-broken`
 */
export async function readBundleWeights(source: ByteSource): Promise<BundleWeights> {
  const tensors = await openStateDict(source);
  const visual = await visualWeightsFromStateDict(tensors);
  const text = textStateDict(tensors);
  const identity = [
    await checkSums(visual.tensors, (_, { data }) => Promise.resolve(data)),
    await checkSums(text ?? new Map(), readWeight),
  ];
  return { visual, text, identity };
}

/** One line for each tensor, in the order of their names. */
async function checkSums<T>(
  tensors: ReadonlyMap<string, T>,
  read: (name: string, tensor: T) => Promise<Float32Array>,
): Promise<Uint8Array> {
  const lines: string[] = [];
  for (const [name, tensor] of tensors) {
    const { buffer, byteOffset, byteLength } = await read(name, tensor);
    lines.push(`${name} ${sha256([new Uint8Array(buffer, byteOffset, byteLength)])}\n`);
  }
  return new TextEncoder().encode(lines.sort().join(''));
}
