import { benchmarkDomains } from '../../scenes/conditions';

/** The paper's own numbers, mean AP at IoU .5 in percent by VOC 2007's 11 points (CVPR 2023 poster, tables 1, 6 and 7), on Diverse Weather. */
export interface PaperTable {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    /** In the order of {@link paperDomains}. */
    readonly values: readonly [number, number, number, number, number];
  }[];
}

export const paperDomains = ['Day Clear', 'Night Clear', 'Dusk Rainy', 'Night Rainy', 'Day Foggy'] as const;

/** The same domains by our names. */
export const paperDomainNames: readonly string[] = benchmarkDomains.map(({ name }) => name);

export const paperMetric = 'mean AP at IoU 0.5, VOC 2007 11-point, percent';

export const paperTables: readonly PaperTable[] = [
  {
    title: 'Table 1: single-domain generalisation',
    rows: [
      { name: 'Faster R-CNN', values: [48.1, 34.4, 26.0, 12.4, 32.0] },
      { name: 'SW', values: [50.6, 33.4, 26.3, 13.7, 30.8] },
      { name: 'IBN-Net', values: [49.7, 32.1, 26.1, 14.3, 29.6] },
      { name: 'IterNorm', values: [43.9, 29.6, 22.8, 12.6, 28.4] },
      { name: 'ISW', values: [51.3, 33.2, 25.9, 14.1, 31.8] },
      { name: 'S-DGOD', values: [56.1, 36.6, 28.2, 16.6, 33.5] },
      { name: 'CLIP the Gap', values: [51.3, 36.9, 32.3, 18.7, 38.5] },
    ],
  },
  {
    title: 'Table 6: ablation',
    rows: [
      { name: 'Faster R-CNN', values: [48.1, 34.4, 26.0, 12.4, 32.0] },
      { name: '+ CLIP initialisation', values: [51.2, 37.0, 31.0, 15.7, 37.5] },
      { name: '+ text classifier', values: [50.7, 36.0, 31.3, 16.3, 36.9] },
      { name: '+ attention pool', values: [51.0, 35.9, 31.3, 16.7, 37.7] },
      { name: '+ semantic augmentation', values: [51.3, 36.9, 32.3, 18.7, 38.5] },
    ],
  },
  {
    title: 'Table 7: what is added',
    rows: [
      { name: 'No augmentation', values: [51.0, 35.9, 31.3, 16.7, 37.7] },
      { name: 'Random', values: [51.2, 36.0, 30.4, 15.3, 37.3] },
      { name: 'CLIP, unrelated words', values: [51.5, 36.4, 30.2, 15.9, 37.9] },
      { name: 'CLIP the Gap', values: [51.3, 36.9, 32.3, 18.7, 38.5] },
    ],
  },
];

/** Table 1's rows of the baseline and of the method, for a table of evaluations on Diverse Weather. */
export const paperRows = paperTables[0]!.rows.filter(({ name }) => name === 'Faster R-CNN' || name === 'CLIP the Gap');

/** What the paper has for a domain, by our name of it; null for another. */
export function paperValue({ values }: PaperTable['rows'][number], domain: string): number | null {
  return values[paperDomainNames.indexOf(domain)] ?? null;
}

/** Rows of table 7 that have a row here, by its name. */
const paperAugmentations: Readonly<Record<string, string>> = {
  random: 'Random',
  unrelated: 'CLIP, unrelated words',
  additive: 'CLIP the Gap',
};

/** What the paper's table 7 has for a row of ours: the mean of its four unseen domains minus that without augmentation, in points; null for another row. */
export function paperEffect(row: string): number | null {
  const [none, ...augmented] = paperTables[2]!.rows;
  const same = augmented.find(({ name }) => name === paperAugmentations[row]);
  return same ? unseenMean(same) - unseenMean(none!) : null;
}

function unseenMean({ values: [, ...unseen] }: PaperTable['rows'][number]): number {
  return unseen.reduce((sum, value) => sum + value, 0) / unseen.length;
}
