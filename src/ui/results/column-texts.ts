import type { BenchmarkColumn, ColumnSet } from '../../runs/export/benchmark-columns';
import { domainTitle } from '../common/evaluation-labels';

/** How a set of columns is called, and what its numbers are. */
export const setTexts: Readonly<Record<ColumnSet, { readonly label: string; readonly meaning: string }>> = {
  summary: {
    label: 'Summary',
    meaning:
      'Mean over seeds with the least and the largest; differences with the 95 % interval of a bootstrap over seeds and streets. Rows of a group cannot be told apart.',
  },
  domains: { label: 'Five domains', meaning: 'Mean over seeds with the least and the largest.' },
  conditions: {
    label: 'Other conditions',
    meaning:
      'The thirteen conditions on which no row was trained or chosen; VOC 2007, mean over the seeds tested there.',
  },
  corruptions: {
    label: 'Corruptions',
    meaning:
      'Source streets under ImageNet-C’s corruptions at severity 3, one seed; VOC 2007. Grey: the row trained on it, so nothing is held out.',
  },
  quality: {
    label: 'Boxes, scores, cost',
    meaning:
      'AP75 is COCO’s: how closely boxes fit. D-ECE: how far scores are from precision, in ten bins of the score (Küppers et al. 2020), percent, lower is better.',
  },
};

export function columnTitle({ title, about }: BenchmarkColumn): string {
  if (about === 'place') return domainTitle(title);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}
