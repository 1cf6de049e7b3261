import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../../clip/tower/modified-resnet';
import type { Preprocessing } from '../../clip/image/preprocess';
import type { RgbImage } from '../../geometry/rgb-image';
import { Random } from '../../math/random';
import type { Optimiser } from '../../tensor/optimiser';
import { type Interruption, type Parts, runWithPauses } from '../../tensor/parts';
import { createSgd } from '../../tensor/sgd';
import { takeValues } from '../../tensor/take-values';
import { type Crop, cropTensor } from '../crops';
import { layer1CropsAtOnce, styledCropsAtOnce } from '../memory-budget';
import type { OptimisationStep } from '../optimisation-config';
import { styleOf, withoutStyle } from './instance-normalisation';
import { checkStyleConfig, type StyleConfig } from './style-config';
import { styleCrop } from './style-crops';
import { type StyleLoss, styleLossParts } from './style-loss';
import type { Styles } from './styles';
import { concatenate } from '../../math/concatenate';

/** Of PØDA's SGD. */
const momentum = 0.9;
const weightDecay = 1e-4;

/**
 * A run of PIN: crops batch by batch, and for each batch as many updates as the configuration says. Every prompt has styles of its own on the same crops, which
 * start as the crops' own and owe nothing to the batch before.
 */
export interface StyleRun {
  /** Updates of the whole run. */
  readonly steps: number;
  /**
   * One update of the batch in work; the losses are those before it, and begin anew with each batch.
   * @param interruption ends the update early: no style has changed then
   * @throws ModelError `diverged`
   */
  step(interruption?: Interruption): Promise<OptimisationStep>;
  /** Those of the batches done, and of the one in work as they are. */
  styles(): Promise<Styles>;
  /** Frees the run's tensors; the tower stays. */
  dispose(): void;
}

/** μ and σ of one prompt on the crops of a batch, `[N, 1, 1, C]`. */
interface StyleVariables {
  readonly mean: tf.Variable<tf.Rank.R4>;
  readonly deviation: tf.Variable<tf.Rank.R4>;
}

/** Crops in work. */
interface Batch {
  /** `[N, S, S, C]`. */
  readonly normal: tf.Tensor4D;
  /** Prompt by prompt. */
  readonly variables: readonly StyleVariables[];
  readonly optimiser: Optimiser;
  updates: number;
}

/** Values of one batch, prompt by prompt: `[N, C]`. */
interface DoneBatch {
  readonly means: readonly Float32Array[];
  readonly deviations: readonly Float32Array[];
}

/**
 * @param tower with frozen batch norms
 * @param targets unit text embeddings of the prompts, `[D]` each; PØDA averages them over templates, here a prompt is taken as it is
 * @param images crops are cut from them; kept, not copied
 * @throws ModelError as {@link checkStyleConfig} does
 */
export function createStyleRun(
  tower: VisualTower,
  targets: readonly Float32Array[],
  config: StyleConfig,
  images: readonly RgbImage[],
  options: { readonly preprocessing: Preprocessing; readonly now?: () => number },
): StyleRun {
  const { architecture } = tower;
  checkStyleConfig(config, images, architecture.resolution);
  const { now = () => performance.now() } = options;
  const preprocessing = { ...options.preprocessing, size: config.cropSize };
  const random = new Random(config.seed).fork('styles');
  const texts = targets.map((target) => tf.keep(tf.tensor1d(target)));
  const cropsAtOnce = styledCropsAtOnce(architecture, config.cropSize);
  const done: DoneBatch[] = [];
  let batch: Batch | null = null;
  let cropsTaken = 0;
  let seconds = 0;
  let stepsDone = 0;

  const open = (): Batch => {
    const count = Math.min(config.cropsPerBatch, config.crops - cropsTaken);
    const crops = Array.from({ length: count }, (_, i) => styleCrop(images, cropsTaken + i, config, random));
    cropsTaken += count;
    return openBatch(tower, crops, preprocessing, targets.length, config.learningRate);
  };
  const close = async (finished: Batch): Promise<void> => {
    done.push(await readBatch(finished));
    disposeBatch(finished);
    batch = null;
  };
  return {
    steps: Math.ceil(config.crops / config.cropsPerBatch) * config.iterations,
    async step(interruption) {
      const started = now();
      if (batch?.updates === config.iterations) await close(batch);
      const current = (batch ??= open());
      const gradients = await runWithPauses(losses(tower, current, texts, cropsAtOnce), interruption);
      const values = update(current, gradients);
      const cosine = Float32Array.from(await takeValues(values));
      current.updates++;
      seconds += (now() - started) / 1000;
      const step = stepsDone++;
      const lossTotal = cosine.reduce((sum, loss) => sum + loss, 0);
      if (!Number.isFinite(lossTotal)) {
        throw new CodedError(
          'diverged',
          `The loss of PIN is no longer a finite number at step ${step}.`,
          'Start again with a smaller learning rate.',
        );
      }
      return {
        step,
        seconds,
        lossTotal,
        lossCosine: lossTotal,
        lossL1: 0,
        cosine,
        l1: new Float32Array(cosine.length),
      };
    },
    async styles() {
      const batches = [...done, await readBatch((batch ??= open()))];
      return {
        targetPrompts: config.targetPrompts,
        stylesPerPrompt: cropsTaken,
        channels: 4 * architecture.width,
        means: concatenate(targets.flatMap((_, at) => batches.map(({ means }) => means[at]!))),
        deviations: concatenate(targets.flatMap((_, at) => batches.map(({ deviations }) => deviations[at]!))),
      };
    },
    dispose() {
      if (batch) disposeBatch(batch);
      batch = null;
      tf.dispose(texts);
    },
  };
}

function openBatch(
  tower: VisualTower,
  crops: readonly Crop[],
  preprocessing: Preprocessing,
  targets: number,
  learningRate: number,
): Batch {
  const atOnce = layer1CropsAtOnce(tower.architecture, preprocessing.size);
  const { mean, deviation, normal } = tf.tidy(() => {
    const parts: tf.Tensor4D[] = [];
    for (let from = 0; from < crops.length; from += atOnce)
      parts.push(tf.tidy(() => tower.res2Features(cropTensor(crops.slice(from, from + atOnce), preprocessing))));
    const features = tf.concat(parts);
    return { ...styleOf(features), normal: withoutStyle(features) };
  });
  const variables = Array.from({ length: targets }, (): StyleVariables => ({
    mean: tf.variable(mean),
    deviation: tf.variable(deviation),
  }));
  tf.dispose([mean, deviation]);
  const named = variables.flatMap((own, at): [string, tf.Variable][] => [
    [`mean ${at}`, own.mean as tf.Variable],
    [`deviation ${at}`, own.deviation as tf.Variable],
  ]);
  const optimiser = createSgd(Object.fromEntries(named), { learningRate, momentum, weightDecay });
  return { normal, variables, optimiser, updates: 0 };
}

/** The losses of all prompts and their gradients. */
function* losses(
  tower: VisualTower,
  { normal, variables }: Batch,
  texts: readonly tf.Tensor1D[],
  cropsAtOnce: number,
): Parts<readonly StyleLoss[]> {
  const all: StyleLoss[] = [];
  try {
    for (const [at, text] of texts.entries()) {
      if (at > 0) yield;
      all.push(yield* styleLossParts(tower, normal, variables[at]!, text, cropsAtOnce));
    }
    return all;
  } catch (error) {
    tf.dispose(all);
    throw error;
  }
}

/**
 * One update of every prompt's styles; σ is cut at 0 after it (PØDA cuts before the next use, which is the same).
 * @param gradients are taken over
 * @returns the losses before it, `[T]`
 */
function update({ variables, optimiser }: Batch, gradients: readonly StyleLoss[]): tf.Tensor {
  try {
    return tf.tidy(() => {
      variables.forEach((style, at) => {
        const { mean, deviation } = gradients[at]!;
        optimiser.step({ [`mean ${at}`]: mean, [`deviation ${at}`]: deviation });
        style.deviation.assign(tf.relu(style.deviation));
      });
      return tf.stack(gradients.map(({ value }) => value));
    });
  } finally {
    tf.dispose([...gradients]);
  }
}

async function readBatch({ variables }: Batch): Promise<DoneBatch> {
  const means: Float32Array[] = [];
  const deviations: Float32Array[] = [];
  for (const { mean, deviation } of variables) {
    means.push(Float32Array.from(await mean.data<'float32'>()));
    deviations.push(Float32Array.from(await deviation.data<'float32'>()));
  }
  return { means, deviations };
}

function disposeBatch({ normal, variables, optimiser }: Batch): void {
  optimiser.dispose();
  tf.dispose([normal, ...variables.flatMap(({ mean, deviation }) => [mean, deviation])]);
}
