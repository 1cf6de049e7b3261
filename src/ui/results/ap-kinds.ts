import type { ApByMetric } from '../../evaluation/domain-result';

/** The paper's own evaluator is for Diverse Weather; the table is of built-in scenes. */
export type ApKind = Exclude<keyof ApByMetric, 'voc11Reference'>;

export const apKinds: readonly ApKind[] = ['voc11', 'vocArea', 'coco101'];

export const apTexts: Readonly<Record<ApKind, { readonly label: string; readonly meaning: string }>> = {
  voc11: { label: 'VOC 2007', meaning: 'Mean AP at IoU .5, 11 points, percent, as the paper reports it.' },
  vocArea: { label: 'VOC area', meaning: 'Mean AP at IoU .5, area under the curve, percent.' },
  coco101: { label: 'COCO AP50', meaning: 'Mean AP at IoU .5, COCO’s matching and 101 points, percent.' },
};
