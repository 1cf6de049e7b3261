/** What the Evaluate view asks of its records. Answers stay small, whatever the number of images, because they cross from another thread. */
import type { EvaluationRecords } from './evaluation-records';
import type { ConfusionMatrix } from '../../metrics/confusion-matrix';
import type { CurvePoint } from '../../metrics/curve-points';
import type { DeltaKind } from '../../metrics/detection-delta';
import type { DetectionMetric, MetricValues } from '../../metrics/detection-metric';
import type { GtBox } from '../../metrics/evaluated-image';
import type { Finding } from '../../metrics/findings';
import type { OperatingPoint } from '../../metrics/threshold-sweep';
import type { RunSummary } from '../../runs/library/library-record';
import type { DifferenceIntervals } from './evaluation-intervals';
import type { PlacedPair } from './evaluation-analysis';
import type { EvaluationSide, FindingKind } from './evaluation-sides';

/** One detector on one domain. */
export interface DomainAverages {
  readonly name: string;
  /** Images that are done. */
  readonly images: number;
  /** Objects of each class, without difficult ones. */
  readonly objects: readonly number[];
  readonly values: MetricValues;
  /** Mean AP by the paper's evaluator, where it was asked for. */
  readonly reference: number | null;
}

export interface SideAverages {
  readonly domains: readonly DomainAverages[];
  /** The mean over unseen domains; null until they are done. */
  readonly unseen: number | null;
  readonly unseenReference: number | null;
}

export interface Averages {
  readonly a: SideAverages;
  readonly b: SideAverages | null;
  /** Domains of which both saw the same images. */
  readonly comparable: readonly string[];
}

/** Of one class. */
export interface ClassCurve {
  readonly objects: number;
  readonly points: readonly CurvePoint[];
  readonly at: OperatingPoint;
}

export interface Sweep {
  readonly points: readonly OperatingPoint[];
  readonly now: OperatingPoint;
  readonly best: OperatingPoint | null;
}

export const findingOrders = ['score-down', 'score-up', 'iou-down', 'iou-up', 'size-down'] as const;
export type FindingOrder = (typeof findingOrders)[number];

/** A finding, where it is, and the objects of its image. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly domain: string;
  readonly index: number;
  readonly gtBoxes: readonly GtBox[];
}

/** What is looked at. */
interface Look {
  /** Null is all domains together. */
  readonly domain: string | null;
  /** Null is all classes. */
  readonly classIndex: number | null;
  readonly scoreThresh: number;
}

/** Each question with its answer. */
export interface EvaluationQueries {
  averages: {
    readonly query: { readonly metric: DetectionMetric; readonly besideReference: boolean };
    readonly answer: Averages;
  };
  intervals: { readonly query: { readonly metric: DetectionMetric }; readonly answer: DifferenceIntervals };
  curves: {
    readonly query: Look;
    /** By class; one class alone where it is looked at. */
    readonly answer: { readonly a: readonly ClassCurve[]; readonly b: readonly ClassCurve[] | null };
  };
  sweep: { readonly query: Look & { readonly side: EvaluationSide }; readonly answer: Sweep };
  confusion: {
    readonly query: Omit<Look, 'classIndex'> & { readonly side: EvaluationSide };
    readonly answer: ConfusionMatrix;
  };
  findings: {
    readonly query: Look & {
      readonly side: EvaluationSide;
      readonly kind: FindingKind;
      readonly order: FindingOrder;
      readonly maxScore: number;
      /** So many are shown. */
      readonly limit: number;
    };
    readonly answer: {
      readonly counts: Readonly<Record<FindingKind, number>>;
      readonly first: readonly PlacedFinding[];
    };
  };
  changes: {
    readonly query: Look & { readonly kind: DeltaKind; readonly limit: number };
    readonly answer: { readonly counts: Readonly<Record<DeltaKind, number>>; readonly first: readonly PlacedPair[] };
  };
  /** The line of a record in the library. */
  summary: { readonly query: { readonly side: EvaluationSide }; readonly answer: RunSummary };
  /** All that is done, as the file of an unfinished evaluation. */
  file: { readonly query: { readonly id: string }; readonly answer: Blob };
}

export type QueryName = keyof EvaluationQueries;
export type Query<Name extends QueryName> = EvaluationQueries[Name]['query'];
export type Answer<Name extends QueryName> = EvaluationQueries[Name]['answer'];

/** What long answers may use. */
export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** Whoever answers: another thread, or this one. */
export type AskEvaluation = <Name extends QueryName>(
  records: EvaluationRecords,
  name: Name,
  query: Query<Name>,
  options?: AskOptions,
) => Promise<Answer<Name>>;
