import { CodedError } from '../../errors/coded-error';
import { isFormatError, isModelError } from '../../errors/areas';
import { sha256 } from '../../math/sha256';
import { blobSourceOf } from '../../formats/blob-source';
import { architectureName, checkBundleConfig, parseBundleConfig, parseVocabulary } from './bundle-config';
import { type BundleFile, type BundleFiles, bundleFiles, folderOf, missingFile } from './bundle-files';
import { type BundleWeights, readBundleWeights } from '../weights/bundle-weights';
import { bundleTokenizer, type TokenizerOrigin } from './bundle-tokenizer';
import { findTowers } from './bundle-towers';
import type { TextActivation } from '../onnx/gelu-trap';
import { type Preprocessing, clipPreprocessing, parsePreprocessing } from '../image/preprocess';
import type { TextTower } from '../text/text-encoder';
import {
  onnxTextSource,
  readExternal,
  stateDictTextSource,
  type TextOrigin,
  type TextSource,
} from '../text/text-source';
import type { VisualGraph } from '../onnx/visual-graph';
import { readVisualOnnx } from '../onnx/visual-onnx';
import type { VisualWeights } from '../weights/visual-weights';

/** A model as its files describe it (layout: `models/README.md`). */
export interface ModelBundle {
  readonly name: string;
  /** SHA-256 over the SHA-256 of the visual and the text weights, hexadecimal. */
  readonly hash: string;
  readonly visual: VisualWeights;
  /** What `visual` was read from; null where that was no graph. */
  readonly visualGraph: VisualGraph | null;
  readonly preprocessing: Preprocessing;
  /** Words of the captions of its training, lower case; null where the bundle does not say. */
  readonly vocabulary: readonly string[] | null;
  /** Files of `detectors/`, `offsets/` and `photometrics/` by name, not yet read. */
  readonly detectors: ReadonlyMap<string, Blob>;
  readonly offsets: ReadonlyMap<string, Blob>;
  readonly photometrics: ReadonlyMap<string, Blob>;
  readonly text: TextInfo;
  /** Reads the text tower anew, so that nobody keeps it in memory. @throws ModelError `bundle-file-broken` */
  textTower(): Promise<TextTower>;
  /**
   * The model with QuickGELU in its text tower, under another hash; null where there is no GELU to replace. Weights that OpenAI trained
   * need it (`gelu-trap.ts`).
   */
  readonly repaired: ModelBundle | null;
}

/** What the text tower is made of. */
export interface TextInfo {
  readonly origin: TextOrigin;
  readonly activation: TextActivation;
  readonly tokenizer: TokenizerOrigin;
}

const configFiles = ['config.json', 'open_clip_config.json'] as const;
const words = 'textual/words.json';
const preprocessConfig = 'visual/preprocess_cfg.json';

/**
 * Reads a bundle and checks what can be checked without running it.
 *
 * @throws ModelError `bundle-file-missing` or `bundle-file-broken` naming the file, `bundle-mismatch` where files belong to
 * different models, `unsupported-model` for another architecture
 */
export async function readBundle(list: readonly BundleFile[]): Promise<ModelBundle> {
  const files = bundleFiles(list);
  const configFile = configFiles.find((path) => files.has(path));
  const config = parseBundleConfig(configFile ? await files.text(configFile) : '{}');
  const towers = await findTowers(files);
  const visualPath = towers.visual;
  if (visualPath === undefined) throw missingFile('visual/model.onnx');

  const {
    visual,
    identity,
    text: textWeights,
    graph,
  } = await namingFile(visualPath, () => readVisual(files, visualPath));
  const { architecture } = visual;
  checkBundleConfig(config, architecture);
  const textPath = towers.text ?? visualPath;
  const text = await namingFile(textPath, async () => {
    if (towers.text !== undefined) return onnxTextSource(files, textPath);
    if (textWeights === null) throw missingFile('textual/model.onnx');
    return stateDictTextSource(textPath, textWeights, config, files.blob(textPath));
  });
  const tokenizer = bundleTokenizer(files, textPath, text.vocabularySize);
  const rest = {
    name: config.name ?? architectureName(architecture),
    visual,
    visualGraph: graph,
    preprocessing: files.has(preprocessConfig)
      ? parsePreprocessing(await files.text(preprocessConfig), architecture.resolution)
      : clipPreprocessing(architecture.resolution),
    vocabulary: files.has(words) ? parseVocabulary(await files.text(words)) : null,
    detectors: files.safetensorsIn('detectors'),
    offsets: files.safetensorsIn('offsets'),
    photometrics: files.safetensorsIn('photometrics'),
  };
  const contextLength = text.contextLength ?? config.contextLength;
  const withText = (source: TextSource): ModelBundle => ({
    ...rest,
    hash: sha256([...identity, ...source.identity]),
    text: { origin: source.origin, activation: source.activation, tokenizer: tokenizer.origin },
    textTower: async () => ({
      name: source.path,
      ...(await namingFile(source.path, () => source.read())),
      ...(await tokenizer.read()),
      ...(contextLength === undefined ? {} : { contextLength }),
    }),
    repaired: source.repaired && withText(source.repaired),
  });
  return withText(text);
}

/**
 * Checks that both towers embed into the same space, once a text embedding is known.
 *
 * @throws ModelError `bundle-mismatch`
 */
export function checkTowers(visual: VisualWeights, textEmbedding: Float32Array): void {
  const { embeddingDim } = visual.architecture;
  if (textEmbedding.length === embeddingDim) return;
  throw new CodedError(
    'bundle-mismatch',
    `The text tower gives embeddings of ${textEmbedding.length} values, the visual tower of ${embeddingDim}.`,
    'Take textual/ and visual/ from the same model: RN50 has 1024, RN101 has 512.',
  );
}

async function readVisual(
  files: BundleFiles,
  path: string,
): Promise<BundleWeights & { readonly graph: VisualGraph | null }> {
  if (!path.endsWith('.onnx')) return { ...(await readBundleWeights(blobSourceOf(files.blob(path)))), graph: null };
  const bytes = await files.read(path);
  const external = await readExternal(files, path, bytes);
  const graph: VisualGraph = {
    model: files.blob(path),
    external: [...external.keys()].map((name) => ({ path: name, file: files.blob(folderOf(path) + name) })),
  };
  return { visual: readVisualOnnx(bytes, external), text: null, identity: [bytes, ...external.values()], graph };
}

/** Puts the name of the file before a complaint about its content. */
async function namingFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isFormatError(cause))
      throw new CodedError('bundle-file-broken', `${path}: ${cause.message}.`, cause.hint, { cause });
    if (isModelError(cause) && cause.code === 'bundle-file-missing') throw cause;
    if (isModelError(cause)) throw new CodedError(cause.code, `${path}: ${cause.message}`, cause.hint, { cause });
    throw cause;
  }
}
