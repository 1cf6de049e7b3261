import type { ChartSeries } from '../optimise/LossChart';

/** The four losses of Faster R-CNN. */
export const lossSeries: readonly ChartSeries[] = [
  { column: 'loss_classification', label: 'Classification', colour: '--series-cosine' },
  { column: 'loss_box', label: 'Box regression', colour: '--series-cosine' },
  { column: 'loss_rpn_objectness', label: 'RPN objectness', colour: '--series-l1' },
  { column: 'loss_rpn_box', label: 'RPN box regression', colour: '--series-l1' },
];

/** AP in percent, measured a few times in a run. */
export const validationSeries: ChartSeries = {
  column: 'map50',
  label: 'Source validation AP',
  colour: '--series-4',
  points: true,
  format: (value) => (value === null || value === undefined ? '–' : value.toFixed(1)),
};

export const learningRateSeries: ChartSeries = {
  column: 'learning_rate',
  label: 'Learning rate',
  colour: '--series-total',
};
