import { boxXYXY } from '../../geometry/box';
import { toImageRows } from '../../metrics/image-rows';
import { trainingColumns } from '../curve-table';
import type { EvaluationRecord } from '../evaluation-record';
import type { TrainingRun } from '../run-record';
import { exampleProvenance } from '../testing';

/** A small training run for tests, of the detector `mine`. */
export function exampleTraining(id: string): TrainingRun {
  return {
    kind: 'training',
    id,
    title: 'Trained',
    createdAt: '2026-11-01T10:00:00.000Z',
    status: 'stopped',
    provenance: exampleProvenance,
    config: {
      steps: 300,
      imagesPerStep: 4,
      learningRate: 0.02,
      warmupSteps: 20,
      learningRateDrops: [220],
      momentum: 0.9,
      weightDecay: 1e-4,
      gradientClip: null,
      trainable: ['layer4'],
      clipRateFactor: 1,
      method: 'additive',
      augmentationProbability: 0.5,
      horizontalFlip: 0.5,
      seed: 1,
    },
    detector: 'mine',
    start: 'baseline',
    scenes: 8,
    targetPrompts: ['night'],
    curves: {
      columns: trainingColumns,
      values: trainingColumns.map((_, column) => Float64Array.of(column, column + 0.5)),
    },
    validation: [{ steps: 2, map50: 0.5 }],
  };
}

const box = boxXYXY(1.5, 2, 30, 40.25);
const [width, height] = [64, 48];

/** A small evaluation of the detector `mine` for tests: a hit, a false positive, a miss. */
export const exampleEvaluation: EvaluationRecord = {
  kind: 'evaluation',
  id: 'e1',
  title: 'Mine',
  createdAt: '2026-11-01T10:00:00.000Z',
  status: 'finished',
  provenance: exampleProvenance,
  config: {
    detector: 'mine',
    detectorTitle: 'Mine',
    detectorProvenance: { seed: '1' },
    thresholds: { boxScoreThresh: 0.05, boxNmsThresh: 0.5, detectionsPerImage: 100 },
    source: { kind: 'builtin', domains: ['daytime-clear', 'night-rainy'], split: 'test', imagesPerDomain: 2 },
    featureOffset: null,
  },
  seconds: 2.5,
  classes: ['bus', 'car'],
  domains: [
    {
      name: 'daytime-clear',
      images: [
        toImageRows({ width, height }, [{ classIndex: 1, box }], [{ classIndex: 1, score: 0.75, box }]),
        toImageRows({ width, height }, [], [{ classIndex: 0, score: 0.5, box }]),
      ],
    },
    {
      name: 'night-rainy',
      images: [
        toImageRows({ width, height }, [{ classIndex: 0, box }], []),
        toImageRows({ width, height }, [{ classIndex: 1, box }], [{ classIndex: 1, score: 0.25, box }]),
      ],
    },
  ],
};
