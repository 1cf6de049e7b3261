import type { Detection } from '../../../geometry/detections';
import { type SceneOutcome, scoreLevel } from '../../../runs/records/scene-outcomes';
import { evaluatePane, type GroundTruth } from '../evaluate-pane';

/**
 * What a detector made of a scene, from all its detections after non-maximum suppression.
 * @param objects of the scene, in the detector's words
 * @param classes that it knows
 */
export function sceneOutcome(
  detections: readonly Detection[],
  objects: readonly GroundTruth[],
  classes: readonly string[],
): SceneOutcome {
  const isAsked = ({ className }: GroundTruth) => classes.includes(className);
  const { verdicts, found } = evaluatePane(detections, objects.filter(isAsked));
  const levelOf = (at: number | undefined) => (at === undefined ? 0 : scoreLevel(detections[at]!.score));
  return {
    found: objects.map((object) => (isAsked(object) ? levelOf(found.get(object)) : null)),
    falseBoxes: detections
      .flatMap(({ score }, at) => (verdicts[at] === 'false-positive' ? [scoreLevel(score)] : []))
      .sort((a, b) => b - a),
  };
}

/** What becomes of a scene from detector A to detector B; objects of classes that only one of them knows count nowhere. */
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
  const judged = a.found.flatMap((inA, at) => {
    const inB = b.found[at] ?? null;
    return inA === null || inB === null ? [] : [{ inA: inA > limit, inB: inB > limit }];
  });
  const count = (wanted: (one: (typeof judged)[number]) => boolean) => judged.filter(wanted).length;
  return {
    gained: count(({ inA, inB }) => inB && !inA),
    lost: count(({ inA, inB }) => inA && !inB),
    foundBy: { a: count(({ inA }) => inA), b: count(({ inB }) => inB) },
    objects: judged.length,
  };
}

/** Objects that one detector finds and the other misses. */
export function differenceOf({ gained, lost }: SceneChange): number {
  return gained + lost;
}
