/** The weights of a proposal tower: detectron2's ResNet C4 (`modeling/backbone/resnet.py`) from stem to res4, as RegionCLIP keeps it. */
import { CodedError } from '../errors/coded-error';
import { type ConvName, normParts } from '../clip/tower/architecture';
import type { DetectorConfig } from '../method/detector-config';
import type { NamedWeights } from './named-weights';

/** Before the names of its weights, as microsoft/RegionCLIP has it. */
export const proposalTowerPrefix = 'offline_backbone.';

/** One bottleneck. It strides in its first 1×1 convolution, as Caffe's do. */
export interface ProposalBlock {
  readonly stride: 1 | 2;
  /** conv1, conv2 and conv3. */
  readonly convs: readonly [ConvName, ConvName, ConvName];
  /** Of the first block of a stage. */
  readonly shortcut: ConvName | undefined;
}

/** A proposal tower's sizes, as its weights have them. */
export interface ProposalTowerLayout {
  /** 7×7 at stride 2. */
  readonly stem: ConvName;
  readonly blocks: readonly ProposalBlock[];
  /** Channels of res4. */
  readonly channels: number;
}

type ShapeOf = (name: string) => readonly number[] | undefined;

const stages = ['res2', 'res3', 'res4'] as const;

/**
 * Reads the sizes off the weights and holds every shape against them.
 * @param shapeOf the shape of a tensor by its whole name, undefined where there is none
 * @throws ModelError `unsupported-model` that names the first tensor that is missing or of another shape
 */
export function proposalTowerLayout(shapeOf: ShapeOf): ProposalTowerLayout {
  const outputs = (name: string): number => {
    const found = shapeOf(`${proposalTowerPrefix}${name}.weight`);
    if (found?.[0] !== undefined) return found[0];
    throw unsupported(`The proposal tower's "${proposalTowerPrefix}${name}.weight" is missing.`);
  };
  const conv = (name: string, inputs: number, side: number): ConvName => ({
    conv: proposalTowerPrefix + name,
    norm: `${proposalTowerPrefix}${name}.norm`,
    shape: [outputs(name), inputs, side, side],
  });
  const stem = conv('stem.conv1', 3, 7);
  const blocks: ProposalBlock[] = [];
  let channels = stem.shape[0];
  for (const [at, stage] of stages.entries()) {
    for (let block = 0; block === 0 || shapeOf(`${proposalTowerPrefix}${stage}.${block}.conv1.weight`); block++) {
      const name = `${stage}.${block}`;
      const shortcut = block === 0 ? conv(`${name}.shortcut`, channels, 1) : undefined;
      const conv1 = conv(`${name}.conv1`, channels, 1);
      const conv2 = conv(`${name}.conv2`, conv1.shape[0], 3);
      const conv3 = conv(`${name}.conv3`, conv2.shape[0], 1);
      blocks.push({ stride: block === 0 && at > 0 ? 2 : 1, convs: [conv1, conv2, conv3], shortcut });
      channels = conv3.shape[0];
    }
  }
  const layout = { stem, blocks, channels };
  for (const [name, shape] of proposalTowerShapes(layout)) {
    const found = shapeOf(name);
    if (found?.join() === shape.join()) continue;
    throw unsupported(
      `The proposal tower's "${name}" should be [${shape.join(', ')}] and ${found ? `is [${found.join(', ')}]` : 'is missing'}.`,
    );
  }
  return layout;
}

/** The proposal tower of a detector; null where its proposal network looks at V_a's output. @throws ModelError `unsupported-model` */
export function proposalTowerOf({
  config,
  weights,
}: {
  readonly config: Pick<DetectorConfig, 'proposalFeatures'>;
  readonly weights: NamedWeights;
}): ProposalTowerLayout | null {
  return config.proposalFeatures === 'own' ? proposalTowerLayout((name) => weights.get(name)?.shape) : null;
}

/** Names and PyTorch shapes of its weights, in forward order; every convolution has a batch norm. */
export function proposalTowerShapes({
  stem,
  blocks,
}: Pick<ProposalTowerLayout, 'stem' | 'blocks'>): ReadonlyMap<string, readonly number[]> {
  const convs = [stem, ...blocks.flatMap(({ convs: own, shortcut }) => (shortcut ? [shortcut, ...own] : own))];
  return new Map(
    convs.flatMap(({ conv, norm, shape }): [string, readonly number[]][] => [
      [`${conv}.weight`, shape],
      ...normParts.map((part): [string, readonly number[]] => [`${norm}.${part}`, [shape[0]]]),
    ]),
  );
}

function unsupported(message: string) {
  return new CodedError(
    'unsupported-model',
    message,
    'Use a detector whose proposals come from a ResNet C4, as RegionCLIP’s finetuned-coco files do.',
  );
}
