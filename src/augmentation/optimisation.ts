import { CodedError } from '../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { BlockInput } from '../clip/tower/bottleneck';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { type Preprocessing, clipPreprocessing } from '../clip/image/preprocess';
import type { RgbImage } from '../geometry/rgb-image';
import { Random, type RandomState } from '../math/random';
import { createAdam } from '../tensor/adam';
import type { OptimiserState } from '../tensor/optimiser';
import { type Interruption, type Parts, runWithPauses } from '../tensor/parts';
import { takeValues } from '../tensor/take-values';
import { checkOptimisationConfig } from './check-config';
import { type Crop, CropSampler, fixedCrops, writeCrop } from './crops';
import { pairsAtOnce, cropsAtOnce } from './memory-budget';
import type { Offsets } from './offsets';
import type { OptimisationConfig, OptimisationStep } from './optimisation-config';
import {
  type CropFeatures,
  imageEmbeddingParts,
  type OptimisationLoss,
  optimisationLossParts,
  targetDivisor,
} from './optimisation-loss';
import { protocols } from '../method/protocol';
import { textDirection } from './text-direction';
import { concatenate } from '../math/concatenate';

/** Unit text embeddings of the prompts of a configuration, `[D]` each. */
export interface PromptEmbeddings {
  readonly source: Float32Array;
  readonly targets: readonly Float32Array[];
}

/** All that a stopped run needs to go on as if it had not stopped. */
export interface OptimisationState {
  /** Iterations done. */
  readonly iteration: number;
  readonly seconds: number;
  /** A as it runs: `[T, H, W, C]`. */
  readonly offsets: Float32Array;
  readonly adam: OptimiserState;
  readonly random: RandomState;
}

export interface OptimisationOptions {
  /** CLIP's own by default; the mean and deviation matter, crops are always bilinear. */
  readonly preprocessing?: Preprocessing;
  /** Goes on from there. */
  readonly resumeFrom?: OptimisationState;
  /** (target, crop) pairs in one batch; by default what 256 MiB hold. */
  readonly pairsAtOnce?: number;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/** A run of the optimisation step (paper, section 3.2): minimises L_opt over the offsets A with Adam. */
export interface Optimisation {
  /** Iterations done; the next step has this number. */
  readonly iteration: number;
  /**
   * One iteration; one at a time.
   * @param interruption ends the iteration early: the run is then as it was before
   * @throws ModelError `diverged` when the loss is no longer finite
   */
  step(interruption?: Interruption): Promise<OptimisationStep>;
  offsets(): Promise<Offsets>;
  state(): Promise<OptimisationState>;
  /** Frees the run's tensors; the tower stays. */
  dispose(): void;
}

/**
 * Prepares a run. Nothing is drawn from anywhere but `config.seed`.
 *
 * @param tower with the batch-norm mode of the protocol
 * @param images crops are cut from them; kept, not copied
 * @throws ModelError as {@link checkOptimisationConfig} and {@link textDirection} do
 */
export function createOptimisation(
  tower: VisualTower,
  texts: PromptEmbeddings,
  config: OptimisationConfig,
  images: readonly RgbImage[],
  options: OptimisationOptions = {},
): Optimisation {
  checkOptimisationConfig(config, images);
  const protocol = protocols[config.protocol];
  if (tower.batchNorm !== protocol.batchNorm) {
    throw new Error(
      `Protocol ${config.protocol} needs a tower with ${protocol.batchNorm} batch norms, not ${tower.batchNorm}.`,
    );
  }
  return new Run(tower, texts, config, images, options);
}

class Run implements Optimisation {
  readonly #tower: VisualTower;
  readonly #config: OptimisationConfig;
  readonly #preprocessing: Preprocessing;
  readonly #random: Random;
  readonly #sampler: CropSampler | undefined;
  readonly #images: readonly RgbImage[];
  readonly #directions: tf.Tensor2D;
  readonly #offsets: tf.Variable<tf.Rank.R4>;
  readonly #adam: ReturnType<typeof createAdam>;
  readonly #now: () => number;
  readonly #pairs: number;
  #fixed: CropFeatures | undefined;
  #iteration = 0;
  #seconds = 0;

  constructor(
    tower: VisualTower,
    texts: PromptEmbeddings,
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options: OptimisationOptions,
  ) {
    const { grid, featureChannels, resolution, embeddingDim } = tower.architecture;
    const directions = texts.targets.map((target) => textDirection(texts.source, target));
    if (texts.source.length !== embeddingDim) {
      throw new Error(
        `The text embeddings have ${texts.source.length} dimensions, the image embeddings ${embeddingDim}.`,
      );
    }
    this.#tower = tower;
    this.#config = config;
    this.#images = images;
    this.#preprocessing = options.preprocessing ?? clipPreprocessing(resolution);
    this.#now = options.now ?? (() => performance.now());
    this.#sampler = config.crops ? undefined : new CropSampler(images, config);
    const crops = config.crops?.length ?? config.cropsPerStep;
    // Batch statistics are per target over its own crops, so its crops stay together.
    this.#pairs = tower.batchNorm === 'batch' ? crops : (options.pairsAtOnce ?? pairsAtOnce(tower.architecture));
    this.#random = new Random(config.seed).fork('optimisation');
    const shape: [number, number, number, number] = [directions.length, grid, grid, featureChannels];
    this.#directions = tf.keep(tf.tensor2d(concatenate(directions), [directions.length, embeddingDim]));
    this.#offsets = tf.tidy(() =>
      tf.variable(options.resumeFrom ? tf.tensor4d(options.resumeFrom.offsets, shape) : tf.zeros(shape)),
    );
    this.#adam = createAdam({ offsets: this.#offsets as tf.Variable }, { learningRate: config.learningRate });
    if (options.resumeFrom) this.#restore(options.resumeFrom);
  }

  get iteration(): number {
    return this.#iteration;
  }

  async step(interruption?: Interruption): Promise<OptimisationStep> {
    const started = this.#now();
    const drawn = this.#random.state;
    const loss = await runWithPauses(this.#loss(), interruption).catch((error: unknown) => {
      this.#random.restore(drawn);
      throw error;
    });
    try {
      tf.tidy(() => this.#adam.step({ offsets: this.#freeGradient(loss.gradient) }));
    } catch (error) {
      loss.terms.dispose();
      throw error;
    } finally {
      loss.gradient.dispose();
    }
    const values = await takeValues(loss.terms);
    this.#seconds += (this.#now() - started) / 1000;
    return this.#report(this.#iteration++, values);
  }

  async offsets(): Promise<Offsets> {
    const { sourcePrompt, targetPrompts } = this.#config;
    const [, height, width, channels] = this.#offsets.shape;
    const values = Float32Array.from(await takeValues(tf.tidy(() => tf.transpose(this.#offsets, [0, 3, 1, 2]))));
    return { sourcePrompt, targetPrompts, channels, height, width, values };
  }

  async state(): Promise<OptimisationState> {
    return {
      iteration: this.#iteration,
      seconds: this.#seconds,
      random: this.#random.state,
      offsets: Float32Array.from(await this.#offsets.data<'float32'>()),
      adam: await this.#adam.exportState(),
    };
  }

  dispose(): void {
    this.#adam.dispose();
    tf.dispose([this.#directions, this.#offsets]);
    if (this.#fixed) disposeFeatures(this.#fixed);
    this.#fixed = undefined;
  }

  #restore(state: OptimisationState): void {
    this.#iteration = state.iteration;
    this.#seconds = state.seconds;
    this.#random.restore(state.random);
    if (state.iteration > 0) this.#adam.importState(state.adam);
  }

  #report(step: number, terms: Float32Array): OptimisationStep {
    const targets = this.#config.targetPrompts.length;
    const cosine = Float32Array.from({ length: targets }, (_, target) => terms[2 * target] as number);
    const l1 = Float32Array.from({ length: targets }, (_, target) => terms[2 * target + 1] as number);
    const divisor = targetDivisor(protocols[this.#config.protocol], targets);
    const lossCosine = sum(cosine) / divisor;
    const lossL1 = (this.#config.l1Weight * sum(l1)) / divisor;
    if (!Number.isFinite(lossCosine + lossL1)) {
      throw new CodedError(
        'diverged',
        `L_opt is no longer a finite number at iteration ${step}.`,
        'Start again with a smaller learning rate.',
      );
    }
    return { step, seconds: this.#seconds, lossTotal: lossCosine + lossL1, lossCosine, lossL1, cosine, l1 };
  }

  /** ∂L_opt/∂A for what of A is free: cells that share a value share the sum of their gradients, so that they stay equal. */
  #freeGradient(gradient: tf.Tensor4D): tf.Tensor4D {
    switch (this.#config.offsetShape) {
      case 'grid':
        return gradient;
      case 'pooled':
        return tf.mul(tf.sum(gradient, [1, 2], true), tf.onesLike(gradient)) as tf.Tensor4D;
      default:
        return this.#config.offsetShape satisfies never;
    }
  }

  *#loss(): Parts<OptimisationLoss> {
    const features = this.#fixed ?? (yield* this.#features());
    try {
      yield;
      return yield* optimisationLossParts(
        this.#tower,
        protocols[this.#config.protocol],
        features,
        this.#directions,
        this.#offsets,
        this.#pairs,
        this.#config.l1Weight,
      );
    } finally {
      if (features !== this.#fixed) disposeFeatures(features);
    }
  }

  /** Of new crops; crops that stay are taken through V_a once. */
  *#features(): Parts<CropFeatures> {
    const sampler = this.#sampler;
    const crops = sampler
      ? sampler.draw(this.#random).map((crop) => () => sampler.cut(crop))
      : fixedCrops(this.#config, this.#images).map((crop) => () => crop);
    const res5Input = yield* this.#res5Input(crops);
    try {
      yield;
      // While A is zero, z must equal z̄ bit for bit, so it runs in the same batches; fixed crops keep that z for the whole run.
      const copies = this.#iteration === 0 || !sampler ? this.#config.targetPrompts.length : 1;
      const embeddings = yield* imageEmbeddingParts(this.#tower, res5Input, copies, this.#pairs);
      const features = { res5Input, imageEmbeddings: embeddings };
      if (!sampler) this.#fixed = features;
      return features;
    } catch (error) {
      tf.dispose([res5Input.main, res5Input.shortcut]);
      throw error;
    }
  }

  /** @param crops cut one by one, each as its turn comes */
  *#res5Input(crops: readonly (() => Crop)[]): Parts<BlockInput> {
    const atOnce = this.#tower.batchNorm === 'batch' ? crops.length : cropsAtOnce(this.#tower.architecture);
    const { size } = this.#preprocessing;
    const parts: BlockInput[] = [];
    try {
      for (let from = 0; from < crops.length; from += atOnce) {
        const count = Math.min(atOnce, crops.length - from);
        const pixels = new Float32Array(count * size * size * 3);
        for (let at = 0; at < count; at++) {
          writeCrop(crops[from + at]!(), this.#preprocessing, pixels, at);
          yield;
        }
        parts.push(
          tf.tidy(() => {
            const images = tf.tensor4d(pixels, [count, size, size, 3]);
            return this.#tower.res5Input(this.#tower.res4Features(images));
          }),
        );
        yield;
      }
      return tf.tidy(() => ({
        main: tf.concat(parts.map(({ main }) => main)),
        shortcut: tf.concat(parts.map(({ shortcut }) => shortcut)),
      }));
    } finally {
      tf.dispose(parts.flatMap(({ main, shortcut }) => [main, shortcut]));
    }
  }
}

function disposeFeatures({ imageEmbeddings: embeddings, res5Input }: CropFeatures): void {
  tf.dispose([embeddings, res5Input.main, res5Input.shortcut]);
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
