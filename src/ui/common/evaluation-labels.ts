import { signedText } from '../../formats/text/signed-text';
import { conditionByName } from '../../scenes';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { DeltaKind } from '../../metrics/detection-delta';
import type { DetectionMetric } from '../../metrics/detection-metric';
import type { FindingKind } from '../../analysis/results/evaluation-sides';

/** How a metric is called, and what it is. */
export const metricTexts: Readonly<Record<DetectionMetric, { readonly label: string; readonly meaning: string }>> = {
  voc2007: {
    label: 'AP50, VOC 2007',
    meaning:
      'Average precision at IoU above .5, VOC’s matching on continuous boxes, 11 recall points. Difficult objects and crowds count nowhere, nor does a detection that overlaps one of them best.',
  },
  'voc-area': {
    label: 'AP50, VOC area',
    meaning:
      'Average precision at IoU above .5, VOC’s matching on continuous boxes, area under the curve as from VOC 2010 on. Difficult objects and crowds count nowhere, nor does a detection that overlaps one of them best.',
  },
  'voc2007-reference': {
    label: 'AP50, the paper’s evaluator',
    meaning:
      'What the paper’s own code prints: VOC’s matching and 11 recall points on rounded boxes and scores, with its pixel shifts. A class without objects counts as 0. Of equal rounded scores the earlier image goes first; there, chance decides.',
  },
  coco50: {
    label: 'AP50, COCO',
    meaning:
      'Average precision at IoU .5, COCO’s matching, 101 recall points: pycocotools’ AP50. Difficult objects are taken as crowds: detections inside them count nowhere.',
  },
  'coco50-95': {
    label: 'AP .50:.95, COCO',
    meaning:
      'Mean average precision over the IoU thresholds .50 to .95, COCO’s matching, 101 points: pycocotools’ AP. Difficult objects are taken as crowds: detections inside them count nowhere.',
  },
};

export const findingTexts: Readonly<Record<FindingKind, string>> = {
  'true-positive': 'True positives',
  'false-positive': 'False positives',
  miss: 'Misses',
};

export const deltaTexts: Readonly<Record<DeltaKind, string>> = {
  gained: 'Gained by B',
  lost: 'Lost by B',
  kept: 'Found by both',
  'false-new': 'New false alarms',
  'false-gone': 'False alarms gone',
  'false-kept': 'False alarms of both',
};

/** `night-rainy` as a heading; a part of a data set as it is called. */
export function domainTitle(name: string): string {
  if (conditionByName(name) === undefined) return name;
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
}

/** An average precision as papers print it: times 100, one decimal. */
export function formatAp(ap: number | null): string {
  return ap === null ? '–' : (ap * 100).toFixed(1);
}

/** A difference of two, with its sign. */
export function formatDifference(difference: number | null): string {
  if (difference === null) return '–';
  return signedText(100 * difference, 1);
}

export function formatInterval({ low, high }: BootstrapInterval): string {
  return `${formatDifference(low)} to ${formatDifference(high)}`;
}

/** A precision, recall or F1. */
export function formatRate(rate: number | null): string {
  return rate === null ? '–' : rate.toFixed(3);
}
