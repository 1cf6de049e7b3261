import { FormatError } from '../formats/format-error';
import { sha256 } from '../math/sha256';
import { parseOnnx } from '../formats/onnx';
import { openSafetensors } from '../formats/safetensors';
import { architectureName, checkBundleConfig, parseBundleConfig, parseVocabulary } from './bundle-config';
import { type BundleFile, type BundleFiles, bundleFiles, missingFile } from './bundle-files';
import { ModelError } from './model-error';
import { type Preprocessing, clipPreprocessing, parsePreprocessing } from './preprocess';
import { readVisualOnnx } from './visual-onnx';
import { visualWeightsFromStateDict } from './visual-state-dict';
import type { VisualWeights } from './visual-weights';

/** What `createTextEncoder` takes. */
export interface TextTower {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly tokenizerJson: string;
  readonly tokenizerConfigJson: string;
  readonly contextLength?: number;
}

/** A model as its files describe it (layout: `models/README.md`). */
export interface ModelBundle {
  readonly name: string;
  /** SHA-256 over the SHA-256 of the visual and the text weights, hexadecimal. */
  readonly hash: string;
  readonly visual: VisualWeights;
  readonly preprocessing: Preprocessing;
  /** Words of the captions of its training, lower case; null where the bundle does not say. */
  readonly vocabulary: readonly string[] | null;
  /** Files of `detectors/` and `offsets/` by name, not yet read. */
  readonly detectors: ReadonlyMap<string, Blob>;
  readonly offsets: ReadonlyMap<string, Blob>;
  /** Reads the text tower anew, so that nobody keeps it in memory. @throws ModelError `bundle-file-broken` */
  textTower(): Promise<TextTower>;
}

const textModel = 'textual/model.onnx';
const tokenizer = 'textual/tokenizer.json';
const tokenizerConfig = 'textual/tokenizer_config.json';
const words = 'textual/words.json';
const preprocessConfig = 'visual/preprocess_cfg.json';
const visualFiles = [
  'visual/model.onnx',
  'visual/model.safetensors',
  'visual/open_clip_model.safetensors',
  'open_clip_model.safetensors',
] as const;

/**
 * Reads a bundle and checks what can be checked without running it.
 *
 * @throws ModelError `bundle-file-missing` or `bundle-file-broken` naming the file, `bundle-mismatch` where files belong to
 * different models, `unsupported-model` for another architecture
 */
export async function readBundle(list: readonly BundleFile[]): Promise<ModelBundle> {
  const files = bundleFiles(list);
  const config = parseBundleConfig(await files.text('config.json'));
  for (const path of [textModel, tokenizer]) if (!files.has(path)) throw missingFile(path);
  const visualPath = visualFiles.find((path) => files.has(path));
  if (visualPath === undefined) throw missingFile(visualFiles[0]);

  const visualBytes = await files.read(visualPath);
  const visual = await namingFile(visualPath, () => readVisual(visualPath, visualBytes));
  const { architecture } = visual;
  checkBundleConfig(config, architecture);
  const textBytes = await files.read(textModel);
  await namingFile(textModel, async () => parseOnnx(textBytes)); // finds a download that was cut short
  return {
    name: config.name ?? architectureName(architecture),
    hash: sha256([visualBytes, textBytes]),
    visual,
    preprocessing: files.has(preprocessConfig)
      ? parsePreprocessing(await files.text(preprocessConfig), architecture.resolution)
      : clipPreprocessing(architecture.resolution),
    vocabulary: files.has(words) ? parseVocabulary(await files.text(words)) : null,
    detectors: files.safetensorsIn('detectors'),
    offsets: files.safetensorsIn('offsets'),
    textTower: () => readTextTower(files, config.contextLength),
  };
}

/**
 * Checks that both towers embed into the same space, once a text embedding is known.
 *
 * @throws ModelError `bundle-mismatch`
 */
export function checkTowers(visual: VisualWeights, textEmbedding: Float32Array): void {
  const { embeddingDim } = visual.architecture;
  if (textEmbedding.length === embeddingDim) return;
  throw new ModelError(
    'bundle-mismatch',
    `The text tower gives embeddings of ${textEmbedding.length} values, the visual tower of ${embeddingDim}.`,
    'Take textual/ and visual/ from the same model: RN50 has 1024, RN101 has 512.',
  );
}

async function readTextTower(files: BundleFiles, contextLength: number | undefined): Promise<TextTower> {
  return {
    model: await files.read(textModel),
    tokenizerJson: await files.text(tokenizer),
    tokenizerConfigJson: files.has(tokenizerConfig) ? await files.text(tokenizerConfig) : '{}',
    ...(contextLength === undefined ? {} : { contextLength }),
  };
}

async function readVisual(path: string, bytes: Uint8Array): Promise<VisualWeights> {
  if (path.endsWith('.onnx')) return readVisualOnnx(bytes);
  return visualWeightsFromStateDict((await openSafetensors(bytes)).tensors);
}

/** Puts the name of the file before a complaint about its content. */
async function namingFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof FormatError)
      throw new ModelError('bundle-file-broken', `${path}: ${cause.message}.`, cause.hint, { cause });
    if (cause instanceof ModelError)
      throw new ModelError(cause.code, `${path}: ${cause.message}`, cause.hint, { cause });
    throw cause;
  }
}
