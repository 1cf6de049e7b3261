import { CodedError } from '../errors/coded-error';
import type { ModelError } from '../errors/areas';
import type * as tf from '@tensorflow/tfjs-core';
import { createVisualTower, type VisualTower } from '../clip/tower/modified-resnet';
import type { TrainableStage } from '../method/stages';
import type { VisualWeights, WeightTensor } from '../clip/weights/visual-weights';
import { gridAnchors } from '../geometry/anchors';
import type { BoxRowsXYXY } from '../geometry/box';
import type { DetectorConfig } from '../method/detector-config';
import { anchorsPerCell } from './initial-weights';
import { readVariable, towerPrefix, type NamedWeights } from './named-weights';
import { createProposalTower, type ProposalTower } from './proposal-tower';
import { proposalTowerPrefix } from './proposal-tower-shapes';
import { createRegionHead, res4Stride, type RegionHead } from './region-head';
import { createRpnHead, type RpnHead } from './rpn-head';
import { detectorTower, standsAlone } from './tuned-tower';

/** The parts of a Faster R-CNN C4 on CLIP, without the order of work: detection and training each have their own. */
export interface DetectorModel {
  readonly config: DetectorConfig;
  readonly tower: VisualTower;
  /** What the proposal network looks at in place of V_a's output; null where it looks at that. */
  readonly proposalTower: ProposalTower | null;
  readonly rpnHead: RpnHead;
  readonly regionHead: RegionHead;
  /** Anchors of the grid that the proposal network looks at, `[H * W * anchors per cell * 4]`; made once per size. */
  anchors(height: number, width: number): BoxRowsXYXY;
  /** Everything that training may change, by state_dict name. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** The weights as a file holds them: both heads, a proposal tower, and every part of the tower that differs from CLIP's. */
  exportWeights(): Promise<NamedWeights>;
  dispose(): void;
}

export interface DetectorModelSources {
  readonly visualWeights: VisualWeights;
  /** Proposal network, box regressor, and those of the tower's weights that differ from `visualWeights`; all of them where the detector stands alone. */
  readonly detectorWeights: NamedWeights;
  readonly config: DetectorConfig;
  /** Unit text embeddings of the class prompts, in the order of `config.classes`; only a text classifier without embeddings of its own needs them. */
  readonly classEmbeddings: readonly Float32Array[];
}

/** @throws ModelError `bundle-mismatch` where weights are missing, or do not fit the tower or the configuration; `bad-config` for a stage that the detector does not have */
export function createDetectorModel(
  { visualWeights, detectorWeights, config, classEmbeddings }: DetectorModelSources,
  trainable: readonly TrainableStage[] = [],
): DetectorModel {
  const towerWeights = detectorTower(visualWeights, { config, weights: detectorWeights });
  const { architecture } = towerWeights;
  checkFit(config, classEmbeddings, architecture.resolution, architecture.embeddingDim);
  checkTrainable(config, trainable);
  const tower = createVisualTower(towerWeights, { trainable });
  const proposalTower = config.proposalFeatures === 'own' ? createProposalTower(detectorWeights) : null;
  const proposalChannels = proposalTower?.channels ?? architecture.featureChannels;
  const rpnHead = createRpnHead(detectorWeights, proposalChannels, anchorsPerCell(config));
  const regionHead = createRegionHead(detectorWeights, tower, config, classEmbeddings);
  const anchorCache = new Map<string, BoxRowsXYXY>();
  return {
    config,
    tower,
    proposalTower,
    rpnHead,
    regionHead,
    variables: new Map([
      ...Array.from(tower.variables, ([name, variable]) => [towerPrefix + name, variable] as const),
      ...rpnHead.variables,
      ...regionHead.variables,
    ]),
    anchors(height, width) {
      const key = `${height}×${width}`;
      const cached = anchorCache.get(key);
      if (cached !== undefined) return cached;
      const shape = { sizes: config.anchorSizes, aspectRatios: config.anchorRatios, stride: res4Stride };
      const anchors = gridAnchors(shape, height, width);
      anchorCache.set(key, anchors);
      return anchors;
    },
    async exportWeights() {
      const weights = new Map<string, WeightTensor>();
      const tuned = new Set([...tower.variables.keys()].map((name) => towerPrefix + name));
      for (const name of detectorWeights.keys()) if (name.startsWith(towerPrefix)) tuned.add(name);
      for (const [name, tensor] of (await tower.exportWeights()).tensors) {
        if (tuned.has(towerPrefix + name)) weights.set(towerPrefix + name, tensor);
      }
      for (const [name, tensor] of detectorWeights) if (name.startsWith(proposalTowerPrefix)) weights.set(name, tensor);
      for (const { variables } of [rpnHead, regionHead]) {
        for (const [name, variable] of variables) weights.set(name, await readVariable(name, variable));
      }
      return weights;
    },
    dispose() {
      tower.dispose();
      proposalTower?.dispose();
      rpnHead.dispose();
      regionHead.dispose();
    },
  };
}

function checkFit(
  config: DetectorConfig,
  classEmbeddings: readonly Float32Array[],
  resolution: number,
  dim: number,
): void {
  if (config.poolerResolution * res4Stride !== resolution) {
    throw mismatch(
      `The detector pools regions to ${config.poolerResolution} cells, but a CLIP model of ${resolution} pixels needs ${resolution / res4Stride}.`,
    );
  }
  if (config.classifier === 'linear' || standsAlone(config)) return;
  if (classEmbeddings.length !== config.classes.length) {
    throw mismatch(`There are ${classEmbeddings.length} class embeddings for ${config.classes.length} classes.`);
  }
  for (const [k, embedding] of classEmbeddings.entries()) {
    if (embedding.length !== dim) {
      throw mismatch(
        `The embedding of "${config.classes[k]}" has ${embedding.length} numbers, the model's have ${dim}.`,
      );
    }
  }
}

function checkTrainable({ pooling }: DetectorConfig, trainable: readonly TrainableStage[]): void {
  if (pooling === 'attention' || !trainable.includes('attnpool')) return;
  throw new CodedError(
    'bad-config',
    'A detector with mean pooling does not use the attention pool, so it cannot be trained.',
    'Leave `attnpool` out of what is trained, or pool with attention.',
  );
}

function mismatch(message: string): ModelError {
  return new CodedError('bundle-mismatch', message, 'Use a detector that was trained on this CLIP model.');
}
