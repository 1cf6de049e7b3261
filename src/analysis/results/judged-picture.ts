import type { Detection } from '../../geometry/detections';
import { findingsOfImage } from '../../metrics/findings';
import { fromImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { GroundTruth, PaneEvaluation } from '../detection/evaluate-pane';
import type { PicturePlace } from './gallery-items';

/** One evaluated image as a detector sees it above a score threshold. */
export interface JudgedPicture {
  /** Best scores first. */
  readonly detections: readonly Detection[];
  readonly verdicts: PaneEvaluation['verdicts'];
  readonly groundTruth: readonly GroundTruth[];
  readonly correct: number;
  readonly missed: number;
  /** Difficult objects and crowds, which count nowhere. */
  readonly ignored: number;
}

/** Images are matched each on its own. */
export function judgePicture(record: EvaluationRecord, place: PicturePlace, scoreThresh: number): JudgedPicture {
  const rows = record.domains.find(({ name }) => name === place.domain)?.images[place.index];
  const evaluated = rows && fromImageRows(rows);
  const findings = evaluated ? findingsOfImage(evaluated, record.classes.length, scoreThresh) : [];
  const className = (classIndex: number) => record.classes[classIndex]!;
  const found = findings.filter((finding) => finding.kind !== 'miss').sort((x, y) => y.score - x.score);
  const gtBoxes = evaluated?.gtBoxes ?? [];
  return {
    detections: found.map(({ classIndex, score, box }, region) => ({
      classIndex,
      score,
      box,
      region,
      className: className(classIndex),
    })),
    verdicts: found.map(({ kind }) => (kind === 'true-positive' ? 'true-positive' : 'false-positive')),
    groundTruth: gtBoxes.map(({ classIndex, box }) => ({ className: className(classIndex), box })),
    correct: found.filter(({ kind }) => kind === 'true-positive').length,
    missed: findings.length - found.length,
    ignored: gtBoxes.filter(({ difficult }) => difficult === true).length,
  };
}
