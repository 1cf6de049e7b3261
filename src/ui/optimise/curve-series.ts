import { quantityLook } from '../../runs/figures/line-looks';
import type { ChartSeries } from './LossChart';

/** L_opt and its two terms. */
export const optimisationSeries: readonly ChartSeries[] = [
  { column: 'loss_total', label: 'L_opt', look: { ...quantityLook(0), width: 2.2 } },
  { column: 'loss_cosine', label: 'cosine', look: quantityLook(1) },
  { column: 'loss_l1', label: 'l1', look: quantityLook(2) },
];
