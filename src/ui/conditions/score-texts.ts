import {
  type ConditionMeasure,
  type ConditionScore,
  type ConditionValue,
  shownValue,
} from '../../analysis/detection/comparison/condition-scores';
import { domainTitle, formatAp, formatDifference } from '../common/evaluation-labels';

/** The number of a cell: percent, or points of percent with a sign. */
export function valueText(score: ConditionScore, value: Exclude<ConditionValue, 'pictures'>): string {
  const number = shownValue(score, value);
  return value === 'change' ? formatDifference(number) : formatAp(number);
}

/** All numbers of a condition. */
export function detailText(condition: string, score: ConditionScore | null): string {
  const title = domainTitle(condition);
  if (!score) return `${title}: not known yet.`;
  const change = `B − A ${formatDifference(score.b - score.a)}`;
  if (!score.counts) return `${title}: AP50 of A ${formatAp(score.a)}, of B ${formatAp(score.b)}, ${change}.`;
  const { a, b, objects } = score.counts;
  return `${title}: A finds ${a} of ${objects} objects (${formatAp(score.a)} %), B ${b} (${formatAp(score.b)} %), ${change}.`;
}

export const measureTexts: Readonly<Record<ConditionMeasure, { readonly label: string; readonly title: string }>> = {
  'recall-set': {
    label: 'Recall, 24 streets',
    title: 'Objects that are found above the score threshold, in the 24 test streets of the gallery',
  },
  'ap-set': {
    label: 'AP50, 24 streets',
    title: 'Mean AP at IoU .5, VOC 2007’s 11 points, over the 24 test streets of the gallery: few, so it is rough',
  },
  'recall-scene': {
    label: 'Recall, this street',
    title: 'Objects that are found above the score threshold, in the street that is shown',
  },
};

export const conditionValueTexts: Readonly<Record<ConditionValue, string>> = {
  pictures: 'Pictures',
  a: 'A',
  b: 'B',
  change: 'B − A',
};
