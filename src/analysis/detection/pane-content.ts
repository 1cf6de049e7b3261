import { postprocess, type Detection, type DetectionThresholds, type RawDetections } from '../../geometry/detections';
import { matchClassNames } from '../../scenes/class-synonyms';
import { evaluatePane, type GroundTruth, type PaneEvaluation } from './evaluate-pane';

/** An object of the picture, as a pane shows it. */
export interface ShownObject extends GroundTruth {
  /** Among all objects of the picture, so that it is known in both panes. */
  readonly index: number;
}

/** What a pane shows of a picture: classes that are hidden neither appear nor count. */
export interface PaneContent {
  /** Above the thresholds, best first. */
  readonly detections: readonly Detection[];
  /** With the detector's word for each class that it knows; null where nobody knows it. */
  readonly groundTruth: readonly ShownObject[] | null;
  /** Null without a result, and without ground truth. */
  readonly evaluation: PaneEvaluation<ShownObject> | null;
}

/**
 * Derives what a pane shows: thresholds and non-maximum suppression act here, so sliders need no new inference.
 * Objects of a class that the detector does not know are shown, and judge nothing, as in an evaluation.
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
  const shown = groundTruth && inWordsOf(raw?.classes ?? [], groundTruth).filter(isShown);
  const detections = raw ? postprocess(raw, thresholds).filter(isShown) : [];
  const asked = raw && shown?.filter(({ className }) => raw.classes.includes(className));
  return { detections, groundTruth: shown, evaluation: asked ? evaluatePane(detections, asked) : null };
}

/** The objects with a detector's word for their classes: `bicycle` of a data set is `bike`. What it does not know keeps its word. */
function inWordsOf(known: readonly string[], objects: readonly GroundTruth[]): readonly ShownObject[] {
  const { indices } = matchClassNames(
    objects.map(({ className }) => className),
    known,
  );
  return objects.map((object, index) => ({
    ...object,
    index,
    className: known[indices[index]!] ?? object.className,
  }));
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
    /** Ground-truth boxes that are judged. */
    readonly objects: number;
  } | null;
}

/** Counts what a pane shows. */
export function paneCounts({ detections, evaluation }: PaneContent): PaneCounts {
  const found = detections.length;
  if (!evaluation) return { found, judged: null };
  const { verdicts, missed } = evaluation;
  const count = (wanted: (typeof verdicts)[number]) => verdicts.filter((verdict) => verdict === wanted).length;
  const correct = count('true-positive');
  return {
    found,
    judged: { correct, wrong: count('false-positive'), missed: missed.length, objects: correct + missed.length },
  };
}
