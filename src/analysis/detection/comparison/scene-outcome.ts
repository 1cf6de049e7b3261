import type { Detection } from '../../../geometry/detections';
import { type SceneOutcome, scoreLevel } from '../../../runs/records/scene-outcomes';
import { evaluatePane, type GroundTruth } from '../evaluate-pane';

/** What a detector made of a scene, from all its detections after non-maximum suppression and the objects that it is asked for. */
export function sceneOutcome(detections: readonly Detection[], objects: readonly GroundTruth[]): SceneOutcome {
  const { verdicts, found } = evaluatePane(detections, objects);
  const levelOf = (at: number | undefined) => (at === undefined ? 0 : scoreLevel(detections[at]!.score));
  return {
    found: objects.map((object) => levelOf(found.get(object))),
    falseBoxes: detections
      .flatMap(({ score }, at) => (verdicts[at] === 'false-positive' ? [scoreLevel(score)] : []))
      .sort((a, b) => b - a),
  };
}

/** What becomes of a scene from detector A to detector B. */
export interface SceneChange {
  /** Objects that B finds and A misses. */
  readonly gained: number;
  /** Objects that A finds and B misses. */
  readonly lost: number;
  /** Objects that each of them finds. */
  readonly foundBy: { readonly a: number; readonly b: number };
  readonly objects: number;
}

/**
 * Counts what two detectors find of the same objects.
 * @param scoreThresh in whole hundredths; a score must be strictly greater
 */
export function sceneChange(a: SceneOutcome, b: SceneOutcome, scoreThresh: number): SceneChange {
  const limit = Math.round(scoreThresh * 100);
  const [inA, inB] = [a, b].map(({ found }) => found.map((level) => level > limit)) as [boolean[], boolean[]];
  const count = (wanted: (at: number) => boolean) => inA.filter((_, at) => wanted(at)).length;
  return {
    gained: count((at) => !inA[at] && inB[at]!),
    lost: count((at) => inA[at]! && !inB[at]),
    foundBy: { a: count((at) => inA[at]!), b: count((at) => inB[at]!) },
    objects: inA.length,
  };
}

/** Objects that one detector finds and the other misses. */
export function differenceOf({ gained, lost }: SceneChange): number {
  return gained + lost;
}
