import type { ChartSeries } from '../optimise/LossChart';

/** The four losses of Faster R-CNN. */
export const trainingSeries: readonly ChartSeries[] = [
  { column: 'loss_classification', label: 'Classification (L_clip-t)', colour: '--series-total', width: 2 },
  { column: 'loss_box', label: 'Box', colour: '--series-cosine', dash: [7, 4] },
  { column: 'loss_rpn_objectness', label: 'RPN objectness', colour: '--series-l1', dash: [2, 3] },
  { column: 'loss_rpn_box', label: 'RPN box', colour: '--series-4', dash: [9, 3, 2, 3] },
];
