import { useEffect, useState } from 'react';
import type { DetectionMetric } from '../../metrics/detection-metric';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { fewestImages, type DifferenceIntervals } from '../../analysis/results/evaluation-intervals';
import { askEvaluation, reportError } from './use-evaluate';

export type IntervalsState =
  | { readonly kind: 'none' }
  | { readonly kind: 'too-few' }
  | { readonly kind: 'working'; readonly share: number }
  | { readonly kind: 'ready'; readonly intervals: DifferenceIntervals };

interface Computed {
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord;
  readonly metric: DetectionMetric;
  readonly state: IntervalsState;
}

/** Bootstrap intervals of B minus A, computed in the background when `enabled`. */
export function useDifferenceIntervals(
  a: EvaluationRecord,
  b: EvaluationRecord | null,
  metric: DetectionMetric,
  enabled: boolean,
): IntervalsState {
  const tooFew = a.domains.some(({ images }) => images.length < fewestImages);
  const [computed, setComputed] = useState<Computed | null>(null);
  useEffect(() => {
    if (!enabled || b === null || tooFew) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const show = (state: IntervalsState) => setComputed({ a, b, metric, state });
    const onProgress = (share: number) => show({ kind: 'working', share });
    askEvaluation({ a, b }, 'intervals', { metric }, { signal, onProgress }).then(
      (intervals) => show({ kind: 'ready', intervals }),
      (error: unknown) => {
        if (!signal.aborted) reportError(error);
      },
    );
    return () => controller.abort();
  }, [a, b, metric, enabled, tooFew]);
  if (!enabled || b === null) return { kind: 'none' };
  if (tooFew) return { kind: 'too-few' };
  // What was computed for other records or another metric is not shown.
  const current = computed?.a === a && computed.b === b && computed.metric === metric;
  return current ? computed.state : { kind: 'working', share: 0 };
}
