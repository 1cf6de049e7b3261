import { postprocess, type Detection, type DetectionThresholds, type RawDetections } from '../../geometry/detections';
import { evaluatePane, type GroundTruth, type PaneEvaluation } from './evaluate-pane';

/** What a pane shows of a picture: classes that are hidden neither appear nor count. */
export interface PaneContent {
  /** Above the thresholds, best first. */
  readonly detections: readonly Detection[];
  /** Null where nobody knows it. */
  readonly groundTruth: readonly GroundTruth[] | null;
  /** Null without a result, and without ground truth. */
  readonly evaluation: PaneEvaluation | null;
}

/**
 * Derives what a pane shows: thresholds and non-maximum suppression act here, so sliders need no new inference.
 * @param raw what the detector said; null until it is there
 * @param groundTruth of the picture; null where nobody knows it
 */
export function paneContent(
  raw: RawDetections | null,
  groundTruth: readonly GroundTruth[] | null,
  thresholds: DetectionThresholds,
  hiddenClasses: readonly string[],
): PaneContent {
  const isShown = ({ className }: { readonly className: string }) => !hiddenClasses.includes(className);
  const shown = groundTruth?.filter(isShown) ?? null;
  const detections = raw ? postprocess(raw, thresholds).filter(isShown) : [];
  return { detections, groundTruth: shown, evaluation: raw && shown ? evaluatePane(detections, shown) : null };
}

/** Counts of a pane; those that need ground truth are null without it. */
export interface PaneCounts {
  readonly found: number;
  readonly judged: {
    /** Detections that match a ground-truth box. */
    readonly correct: number;
    /** Detections that match none. */
    readonly wrong: number;
    /** Ground-truth boxes that no detection found. */
    readonly missed: number;
    /** All ground-truth boxes. */
    readonly objects: number;
  } | null;
}

/** Counts what a pane shows. */
export function paneCounts({ detections, groundTruth, evaluation }: PaneContent): PaneCounts {
  const found = detections.length;
  if (!evaluation || !groundTruth) return { found, judged: null };
  const correct = evaluation.verdicts.filter((verdict) => verdict === 'true-positive').length;
  return {
    found,
    judged: { correct, wrong: found - correct, missed: evaluation.missed.length, objects: groundTruth.length },
  };
}
