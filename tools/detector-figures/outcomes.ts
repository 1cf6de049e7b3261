import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sceneOutcome } from '../../src/analysis/detection/comparison/scene-outcome';
import { evaluateMetric } from '../../src/metrics/detection-metric';
import { fromImageRows, type ImageRows } from '../../src/metrics/image-rows';
import {
  type ConditionOutcomes,
  encodeSceneOutcomes,
  parseSceneOutcomes,
  type RecordedOutcomes,
} from '../../src/runs/records/scene-outcomes';
import { sceneClasses } from '../../src/scenes';
import { root } from '../install.mjs';

const outcomesFile = join(root, 'public/scene-outcomes.json');

/** Null before anything was recorded. */
export function readOutcomes(): RecordedOutcomes | null {
  return existsSync(outcomesFile) ? parseSceneOutcomes(JSON.parse(readFileSync(outcomesFile, 'utf8'))) : null;
}

export function writeOutcomes(outcomes: RecordedOutcomes): void {
  writeFileSync(outcomesFile, encodeSceneOutcomes(outcomes));
}

/** What a detector made of the scenes of one condition. */
export function conditionOutcomes(images: readonly ImageRows[]): ConditionOutcomes {
  const evaluated = images.map(fromImageRows);
  const ap = evaluateMetric(evaluated, sceneClasses.length, 'voc2007').mean ?? 0;
  return {
    ap50: Math.round(ap * 1e4) / 1e4,
    scenes: evaluated.map(({ gtBoxes, detections }) =>
      sceneOutcome(
        detections.map((detection, region) => ({
          ...detection,
          region,
          className: sceneClasses[detection.classIndex]!,
        })),
        gtBoxes.map(({ classIndex, box }) => ({ className: sceneClasses[classIndex]!, box })),
        sceneClasses,
      ),
    ),
  };
}
