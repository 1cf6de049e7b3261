import type { VisualArchitecture } from '../clip/tower/architecture';
import { type TrainableStage, trainableStages } from '../method/stages';
import { stageWork } from '../clip/tower/tower-cost';
import { usualImage } from '../detector/detection-memory';
import type { DetectorConfig } from '../method/detector-config';
import { anchorsPerCell } from '../detector/initial-weights';
import { rpnHeadShapes } from '../detector/rpn-head';
import { res4Size } from '../geometry/resize';
import type { TrainingConfig } from '../method/training-config';

type WorkConfig = Pick<TrainingConfig, 'imagesPerStep' | 'trainable'>;

/** Forward outside the tape for the proposals, forward inside, and back to input and to weights. */
const passes = { frozen: 1, passedThrough: 3, trained: 4 };

/** Multiply-adds of one training step on images of the usual shape: V_a and the proposal network on each image, V_b forth and back on each region. */
export function trainingWork(architecture: VisualArchitecture, detector: DetectorConfig, config: WorkConfig): number {
  const image = usualImage(detector);
  const area = (image.width * image.height) / architecture.resolution ** 2;
  const stages = stageWork(architecture);
  const first = trainableStages.findIndex((stage) => config.trainable.includes(stage));
  const times = (stage: TrainableStage): number => {
    if (config.trainable.includes(stage)) return passes.trained;
    return trainableStages.indexOf(stage) > first && first >= 0 ? passes.passedThrough : passes.frozen;
  };
  const va = (['stem', 'layer1', 'layer2', 'layer3'] as const).reduce(
    (sum, stage) => sum + times(stage) * stages[stage],
    0,
  );
  const cells = res4Size(image);
  const rpn = [...rpnHeadShapes(architecture.featureChannels, anchorsPerCell(detector)).values()].reduce(
    (sum, shape) => sum + shape.reduce((product, side) => product * side, 1),
    0,
  );
  const perImage = area * va + passes.trained * cells.width * cells.height * rpn;
  const perRegion = (passes.trained - 1) * (stages.layer4 + stages.attnpool);
  return config.imagesPerStep * (perImage + detector.boxBatchSizePerImage * perRegion);
}

/** A step of so much work shows what a longer one takes: a few seconds on a CPU. */
const probeWork = 60e9;
const probeRegions = 16;

/** A training whose steps stand for those of a longer one. */
export interface TrainingProbe {
  readonly detectorConfig: DetectorConfig;
  readonly config: TrainingConfig;
  /** How much longer the steps of the training take. */
  readonly factor: number;
}

/**
 * A smaller training for a measurement of time: one image of half the side, few regions. Where a step is short, it is measured as it is.
 */
export function trainingProbe(
  architecture: VisualArchitecture,
  detectorConfig: DetectorConfig,
  config: TrainingConfig,
): TrainingProbe {
  const whole = trainingWork(architecture, detectorConfig, config);
  if (whole <= probeWork) return { detectorConfig, config, factor: 1 };
  const smaller = {
    ...detectorConfig,
    imageShortSide: Math.ceil(detectorConfig.imageShortSide / 2),
    imageMaxSide: Math.ceil(detectorConfig.imageMaxSide / 2),
    boxBatchSizePerImage: Math.min(probeRegions, detectorConfig.boxBatchSizePerImage),
  };
  const probe = { ...config, imagesPerStep: 1 };
  return { detectorConfig: smaller, config: probe, factor: whole / trainingWork(architecture, smaller, probe) };
}
