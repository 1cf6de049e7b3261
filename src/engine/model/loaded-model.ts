import { CodedError } from '../../errors/coded-error';
import { methodInfos } from '../../augmentation/methods/registry';
import * as tf from '@tensorflow/tfjs-core';
import { optimisationDefaults } from '../../method/optimisation-presets';
import { optimisationBytes } from '../../augmentation/optimisation-cost';
import type { Offsets } from '../../augmentation/offsets';
import { styleDefaults } from '../../augmentation/pin/style-config';
import { readOffsetsFile } from '../../augmentation/offsets-file';
import { dictionaryBytes } from '../../augmentation/dictionary-cost';
import { readDictionaryFile } from '../../augmentation/dictionary-file';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { checkTowers, type ModelBundle } from '../../clip/bundle/model-bundle';
import { createVisualTower, type VisualTower } from '../../clip/tower/modified-resnet';
import { modelInput } from '../../clip/image/image-tensor';
import type { Preprocessing } from '../../clip/image/preprocess';
import { towerWeightBytes } from '../../clip/tower/tower-cost';
import type { VisualWeights } from '../../clip/weights/visual-weights';
import type { RgbImage } from '../../geometry/rgb-image';
import { zeroShotDefaults } from '../../detector/zero-shot/zero-shot-config';
import { normalise } from '../../math/vector';
import { takeValues } from '../../tensor/take-values';
import { DetectorRegistry } from './detector-registry';
import type { ModelInfo, ModelOrigin, TextEmbedding } from '../engine';
import type { ProposalNetworks } from '../proposals/proposal-networks';
import { TextService, type StartText } from './text-service';

type BatchNorm = VisualTower['batchNorm'];

/** Images that go through the tower at once. */
const imagesPerBatch = 8;

/** A model in use: weights in memory, texts in their worker, towers on the device when they are needed. */
export class LoadedModel {
  readonly bundle: ModelBundle;
  readonly visualWeights: VisualWeights;
  readonly preprocessing: Preprocessing;
  readonly detectors: DetectorRegistry;
  readonly origin: ModelOrigin;
  readonly #text: TextService;
  readonly #towers = new Map<BatchNorm, VisualTower>();

  private constructor(bundle: ModelBundle, origin: ModelOrigin, startText: StartText, proposals: ProposalNetworks) {
    this.bundle = bundle;
    this.origin = origin;
    this.visualWeights = bundle.visual;
    this.preprocessing = bundle.preprocessing;
    this.#text = new TextService(() => bundle.textTower(), startText);
    this.detectors = new DetectorRegistry({
      visualWeights: bundle.visual,
      preprocessing: bundle.preprocessing,
      embed: (texts) => this.embedTexts(texts),
      tower: () => this.tower(),
      proposals,
    });
  }

  /** @throws ModelError where a detector of the bundle cannot be read */
  static async open(
    bundle: ModelBundle,
    origin: ModelOrigin,
    startText: StartText,
    proposals: ProposalNetworks,
  ): Promise<LoadedModel> {
    const model = new LoadedModel(bundle, origin, startText, proposals);
    for (const [name, file] of bundle.detectors) await model.detectors.add(name, file);
    model.detectors.setZeroShot(zeroShotDefaults(bundle.visual.architecture.resolution));
    return model;
  }

  info(): ModelInfo {
    const { name, hash, vocabulary, offsets, photometrics, visual, text } = this.bundle;
    const { resolution, embeddingDim, width, blocks, grid, featureChannels } = visual.architecture;
    return {
      name,
      hash,
      origin: this.origin,
      vocabulary,
      resolution,
      embeddingDim,
      width,
      blocks,
      grid: { height: grid, width: grid, channels: featureChannels },
      batchNormFolded: visual.folded,
      text,
      memory: {
        weights: towerWeightBytes(visual.architecture),
        optimisation: optimisationBytes(visual.architecture),
        dictionary: dictionaryBytes(visual.architecture),
      },
      optimisationDefaults: optimisationDefaults(resolution),
      styleDefaults: styleDefaults(resolution),
      detectors: this.detectors.list(),
      methods: methodInfos,
      offsets: [...offsets.keys()],
      photometrics: [...photometrics.keys()],
    };
  }

  /** The tower on the device; runs alone there. @throws ModelError for batch statistics of a folded model */
  tower(batchNorm: BatchNorm = 'frozen'): VisualTower {
    const tower = this.#towers.get(batchNorm) ?? createVisualTower(this.visualWeights, { batchNorm });
    this.#towers.set(batchNorm, tower);
    return tower;
  }

  /** Each text once. @throws EngineError, ModelError `bundle-mismatch` where the towers do not belong together */
  async embedText(texts: readonly string[]): Promise<readonly TextEmbedding[]> {
    const embeddings = await this.#text.embed(texts);
    for (const { embedding } of embeddings.slice(0, 1)) checkTowers(this.visualWeights, embedding);
    return embeddings;
  }

  /** Unit length, `[D]` each. */
  async embedTexts(texts: readonly string[]): Promise<Float32Array[]> {
    return (await this.embedText(texts)).map(({ embedding }) => embedding);
  }

  /** Unit length; runs alone on the device. */
  async embedImages(images: readonly RgbImage[]): Promise<Float32Array[]> {
    const { embeddingDim } = this.visualWeights.architecture;
    const embeddings: Float32Array[] = [];
    for (let from = 0; from < images.length; from += imagesPerBatch) {
      const batch = images.slice(from, from + imagesPerBatch);
      const result = tf.tidy(() => {
        const tower = this.tower();
        return tower.imageEmbedding(tower.res4Features(modelInput(batch, this.preprocessing)));
      });
      const values = await takeValues(result);
      for (let row = 0; row < batch.length; row++)
        embeddings.push(normalise(values.slice(row * embeddingDim, (row + 1) * embeddingDim)));
    }
    return embeddings;
  }

  async loadOffsets(name: string): Promise<Offsets> {
    const file = this.bundle.offsets.get(name);
    if (file !== undefined) return readOffsetsFile(new Uint8Array(await file.arrayBuffer()));
    const names = [...this.bundle.offsets.keys()];
    throw new CodedError(
      'bundle-file-missing',
      `The model has no offsets “${name}”.`,
      names.length === 0 ? 'Optimise offsets first.' : `Choose one of: ${names.join(', ')}.`,
    );
  }

  /** @throws ModelError `bundle-file-missing`, `bundle-mismatch` for another model's, and as {@link readDictionaryFile} does */
  async loadDictionary(name: string): Promise<PhotometricDictionary> {
    const file = this.bundle.photometrics.get(name);
    if (file === undefined) {
      const names = [...this.bundle.photometrics.keys()];
      throw new CodedError(
        'bundle-file-missing',
        `The model has no measured transforms “${name}”.`,
        names.length === 0 ? 'Measure them first.' : `Choose one of: ${names.join(', ')}.`,
      );
    }
    const dictionary = await readDictionaryFile(new Uint8Array(await file.arrayBuffer()));
    if (dictionary.identity.model === this.bundle.hash) return dictionary;
    throw new CodedError(
      'bundle-mismatch',
      `photometrics/${name}.safetensors was measured with another model (${dictionary.identity.model.slice(0, 12)}) than this one (${this.bundle.hash.slice(0, 12)}).`,
      'Measure the transforms anew for this model.',
    );
  }

  /** Frees the device; everything is built again when it is needed. */
  dropTensors(): void {
    for (const tower of this.#towers.values()) tower.dispose();
    this.#towers.clear();
    this.detectors.drop();
  }

  dispose(): void {
    this.dropTensors();
    this.#text.dispose();
  }
}
