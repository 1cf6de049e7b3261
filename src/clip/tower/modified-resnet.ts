import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import { avgPool2d } from '../../tensor/avg-pool';
import { type VisualArchitecture, convNames } from './architecture';
import { createAttentionPool } from './attention-pool';
import { type BlockInput, type Bottleneck, createBottleneck } from './bottleneck';
import { type ConvBn, type ConvMode, createConvBn, type StatisticsListener } from './conv-bn';
import type { TrainableStage } from '../../method/stages';
import { type VisualWeights, type WeightTensor } from '../weights/visual-weights';
import { oihwFromHwio } from '../weights/weight-layout';

export interface VisualTowerOptions {
  readonly trainable?: readonly TrainableStage[];
  /** `batch`: statistics of the batch that is passed in, as in torch's train mode, running statistics left alone. */
  readonly batchNorm?: 'frozen' | 'batch';
  /** Told of each batch norm's statistics as it runs, under `batch`. */
  readonly onStatistics?: StatisticsListener;
}

/**
 * CLIP's visual tower (openai/CLIP `clip/model.py` `ModifiedResNet`), NHWC, inputs normalised with CLIP's mean and deviation.
 * B images, C = 16 w channels of V_a, E = 32 w, D embedding. All methods leave their inputs alone; results are the caller's.
 */
export interface VisualTower {
  readonly architecture: VisualArchitecture;
  readonly batchNorm: 'frozen' | 'batch';
  /** Stem and layer1: `[B, H, W, 3]` → `[B, H/4, W/4, 4w]`. */
  res2Features(images: tf.Tensor4D): tf.Tensor4D;
  /** `[B, H/4, W/4, 4w]` → `[B, H/8, W/8, 8w]`. */
  layer2(res2: tf.Tensor4D): tf.Tensor4D;
  /** `[B, H/8, W/8, 8w]` → `[B, H/16, W/16, C]`. */
  layer3(res3: tf.Tensor4D): tf.Tensor4D;
  /** V_a: `[B, H, W, 3]` → `[B, H/16, W/16, C]`. */
  res4Features(images: tf.Tensor4D): tf.Tensor4D;
  /** layer4: `[B, h, w, C]` → `[B, h/2, w/2, E]`. */
  res5Features(res4: tf.Tensor4D): tf.Tensor4D;
  /** `[N, S, S, E]` → `[N, D]`, not normalised; S is half the model's grid. */
  attentionPool(res5: tf.Tensor4D): tf.Tensor2D;
  /** V_b: `[N, grid, grid, C]` → `[N, D]`, not normalised. */
  imageEmbedding(res4: tf.Tensor4D): tf.Tensor2D;
  /** V_b's linear start: `res5Input(x + a)` is `res5Input(x) + res5Input(a)`, which saves doing it for every pair of x and a. */
  res5Input(res4: tf.Tensor4D): BlockInput;
  /** The rest of V_b: `imageEmbedding(x)` is `embeddingOf(res5Input(x))`, with the caller's tensors left alone. */
  embeddingOf(input: BlockInput): tf.Tensor2D;
  readonly trainable: readonly TrainableStage[];
  /** W of the trainable stages under their state-dict names; convolutions `[h, w, I, O]`, projections as they run. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** The weights as a file holds them, with what training has made of them. */
  exportWeights(): Promise<VisualWeights>;
  dispose(): void;
}

/**
 * Uploads a tower to the running backend.
 *
 * @throws ModelError `unsupported-model` for batch statistics on a folded model, `bad-config` for batch statistics under training
 */
export function createVisualTower(weights: VisualWeights, options: VisualTowerOptions = {}): VisualTower {
  const trainable = new Set<string>(options.trainable ?? []);
  const batch = options.batchNorm === 'batch';
  if (batch) refuseBatchStatistics(weights, trainable.size > 0);
  const { architecture } = weights;
  const names = convNames(architecture);
  const modeOf = (stage: string): ConvMode => (batch ? 'batch' : trainable.has(stage) ? 'trainable' : 'frozen');

  const { onStatistics } = options;
  const stem = names
    .slice(0, 3)
    .map((name, index) => createConvBn(weights, name, modeOf('stem'), index === 0 ? 2 : 1, onStatistics));
  const [layer1, layer2, layer3, layer4] = architecture.blocks.map((count, index) => {
    const stage = `layer${index + 1}`;
    return Array.from({ length: count }, (_, block) => {
      const own = names.filter(({ conv }) => conv.startsWith(`${stage}.${block}.`));
      return createBottleneck(weights, own, block === 0 && index > 0 ? 2 : 1, modeOf(stage), onStatistics);
    });
  }) as [Bottleneck[], Bottleneck[], Bottleneck[], Bottleneck[]];
  const attention = createAttentionPool(weights, trainable.has('attnpool'));

  const convs = new Map<string, ConvBn>(stem.map((conv, index) => [`conv${index + 1}`, conv]));
  for (const block of [...layer1, ...layer2, ...layer3, ...layer4])
    for (const [name, conv] of block.convs) convs.set(name, conv);
  const variables = new Map<string, tf.Variable>(attention.variables);
  for (const [name, { variable }] of convs) if (variable) variables.set(`${name}.weight`, variable as tf.Variable);

  const run = (blocks: readonly Bottleneck[], x: tf.Tensor4D): tf.Tensor4D =>
    blocks.reduce((y, block) => block.forward(y), x);
  const first = layer4[0] as Bottleneck;
  const res2Features = (images: tf.Tensor4D): tf.Tensor4D =>
    tf.tidy(() => {
      const stemmed = stem.reduce((y, conv) => conv.forward(y, true), images);
      return run(layer1, avgPool2d(stemmed, 2));
    });
  return {
    architecture,
    batchNorm: batch ? 'batch' : 'frozen',
    trainable: options.trainable ?? [],
    variables,
    res2Features,
    layer2: (res2) => tf.tidy(() => run(layer2, res2)),
    layer3: (res3) => tf.tidy(() => run(layer3, res3)),
    res4Features: (images) => tf.tidy(() => run(layer3, run(layer2, res2Features(images)))),
    res5Features: (res4) => tf.tidy(() => run(layer4, res4)),
    attentionPool: attention.forward,
    imageEmbedding: (res4) => tf.tidy(() => attention.forward(run(layer4, res4))),
    res5Input: first.project,
    embeddingOf: (input) => tf.tidy(() => attention.forward(run(layer4.slice(1), first.finish(input)))),
    exportWeights: async () => ({
      ...weights,
      tensors: await exportTensors(weights, convs, await attention.exportTensors()),
    }),
    dispose: () => {
      for (const conv of convs.values()) conv.dispose();
      attention.dispose();
    },
  };
}

async function exportTensors(
  weights: VisualWeights,
  convs: ReadonlyMap<string, ConvBn>,
  attention: ReadonlyMap<string, WeightTensor>,
): Promise<ReadonlyMap<string, WeightTensor>> {
  const tensors = new Map([...weights.tensors, ...attention]);
  for (const { conv, shape } of convNames(weights.architecture)) {
    const variable = convs.get(conv)?.variable;
    if (variable)
      tensors.set(`${conv}.weight`, { shape, data: oihwFromHwio((await variable.data()) as Float32Array, shape) });
  }
  return tensors;
}

function refuseBatchStatistics(weights: VisualWeights, training: boolean): void {
  if (weights.folded) {
    throw new CodedError(
      'unsupported-model',
      "This model's batch norms are folded into its convolutions, so batch statistics can no longer be computed.",
      'Choose the protocol "code" or "paper", or a model whose visual tower keeps its batch norms (the built-in one does).',
    );
  }
  if (training) {
    throw new CodedError(
      'bad-config',
      'Weights are trained under frozen batch norms only.',
      'Leave batchNorm at "frozen".',
    );
  }
}
