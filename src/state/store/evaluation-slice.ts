import type { EvaluationSide, FindingKind } from '../../analysis/results/evaluation-sides';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { DetectionMetric } from '../../metrics/detection-metric';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { PaneChoice } from './panes/detection-slice';
import type { Origin } from './optimisation-slice';
import { evaluationLinkDefaults } from '../settings/permalink-runs';
import type { Slice } from './slice';

/** What the next evaluation will do. */
export interface EvaluationChoice {
  readonly a: PaneChoice;
  /** Null compares with nothing. */
  readonly b: PaneChoice | null;
  readonly source: EvaluationSource;
}

/** Progress over all detectors of the evaluation under way. */
export interface EvaluationProgress {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  /** The detector that runs. */
  readonly detector: string;
}

/** What of the results is looked at. */
export interface EvaluationFocus {
  readonly metric: DetectionMetric;
  readonly side: EvaluationSide;
  /** Null is all domains together. */
  readonly domain: string | null;
  /** Null is all classes. */
  readonly classIndex: number | null;
  /** Of sweep, confusion and galleries; AP uses every detection. */
  readonly scoreThresh: number;
  readonly kind: FindingKind;
}

export interface EvaluationSlice {
  readonly evaluationChoice: EvaluationChoice;
  readonly evaluations: Readonly<Record<EvaluationSide, EvaluationRecord | null>>;
  /** Where both come from; a recorded example must never be taken for a result of one's own. */
  readonly evaluationOrigin: Origin;
  /** Ids of the last evaluations of one's own that were shown, which the next visit shows again. */
  readonly shownEvaluations: readonly string[];
  /** Null while none runs. */
  readonly evaluationProgress: EvaluationProgress | null;
  readonly evaluationFocus: EvaluationFocus;
  readonly setEvaluationChoice: (change: Partial<EvaluationChoice>) => void;
  /** Shows one or two in place of those on the page. */
  readonly showEvaluations: (shown: EvaluationSlice['evaluations'], origin: Origin) => void;
  /** Shows more of one of them. */
  readonly setEvaluation: (side: EvaluationSide, record: EvaluationRecord | null) => void;
  readonly setEvaluationProgress: (progress: EvaluationProgress | null) => void;
  readonly setEvaluationFocus: (change: Partial<EvaluationFocus>) => void;
}

export const createEvaluationSlice: Slice<EvaluationSlice> = (set) => ({
  evaluationChoice: {
    a: { detector: evaluationLinkDefaults.a, testTimeOffset: null },
    b: evaluationLinkDefaults.b === null ? null : { detector: evaluationLinkDefaults.b, testTimeOffset: null },
    source: evaluationLinkDefaults.source,
  },
  evaluations: { a: null, b: null },
  evaluationOrigin: 'live',
  shownEvaluations: [],
  evaluationProgress: null,
  evaluationFocus: {
    metric: 'voc2007',
    side: 'a',
    domain: null,
    classIndex: null,
    scoreThresh: 0.5,
    kind: 'false-positive',
  },
  setEvaluationChoice: (change) =>
    set(({ evaluationChoice }) => ({ evaluationChoice: { ...evaluationChoice, ...change } })),
  showEvaluations: (evaluations, evaluationOrigin) =>
    set(({ evaluationFocus, evaluations: former, shownEvaluations }) => {
      const { a, b } = evaluations;
      const sameClasses = former.a?.classes.join('\n') === a?.classes.join('\n');
      const names = [a, b].flatMap((record) => record?.domains.map(({ name }) => name) ?? []);
      const { domain } = evaluationFocus;
      return {
        evaluations,
        evaluationOrigin,
        shownEvaluations:
          evaluationOrigin === 'recorded' ? shownEvaluations : [a, b].flatMap((record) => record?.id ?? []),
        evaluationFocus: {
          ...evaluationFocus,
          side: 'a',
          domain: domain !== null && names.includes(domain) ? domain : null,
          classIndex: sameClasses ? evaluationFocus.classIndex : null,
        },
      };
    }),
  setEvaluation: (side, record) => set(({ evaluations }) => ({ evaluations: { ...evaluations, [side]: record } })),
  setEvaluationProgress: (evaluationProgress) => set({ evaluationProgress }),
  setEvaluationFocus: (change) =>
    set(({ evaluationFocus }) => ({ evaluationFocus: { ...evaluationFocus, ...change } })),
});
