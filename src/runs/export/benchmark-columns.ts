import type { ApByMetric } from '../../evaluation/domain-result';
import { mean } from '../../math/statistics';
import { sourceDomain } from '../../scenes/conditions';
import {
  type BenchmarkDomain,
  type BenchmarkResults,
  type BenchmarkRow,
  type BenchmarkRun,
  domainAp,
  type Estimate,
  overSeeds,
  unseenAp,
  unseenDomains,
  worstUnseenAp,
} from '../records/benchmark-results';

/** What a cell of the table holds. Numbers lie between 0 and 1 unless said otherwise. */
export type BenchmarkCell =
  | { readonly kind: 'text'; readonly text: string }
  /** Mean over the row's seeds with least and largest; null where a run lacks it, or there is none. */
  | { readonly kind: 'seeds'; readonly summary: ReturnType<typeof overSeeds>; readonly runs: number }
  | { readonly kind: 'difference'; readonly estimate: Estimate | null }
  | { readonly kind: 'share'; readonly estimate: Estimate | null }
  /** `greyed` where the row trained on what the column tests. */
  | { readonly kind: 'number'; readonly value: number | null; readonly greyed: boolean }
  | { readonly kind: 'minutes'; readonly minutes: number | null };

export interface BenchmarkColumn {
  /** Of the heading; a domain's or condition's name where {@link about} is `place`. */
  readonly title: string;
  readonly about: 'number' | 'place';
  /** What it means, where the title does not say it. */
  readonly meaning?: string;
  /** An error: the highest number is not the best. */
  readonly lowerIsBetter?: true;
  /** The mean that rows are judged by. */
  readonly main?: true;
  readonly cell: (row: BenchmarkRow) => BenchmarkCell;
}

/** Columns that are looked at together. */
export const columnSets = ['summary', 'domains', 'conditions', 'corruptions', 'quality'] as const;
export type ColumnSet = (typeof columnSets)[number];

export function benchmarkColumns(
  set: ColumnSet,
  metric: keyof ApByMetric,
  results: BenchmarkResults,
): readonly BenchmarkColumn[] {
  switch (set) {
    case 'summary':
      return summaryColumns(metric);
    case 'domains':
      return [
        seedsColumn('validation', ({ validation }) => validation.map50[metric]),
        ...[sourceDomain, ...unseenDomains].map((name) => domainColumn(name, metric)),
        unseenColumn(metric),
        worstColumn(metric),
      ];
    case 'conditions':
      return conditionColumns(results);
    case 'corruptions':
      return corruptionColumns(results);
    case 'quality':
      return qualityColumns;
    default:
      return set satisfies never;
  }
}

function seedsColumn(title: string, value: (run: BenchmarkRun) => number | null): BenchmarkColumn {
  return {
    title,
    about: 'number',
    cell: ({ runs }) => {
      const summary = overSeeds(runs.map((run) => value(run) ?? NaN));
      return { kind: 'seeds', summary: summary && Number.isNaN(summary.mean) ? null : summary, runs: runs.length };
    },
  };
}

function domainColumn(name: string, metric: keyof ApByMetric): BenchmarkColumn {
  return { ...seedsColumn(name, (run) => domainAp(run, name, metric)), about: 'place' };
}

function unseenColumn(metric: keyof ApByMetric): BenchmarkColumn {
  return { ...seedsColumn('mean of four unseen', (run) => unseenAp(run, metric)), main: true };
}

function worstColumn(metric: keyof ApByMetric): BenchmarkColumn {
  return seedsColumn('worst of the four', (run) => worstUnseenAp(run, metric));
}

/** Differences are known by VOC 2007 alone. */
function summaryColumns(metric: keyof ApByMetric): readonly BenchmarkColumn[] {
  const differences: readonly BenchmarkColumn[] = [
    {
      title: 'unseen − none',
      about: 'number',
      meaning: 'Mean of the four unseen, minus that of no augmentation, with its 95 % interval over seeds and streets.',
      cell: ({ overNone }) => ({ kind: 'difference', estimate: overNone }),
    },
    {
      title: 'unseen − jitter',
      about: 'number',
      meaning: 'Mean of the four unseen, minus that of photometric jitter.',
      cell: ({ overJitter }) => ({ kind: 'difference', estimate: overJitter }),
    },
    {
      title: 'share of headroom',
      about: 'number',
      meaning: '(row − none)/(headroom − none), where headroom is trained in all five weathers.',
      cell: ({ headroomShare }) => ({ kind: 'share', estimate: headroomShare }),
    },
    {
      title: 'group',
      about: 'number',
      meaning:
        'Rows with five seeds that share a letter cannot be told apart: paired t over the seeds, Holm over all pairs.',
      cell: ({ groups }) => ({ kind: 'text', text: groups }),
    },
  ];
  return [
    {
      title: 'seeds',
      about: 'number',
      cell: ({ runs, wantedSeeds }) => ({
        kind: 'text',
        text: runs.length < wantedSeeds ? `${runs.length} of ${wantedSeeds}` : String(runs.length),
      }),
    },
    domainColumn(sourceDomain, metric),
    unseenColumn(metric),
    worstColumn(metric),
    ...(metric === 'voc11' ? differences : []),
  ];
}

function conditionColumns({ rows }: BenchmarkResults): readonly BenchmarkColumn[] {
  const tested = rows.flatMap(({ runs }) => runs).find(({ others }) => others.length > 0)?.others ?? [];
  const values = ({ runs }: BenchmarkRow, value: (run: BenchmarkRun) => number): BenchmarkCell => {
    const summary = overSeeds(runs.filter(({ others }) => others.length > 0).map(value));
    return { kind: 'number', value: summary?.mean ?? null, greyed: false };
  };
  const of = ({ others }: BenchmarkRun, name: string) =>
    others.find(({ condition }) => condition === name)?.map50 ?? NaN;
  return [
    {
      title: 'mean of thirteen',
      about: 'number',
      main: true,
      cell: (row) => values(row, ({ others }) => mean(others.map(({ map50 }) => map50 ?? NaN))),
    },
    {
      title: 'D-ECE',
      about: 'number',
      meaning: calibrationMeaning,
      cell: (row) => values(row, ({ others }) => mean(others.map(({ calibrationError }) => calibrationError ?? NaN))),
    },
    ...tested.map(({ condition }): BenchmarkColumn => ({
      title: condition,
      about: 'place',
      cell: (row) => values(row, (run) => of(run, condition)),
    })),
  ];
}

function corruptionColumns({ rows }: BenchmarkResults): readonly BenchmarkColumn[] {
  const tested = rows.flatMap(({ corrupted }) => corrupted ?? [])[0]?.results ?? [];
  return [
    {
      title: 'clean',
      about: 'number',
      meaning: 'The same streets as they are.',
      cell: ({ corrupted }) => ({ kind: 'number', value: corrupted?.clean ?? null, greyed: false }),
    },
    ...tested.map(({ corruption: name }): BenchmarkColumn => ({
      title: corruptionTitle(name),
      about: 'number',
      cell: ({ corrupted }) => {
        const found = corrupted?.results.find(({ corruption }) => corruption === name);
        return { kind: 'number', value: found?.map50 ?? null, greyed: found?.trained ?? false };
      },
    })),
  ];
}

/** `shotNoise` as words. */
export function corruptionTitle(name: string): string {
  return name === 'jpeg' ? 'JPEG' : name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

const calibrationMeaning =
  'Detection expected calibration error: how far scores are from precision, in ten bins of the score; lower is better.';

const qualityColumns: readonly BenchmarkColumn[] = [
  seedsColumn('AP75, source', ({ domains }) => numberOf(domains, [sourceDomain], ({ map75 }) => map75)),
  seedsColumn('AP75, unseen', ({ domains }) => numberOf(domains, unseenDomains, ({ map75 }) => map75)),
  {
    ...seedsColumn('D-ECE, source', ({ domains }) =>
      numberOf(domains, [sourceDomain], ({ calibrationError }) => calibrationError),
    ),
    meaning: calibrationMeaning,
    lowerIsBetter: true,
  },
  {
    ...seedsColumn('D-ECE, unseen', ({ domains }) =>
      numberOf(domains, unseenDomains, ({ calibrationError }) => calibrationError),
    ),
    meaning: calibrationMeaning,
    lowerIsBetter: true,
  },
  {
    title: 'minutes a run',
    about: 'number',
    meaning: 'Of the training alone, on the machine that made it.',
    cell: ({ runs }) => ({
      kind: 'minutes',
      minutes: runs.length === 0 ? null : mean(runs.map(({ secondsPerStep, steps }) => (secondsPerStep * steps) / 60)),
    }),
  },
];

function numberOf(
  domains: readonly BenchmarkDomain[],
  names: readonly string[],
  value: (domain: BenchmarkDomain) => number | null,
): number {
  return mean(names.map((name) => domains.filter(({ domain }) => domain === name).map(value)[0] ?? NaN));
}
