import type { ChartSeries } from '../optimise/LossChart';

/** The four losses of Faster R-CNN, whose sum is L_det. */
export const trainingSeries: readonly ChartSeries[] = [
  { column: 'loss_classification', label: 'Classification (L_clip-t)', colour: '--series-total' },
  { column: 'loss_box', label: 'Box', colour: '--series-cosine' },
  { column: 'loss_rpn_objectness', label: 'RPN objectness', colour: '--series-l1' },
  { column: 'loss_rpn_box', label: 'RPN box', colour: '--series-4' },
];

/** AP on source images that training does not see. */
export const validationSeries: readonly ChartSeries[] = [
  { column: 'map50', label: 'AP50 on daytime-clear/val, %', colour: '--series-total', marks: true },
];
