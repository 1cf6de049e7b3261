import type { LineLook } from '../../runs/figures/line-looks';
import { validationColumns } from '../../analysis/runs/training-curves';
import type { WatchedDomain } from '../../state/store/training-slice';
import { domainTitle } from '../common/evaluation-labels';
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
  column: validationColumns.source,
  label: 'Source validation AP',
  look: { colour: 'series-4', dash: [] },
  points: true,
  format: percentText,
};

/** The same on the watched domain. */
export function watchedSeries({ name, unseen }: WatchedDomain): ChartSeries {
  return {
    column: validationColumns.watched,
    label: `${domainTitle(name)}, ${unseen ? 'unseen' : 'seen in training'}`,
    look: { colour: 'series-l1', dash: [5, 3] },
    points: true,
    format: percentText,
  };
}

function percentText(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(1);
}

export const learningRateSeries: ChartSeries = {
  column: 'learning_rate',
  label: 'Learning rate',
  look: { colour: 'series-total', dash: [] },
};
