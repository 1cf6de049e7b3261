import type { ConditionOutcomes, SceneOutcome } from '../../../runs/records/scene-outcomes';
import { sceneChange, type SceneChange } from './scene-outcome';

/** What colours a condition: one number of each detector. */
export interface ConditionScore {
  /** 0 to 1. */
  readonly a: number;
  readonly b: number;
  /** Objects behind a recall; null where the number is none. */
  readonly counts: { readonly a: number; readonly b: number; readonly objects: number } | null;
}

/** Which number colours the conditions. */
export const conditionMeasures = ['recall-set', 'ap-set', 'recall-scene'] as const;
export type ConditionMeasure = (typeof conditionMeasures)[number];

/** Whose number: each detector's, or the difference of B and A. */
export const conditionValues = ['pictures', 'a', 'b', 'change'] as const;
export type ConditionValue = (typeof conditionValues)[number];

/**
 * Recall over scenes: objects that are found above the threshold, of all. Null where there are none.
 * @param scoreThresh in whole hundredths; a score must be strictly greater
 */
export function recallScore(
  a: readonly SceneOutcome[],
  b: readonly SceneOutcome[],
  scoreThresh: number,
): ConditionScore | null {
  const changes = a.map((outcome, at) => sceneChange(outcome, b[at]!, scoreThresh));
  const sum = (of: (change: SceneChange) => number) => changes.reduce((total, change) => total + of(change), 0);
  const counts = {
    a: sum(({ foundBy }) => foundBy.a),
    b: sum(({ foundBy }) => foundBy.b),
    objects: sum(({ objects }) => objects),
  };
  if (counts.objects === 0) return null;
  return { a: counts.a / counts.objects, b: counts.b / counts.objects, counts };
}

/** The recorded APs of two detectors under a condition. */
export function apScore(a: ConditionOutcomes, b: ConditionOutcomes): ConditionScore {
  return { a: a.ap50, b: b.ap50, counts: null };
}

/** What a cell shows. */
export function shownValue({ a, b }: ConditionScore, value: Exclude<ConditionValue, 'pictures'>): number {
  return value === 'change' ? b - a : value === 'a' ? a : b;
}

type Rgb = readonly [number, number, number];
const white: Rgb = [246, 246, 242];
const blue: Rgb = [76, 175, 235];
const orange: Rgb = [250, 161, 60];

/** The colour of a value of one detector, 0 to 1: the more, the bluer. All are light enough for dark text. */
export function sequentialColour(value: number): string {
  return mix(white, blue, clamp(value));
}

/** The colour of a difference: blue where B has more, orange where A has, as in the panes. @param most the difference that has the full colour */
export function divergingColour(difference: number, most: number): string {
  const share = clamp(most === 0 ? 0 : Math.abs(difference) / most);
  return mix(white, difference < 0 ? orange : blue, share);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function mix(from: Rgb, to: Rgb, share: number): string {
  return `rgb(${from.map((part, at) => Math.round(part + (to[at]! - part) * share)).join(' ')})`;
}
