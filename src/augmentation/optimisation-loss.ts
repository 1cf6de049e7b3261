import * as tf from '@tensorflow/tfjs-core';
import type { BlockInput } from '../clip/tower/bottleneck';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { withGradient } from '../tensor/custom-gradient';
import { valueAndGradients } from '../tensor/gradients';
import { type Parts, runParts } from '../tensor/parts';
import { sumMiddle } from '../tensor/sum-middle';
import { type Comparison, comparison, embeddingTerms } from './embedding-terms';
import type { Protocol } from '../method/protocol';

/**
 * L_opt over T targets and N crops (paper, section 3.2; reference `meta_arch.py` `opt_offsets`):
 *
 *     L_opt = Σ_crops Σ_j D(z*_j, z̄_j) + ‖z̄_j − z‖₁,   z̄_j = V_b(V_a(crop) + A_j),   z = V_b(V_a(crop))
 *
 * with the sums replaced by means as the {@link Protocol} says. V_b begins with linear maps, so those are applied to V_a(crop) and to A_j
 * apart and only their results are added for every pair: N + T convolutions instead of N · T.
 */

/** What the crops of a step contribute, shared by all targets. */
export interface CropFeatures {
  /** `tower.res5Input(V_a(crops))`: `[N, …]`. */
  readonly res5Input: BlockInput;
  /** z as the attention pool returns it: `[T | 1, N, D]`. */
  readonly imageEmbeddings: tf.Tensor3D;
}

/** The parts of the loss before the division over targets, and what the optimiser needs. */
export type OptimisationLoss = {
  /** `[T, 2]`: per target the cosine term and the l1 term, reduced over the crops. */
  readonly terms: tf.Tensor2D;
  /** ∂L_opt/∂A: `[T, h, w, C]`. */
  readonly gradient: tf.Tensor4D;
};

/** What both terms are divided by after the sum over the targets. */
export function targetDivisor(protocol: Protocol, targets: number): number {
  return protocol.targets === 'sum/(M+1)' ? targets + 1 : 1;
}

/**
 * z, computed on the path of z̄ with A = 0 and in the same batches, so that both are equal bit for bit while A is zero: rounding noise
 * between them would have l1 gradients of full size, which Adam would turn into full steps.
 *
 * @param copies targets to compute it for: T at the start, 1 when A is no longer zero
 * @returns `[copies, N, D]`
 */
export function imageEmbeddings(
  tower: VisualTower,
  res5Input: BlockInput,
  copies: number,
  maxPairs: number,
): tf.Tensor3D {
  return runParts(imageEmbeddingParts(tower, res5Input, copies, maxPairs));
}

/** {@link imageEmbeddings}, batch by batch. */
export function* imageEmbeddingParts(
  tower: VisualTower,
  res5Input: BlockInput,
  copies: number,
  maxPairs: number,
): Parts<tf.Tensor3D> {
  const { grid, featureChannels } = tower.architecture;
  /** Of whole copies, in their order. */
  const rows: tf.Tensor3D[] = [];
  try {
    for (const { targets, crops } of chunks(copies, res5Input.main.shape[0], maxPairs)) {
      if (rows.length > 0) yield;
      const former = crops.start > 0 ? rows.at(-1) : undefined;
      const row = tf.tidy(() => {
        const zero = tf.zeros([targets.count, grid, grid, featureChannels]) as tf.Tensor4D;
        const z = augmentedEmbeddings(tower, cropRange(res5Input, crops), zero);
        return former ? tf.concat([former, z], 1) : z;
      });
      if (former) rows.pop()!.dispose();
      rows.push(row);
    }
    return tf.concat(rows, 0);
  } finally {
    tf.dispose(rows);
  }
}

/**
 * Value and gradient of L_opt.
 *
 * @param directions unit text directions, `[T, D]`
 * @param offsets A, `[T, h, w, C]`
 * @param maxPairs (target, crop) pairs that run at once; the result does not depend on it but for rounding
 * @param l1Weight factor of the l1 term in the gradient; the terms are returned without it
 */
export function optimisationLoss(
  tower: VisualTower,
  protocol: Protocol,
  features: CropFeatures,
  directions: tf.Tensor2D,
  offsets: tf.Tensor4D,
  maxPairs: number,
  l1Weight = 1,
): OptimisationLoss {
  return runParts(optimisationLossParts(tower, protocol, features, directions, offsets, maxPairs, l1Weight));
}

/** {@link optimisationLoss}, batch by batch. */
export function* optimisationLossParts(
  tower: VisualTower,
  protocol: Protocol,
  features: CropFeatures,
  directions: tf.Tensor2D,
  offsets: tf.Tensor4D,
  maxPairs: number,
  l1Weight = 1,
): Parts<OptimisationLoss> {
  const targetCount = offsets.shape[0];
  const cropCount = features.res5Input.main.shape[0];
  const scale = (protocol.crops === 'mean' ? 1 / cropCount : 1) / targetDivisor(protocol, targetCount);
  /** Of whole targets, in their order. */
  const sums: OptimisationLoss[] = [];
  try {
    for (const chunk of chunks(targetCount, cropCount, maxPairs)) {
      if (sums.length > 0) yield;
      const former = chunk.crops.start > 0 ? sums.at(-1) : undefined;
      const sum = tf.tidy(() => {
        const goal = comparison(
          slice3d(features.imageEmbeddings, chunk.targets, chunk.crops),
          rowRange(directions, chunk.targets),
          protocol,
        );
        const loss = chunkLoss(
          tower,
          protocol,
          cropRange(features.res5Input, chunk.crops),
          goal,
          rowRange(offsets, chunk.targets),
          [scale, scale * l1Weight],
        );
        return former ? added(former, loss) : loss;
      });
      if (former) tf.dispose(sums.pop()!);
      sums.push(sum);
    }
    return tf.tidy(() => {
      const reduced = tf.concat(
        sums.map(({ terms }) => terms),
        0,
      );
      return {
        terms: protocol.crops === 'mean' ? tf.div(reduced, cropCount) : reduced,
        gradient: tf.concat(
          sums.map(({ gradient }) => gradient),
          0,
        ),
      };
    });
  } finally {
    tf.dispose(sums);
  }
}

function added(a: OptimisationLoss, b: OptimisationLoss): OptimisationLoss {
  return { terms: tf.add(a.terms, b.terms), gradient: tf.add(a.gradient, b.gradient) };
}

function chunkLoss(
  tower: VisualTower,
  protocol: Protocol,
  res5Input: BlockInput,
  goal: Comparison,
  offsets: tf.Tensor4D,
  scales: readonly [cosine: number, l1: number],
): OptimisationLoss {
  const dy = tf.mul(tf.ones([offsets.shape[0], 1]), tf.tensor2d([...scales], [1, 2])) as tf.Tensor2D;
  const terms = () => embeddingTerms(augmentedEmbeddings(tower, res5Input, offsets), goal, protocol);
  const { value, gradients } = valueAndGradients(terms, [offsets], dy);
  return { terms: value, gradient: gradients[0] as tf.Tensor4D };
}

/** z̄ of every pair: `[T, N, D]`. */
export function augmentedEmbeddings(tower: VisualTower, crops: BlockInput, offsets: tf.Tensor4D): tf.Tensor3D {
  const shift = tower.res5Input(offsets);
  const main = addEach(crops.main, shift.main);
  const shortcut = addEach(crops.shortcut, shift.shortcut);
  return tf.reshape(tower.embeddingOf({ main, shortcut }), [offsets.shape[0], crops.main.shape[0], -1]) as tf.Tensor3D;
}

/** x_n + a_t for every pair: `x[N, h, w, C]`, `a[T, h, w, C]` → `[T·N, h, w, C]`. Differentiable in a only. */
function addEach(x: tf.Tensor4D, a: tf.Tensor4D): tf.Tensor4D {
  const [crops, height, width, channels] = x.shape;
  const size = height * width * channels;
  const rows = tf.reshape(x, [1, crops, size]);
  const shift = tf.reshape(a, [a.shape[0], 1, size]);
  const sums = withGradient([shift], () => ({
    value: tf.add(rows, shift),
    gradient: (dy) => sumMiddle(dy as tf.Tensor3D),
  }));
  return tf.reshape(sums, [a.shape[0] * crops, height, width, channels]) as tf.Tensor4D;
}

interface Range {
  readonly start: number;
  readonly count: number;
}

interface Chunk {
  readonly targets: Range;
  readonly crops: Range;
}

/** Whole targets together where their crops fit, else one target in several ranges of crops. */
function chunks(targets: number, crops: number, maxPairs: number): readonly Chunk[] {
  const perChunk = Math.max(1, Math.floor(maxPairs / crops));
  const cropsPerChunk = Math.min(crops, Math.max(1, maxPairs));
  const result: Chunk[] = [];
  for (let target = 0; target < targets; target += perChunk) {
    for (let crop = 0; crop < crops; crop += cropsPerChunk) {
      result.push({
        targets: { start: target, count: Math.min(perChunk, targets - target) },
        crops: { start: crop, count: Math.min(cropsPerChunk, crops - crop) },
      });
    }
  }
  return result;
}

function cropRange({ main, shortcut }: BlockInput, range: Range): BlockInput {
  return { main: rowRange(main, range), shortcut: rowRange(shortcut, range) };
}

function rowRange<T extends tf.Tensor>(x: T, { start, count }: Range): T {
  return start === 0 && count === x.shape[0] ? x : tf.slice(x, [start], [count]);
}

function slice3d(x: tf.Tensor3D, targets: Range, crops: Range): tf.Tensor3D {
  const rows = x.shape[0] === 1 ? x : rowRange(x, targets);
  if (crops.start === 0 && crops.count === x.shape[1]) return rows;
  return tf.slice(rows, [0, crops.start, 0], [rows.shape[0], crops.count, x.shape[2]]);
}
