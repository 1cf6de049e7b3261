import type { LineLook } from '../../runs/figures/line-looks';
import type { ChartSeries } from '../optimise/LossChart';

const ofRegions: LineLook = { colour: 'series-cosine', dash: [] };
const ofProposals: LineLook = { colour: 'series-l1', dash: [] };

/** The four losses of Faster R-CNN, each in a chart of its own. */
export const lossSeries: readonly ChartSeries[] = [
  { column: 'loss_classification', label: 'Classification', look: ofRegions },
  { column: 'loss_box', label: 'Box regression', look: ofRegions },
  { column: 'loss_rpn_objectness', label: 'RPN objectness', look: ofProposals },
  { column: 'loss_rpn_box', label: 'RPN box regression', look: ofProposals },
];

/** AP in percent, measured a few times in a run. */
export const validationSeries: ChartSeries = {
  column: 'map50',
  label: 'Source validation AP',
  look: { colour: 'series-4', dash: [] },
  points: true,
  format: (value) => (value === null || value === undefined ? '–' : value.toFixed(1)),
};

export const learningRateSeries: ChartSeries = {
  column: 'learning_rate',
  label: 'Learning rate',
  look: { colour: 'series-total', dash: [] },
};
