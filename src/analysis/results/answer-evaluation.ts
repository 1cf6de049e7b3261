import { confusionMatrix } from '../../metrics/confusion-matrix';
import { curvePoints, thinCurve } from '../../metrics/curve-points';
import { deltaKind, deltaKinds, scoreChange } from '../../metrics/detection-delta';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { listFindings, type Finding } from '../../metrics/findings';
import { atThreshold, bestF1 } from '../../metrics/threshold-sweep';
import type { EvaluatedDomain, EvaluationRecord } from '../../runs/records/evaluation-record';
import { summarise } from '../../runs/library/library-record';
import { writeUnfinishedEvaluation } from '../../runs/unfinished/unfinished-evaluation';
import {
  domainMetric,
  domainPairs,
  matchesOf,
  pairedDomains,
  scopeOf,
  sweepOf,
  unseenMean,
  type EvaluationScope,
} from './evaluation-analysis';
import { differenceIntervals } from './evaluation-intervals';
import type {
  Answer,
  AskEvaluation,
  AskOptions,
  ClassCurve,
  FindingOrder,
  Query,
  QueryName,
  SideAverages,
} from './evaluation-queries';
import type { EvaluationRecords } from './evaluation-records';
import type { EvaluationSide, FindingKind } from './evaluation-sides';

type Answerers = {
  readonly [Name in QueryName]: (
    records: EvaluationRecords,
    query: Query<Name>,
    options: AskOptions,
  ) => Answer<Name> | Promise<Answer<Name>>;
};

/** Answers in this thread. Each number is computed when somebody asks for it, and matches of images that were there before are kept. */
export const answerEvaluation: AskEvaluation = async (records, name, query, options = {}) =>
  answerers[name](records, query, options);

/** Scores at which the sweep is drawn. */
const sweptScores = Array.from({ length: 96 }, (_, i) => 0.05 + i / 100);
/** More corners than a plot has pixels. */
const mostCurvePoints = 1200;

const answerers: Answerers = {
  averages: ({ a, b }, { metric, besideReference }) => ({
    a: sideAverages(a, metric, besideReference),
    b: b && sideAverages(b, metric, besideReference),
    comparable: b ? pairedDomains(a, b).map(({ name }) => name) : [],
  }),
  intervals: ({ a, b }, { metric }, { signal = new AbortController().signal, onProgress = () => undefined }) =>
    differenceIntervals(b ? pairedDomains(a, b) : [], a.classes.length, metric, {
      sameScenes: a.config.source.kind === 'builtin',
      signal,
      onProgress,
    }),
  curves: ({ a, b }, { domain, classIndex, scoreThresh }) => {
    const curves = (record: EvaluationRecord) => {
      const scope = scopeOf(record, domain);
      return matchesOf(scope, classIndex).map((matches): ClassCurve => ({
        objects: matches.gtCount,
        points: thinCurve(curvePoints(matches), mostCurvePoints),
        at: atThreshold(sweepOf(scope, matches.classIndex), scoreThresh),
      }));
    };
    return { a: curves(a), b: b && curves(b) };
  },
  sweep: (records, { side, domain, classIndex, scoreThresh }) => {
    const sweep = sweepOf(scopeOf(sideOf(records, side), domain), classIndex);
    return {
      points: sweptScores.map((thresh) => atThreshold(sweep, thresh)),
      now: atThreshold(sweep, scoreThresh),
      best: bestF1(sweep),
    };
  },
  confusion: (records, { side, domain, scoreThresh }) => {
    const record = sideOf(records, side);
    return confusionMatrix(scopeOf(record, domain).images, record.classes.length, { scoreThresh });
  },
  findings: (records, { side, domain, classIndex, scoreThresh, kind, order, maxScore, limit }) => {
    const scope = scopeOf(sideOf(records, side), domain);
    const findings = listFindings(scope.images, matchesOf(scope, classIndex), scoreThresh).filter(
      (finding) => finding.kind === 'miss' || finding.score <= maxScore,
    );
    const counts: Record<FindingKind, number> = { 'true-positive': 0, 'false-positive': 0, miss: 0 };
    for (const finding of findings) counts[finding.kind]++;
    const shown = findings.filter((finding) => finding.kind === kind).sort(findingComparers[order]);
    return { counts, first: shown.slice(0, limit).map((finding) => placed(scope, finding)) };
  },
  changes: ({ a, b }, { domain, classIndex, scoreThresh, kind, limit }) => {
    const pairs = (b ? pairedDomains(a, b) : [])
      .filter(({ name }) => domain === null || name === domain)
      .flatMap((pair) => domainPairs(pair, a.classes.length))
      .filter((pair) => classIndex === null || pair.classIndex === classIndex);
    const byKind = deltaKinds.map(
      (name) => [name, pairs.filter((pair) => deltaKind(pair, scoreThresh) === name)] as const,
    );
    const shown = (byKind.find(([name]) => name === kind)?.[1] ?? []).toSorted(
      (x, y) => Math.abs(scoreChange(y)) - Math.abs(scoreChange(x)),
    );
    return {
      counts: Object.fromEntries(byKind.map(([name, list]) => [name, list.length])) as Answer<'changes'>['counts'],
      first: shown.slice(0, limit),
    };
  },
  summary: (records, { side }) => summarise(sideOf(records, side)),
  file: ({ a, b }, { id }) => writeUnfinishedEvaluation({ id, a, b }),
};

const findingComparers: Readonly<Record<FindingOrder, (a: Finding, b: Finding) => number>> = {
  'score-down': (a, b) => b.score - a.score,
  'score-up': (a, b) => a.score - b.score,
  'iou-down': (a, b) => iouOf(b) - iouOf(a),
  'iou-up': (a, b) => iouOf(a) - iouOf(b),
  'size-down': (a, b) => areaOf(b) - areaOf(a),
};

function sideOf({ a, b }: EvaluationRecords, side: EvaluationSide): EvaluationRecord {
  return (side === 'b' ? b : null) ?? a;
}

function sideAverages(record: EvaluationRecord, metric: DetectionMetric, besideReference: boolean): SideAverages {
  const classCount = record.classes.length;
  const reference = (domain: EvaluatedDomain) =>
    besideReference ? domainMetric(domain, classCount, 'voc2007-reference').mean : null;
  return {
    domains: record.domains.map((domain) => ({
      name: domain.name,
      images: domain.images.length,
      objects: scopeOf(record, domain.name).matches.map(({ gtCount }) => gtCount),
      values: domainMetric(domain, classCount, metric),
      reference: reference(domain),
    })),
    unseen: unseenMean(record, metric),
    unseenReference: besideReference ? unseenMean(record, 'voc2007-reference') : null,
  };
}

function placed(scope: EvaluationScope, finding: Finding) {
  return { finding, ...scope.places[finding.image]!, gtBoxes: scope.images[finding.image]!.gtBoxes };
}

function iouOf(finding: Finding): number {
  return finding.kind === 'miss' ? 0 : finding.iou;
}

function areaOf({ box: [x1, y1, x2, y2] }: Finding): number {
  return (x2 - x1) * (y2 - y1);
}
