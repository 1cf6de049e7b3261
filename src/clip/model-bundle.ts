import { FormatError } from '../formats/format-error';
import { sha256 } from '../math/sha256';
import { parseOnnx } from '../formats/onnx';
import { blobSourceOf } from '../formats/blob-source';
import { architectureName, checkBundleConfig, parseBundleConfig, parseVocabulary } from './bundle-config';
import { type BundleFile, type BundleFiles, bundleFiles, missingFile } from './bundle-files';
import { type BundleWeights, readBundleWeights, weightsFile } from './bundle-weights';
import { ModelError } from './model-error';
import { type Preprocessing, clipPreprocessing, parsePreprocessing } from './preprocess';
import { readVisualOnnx } from './visual-onnx';
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
const visualModel = 'visual/model.onnx';

/**
 * Reads a bundle and checks what can be checked without running it.
 *
 * @throws ModelError `bundle-file-missing` or `bundle-file-broken` naming the file, `bundle-mismatch` where files belong to
 * different models, `unsupported-model` for another architecture
 */
export async function readBundle(list: readonly BundleFile[]): Promise<ModelBundle> {
  const files = bundleFiles(list);
  const visualPath = files.has(visualModel) ? visualModel : weightsFile(files.paths);
  const isGraph = visualPath === visualModel || visualPath === undefined;
  // A state dict says itself all that a configuration would.
  const config = parseBundleConfig(isGraph || files.has('config.json') ? await files.text('config.json') : '{}');
  if (isGraph && !files.has(textModel)) throw missingFile(textModel);
  if (!files.has(tokenizer)) throw missingFile(tokenizer);
  if (visualPath === undefined) throw missingFile(visualModel);

  const weights = await namingFile(visualPath, () => readVisual(files, visualPath));
  const { architecture } = weights.visual;
  checkBundleConfig(config, architecture);
  const text = await readText(files, visualPath, weights);
  return {
    name: config.name ?? architectureName(architecture),
    hash: sha256([...weights.identity, ...text.identity]),
    visual: weights.visual,
    preprocessing: files.has(preprocessConfig)
      ? parsePreprocessing(await files.text(preprocessConfig), architecture.resolution)
      : clipPreprocessing(architecture.resolution),
    vocabulary: files.has(words) ? parseVocabulary(await files.text(words)) : null,
    detectors: files.safetensorsIn('detectors'),
    offsets: files.safetensorsIn('offsets'),
    textTower: async () => ({
      model: await text.model(),
      tokenizerJson: await files.text(tokenizer),
      tokenizerConfigJson: files.has(tokenizerConfig) ? await files.text(tokenizerConfig) : '{}',
      ...(config.contextLength === undefined ? {} : { contextLength: config.contextLength }),
    }),
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

async function readVisual(files: BundleFiles, path: string): Promise<BundleWeights> {
  if (path !== visualModel) return readBundleWeights(blobSourceOf(files.blob(path)));
  const bytes = await files.read(path);
  return { visual: readVisualOnnx(bytes), text: null, identity: [bytes] };
}

interface TextGraph {
  /** What tells it from any other, besides the file that the visual tower was read from. */
  readonly identity: readonly Uint8Array[];
  model(): Promise<Uint8Array<ArrayBuffer>>;
}

async function readText(files: BundleFiles, visualPath: string, { text }: BundleWeights): Promise<TextGraph> {
  if (files.has(textModel)) {
    const bytes = await files.read(textModel);
    await namingFile(textModel, async () => parseOnnx(bytes)); // finds a download that was cut short
    return { identity: [bytes], model: () => files.read(textModel) };
  }
  if (text === null) throw missingFile(textModel);
  throw new ModelError(
    'unsupported-model',
    `${visualPath} holds the text tower as ${text.size} tensors, without a graph that could run.`,
    `Add ${textModel} of the same model.`,
  );
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
