import { createDetector } from '../../../detector/detector';
import { initialDetectorWeights } from '../../../detector/initial-weights';
import { postprocess } from '../../../geometry/detections';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { countDispatches } from './device-clock';
import type { Figure } from './planned';
import { measuredTower, seededDirections, seededImages } from './seeded-work';
import { timeLong } from './time-runs';
import { measuredDetectorConfig } from './measure-training-step';

/** Detection in one image from its pixels to the boxes that are left after NMS, by the code of `src/detector`, with random weights. */
export async function* detectionFigures(size: InspectionSize): AsyncGenerator<Figure, void> {
  const weights = measuredTower(size, 'rn50');
  const config = measuredDetectorConfig(size);
  const embeddings = seededDirections(config.classes.length, weights.architecture.embeddingDim);
  const detector = createDetector(weights, initialDetectorWeights(config, weights.architecture, 1), config, embeddings);
  try {
    const [image] = seededImages(1, sizesOf(size).image);
    let [regions, found] = [0, 0];
    const detect = async (): Promise<void> => {
      const raw = await detector.detect(image!, null);
      regions = raw.scores.length / (config.classes.length + 1);
      found = postprocess(raw, config).length;
    };
    const dispatches = await countDispatches(detect);
    const { seconds, details } = await timeLong(size, detect);
    yield {
      id: 'detection',
      samples: seconds,
      details: { ...details, regions, 'boxes found': found, dispatches, NMS: 'on the CPU, within the time' },
    };
  } finally {
    detector.dispose();
  }
}
