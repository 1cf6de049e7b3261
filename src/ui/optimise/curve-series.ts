import type { ChartSeries } from './LossChart';

/** L_opt and its two terms; dashes repeat what the colours say. */
export const optimisationSeries: readonly ChartSeries[] = [
  { column: 'loss_total', label: 'L_opt', colour: '--series-total', width: 2.2 },
  { column: 'loss_cosine', label: 'cosine', colour: '--series-cosine', dash: [7, 4] },
  { column: 'loss_l1', label: 'l1', colour: '--series-l1', dash: [2, 3] },
];
