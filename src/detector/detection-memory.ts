import type { VisualArchitecture } from '../clip/tower/architecture';
import { towerWeightBytes, vaPeakBytes, vbPeakBytes } from '../clip/tower/tower-cost';
import { res4Size, type Size } from '../geometry/resize';
import { regionsPerChunk } from './detector';
import type { DetectorConfig } from '../method/detector-config';
import { anchorsPerCell } from './initial-weights';
import { regionHeadShapes } from './region-head-shapes';
import { proposalTowerPeakBytes } from './proposal-tower-cost';
import { type ProposalTowerLayout, proposalTowerShapes } from './proposal-tower-shapes';
import { rpnHeadShapes } from './rpn-head';

/** What a detection takes on the device, in bytes. */
export interface DetectionMemory {
  /** The image that it is reckoned for, in pixels at the detector's size. */
  readonly image: Size;
  readonly weights: number;
  /** Weights and the maps that live at once, at the worst moment. */
  readonly peak: number;
}

/** A video frame, and a page as it is shown. */
const aspectRatio = 16 / 9;

/**
 * Reckons what a detection takes: V_a on the whole image, the proposal network on its result, then V_b on one chunk of regions after the other,
 * so that the number of proposals does not matter. Scratch space of a backend comes on top.
 * @param proposalTower where the proposal network looks at a map of its own
 */
export function detectionMemory(
  architecture: VisualArchitecture,
  config: DetectorConfig,
  proposalTower: ProposalTowerLayout | null = null,
): DetectionMemory {
  const { featureChannels } = architecture;
  const image = usualImage(config);
  const weights = towerWeightBytes(architecture) + headBytes(architecture, config, proposalTower);
  const { width, height } = res4Size(image);
  const cells = width * height;
  const res4 = 4 * featureChannels * cells;
  const proposalMap = proposalTower === null ? res4 : 4 * proposalTower.channels * cells;
  const proposing = 2 * proposalMap + 4 * cells * anchorsPerCell(config) * 3 * 5;
  const mapping = proposalTower === null ? 0 : proposalTowerPeakBytes(proposalTower, image);
  const regions = regionsPerChunk(config.rpnPostNmsTopN.testing);
  const working = Math.max(mapping, proposing, vbPeakBytes(architecture, regions));
  const peak = weights + Math.max(vaPeakBytes(architecture, image), res4 + working);
  return { image, weights, peak };
}

/** The image that costs are reckoned for, in pixels at the detector's size. */
export function usualImage({
  imageShortSide,
  imageMaxSide,
}: Pick<DetectorConfig, 'imageShortSide' | 'imageMaxSide'>): Size {
  return { width: Math.min(imageMaxSide, Math.round(imageShortSide * aspectRatio)), height: imageShortSide };
}

function headBytes(
  architecture: VisualArchitecture,
  config: DetectorConfig,
  proposalTower: ProposalTowerLayout | null,
): number {
  const channels = proposalTower?.channels ?? architecture.featureChannels;
  const shapes = [
    ...(proposalTower === null ? [] : proposalTowerShapes(proposalTower).values()),
    ...rpnHeadShapes(channels, anchorsPerCell(config)).values(),
    ...regionHeadShapes(architecture, config).values(),
  ];
  return 4 * shapes.reduce((sum, shape) => sum + shape.reduce((size, side) => size * side, 1), 0);
}
