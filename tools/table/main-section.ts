import { mean } from '../../src/math/statistics';
import {
  type BenchmarkDomain,
  type BenchmarkRow,
  type BenchmarkRun,
  domainAp,
  overSeeds,
  unseenAp,
  unseenDomains,
  worstUnseenAp,
} from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import { markdownTable } from '../markdown-table';
import { significance } from './pairs';
import { differenceText, knowledgeText, numberOf, percent, shareText } from './texts';

/** The table itself, and what its columns mean. @param rows with runs */
export function mainSection(rows: readonly BenchmarkRow[]): readonly string[] {
  const columns: readonly (readonly [string, (row: BenchmarkRow) => string])[] = [
    [
      'seeds',
      ({ runs, wantedSeeds }) => (runs.length < wantedSeeds ? `${runs.length} of ${wantedSeeds}` : String(runs.length)),
    ],
    ['validation', (row) => cell(row, ({ validation }) => validation.map50.voc11)],
    ...[sourceDomain, ...unseenDomains].map(
      (name) => [name, (row: BenchmarkRow) => cell(row, (run) => domainAp(run, name))] as const,
    ),
    ['mean of four unseen', (row) => cell(row, unseenAp)],
    ['worst of the four', (row) => cell(row, worstUnseenAp)],
    ['unseen − none', (row) => differenceText(row.overNone)],
    ['share of headroom', (row) => shareText(row.headroomShare)],
    ['unseen − jitter', (row) => differenceText(row.overJitter)],
    ['group', ({ groups }) => groups || '–'],
    ['D-ECE, unseen', (row) => overRuns(row, (run) => ofUnseen(run, ({ calibrationError }) => calibrationError))],
    [
      'AP75, source',
      (row) => overRuns(row, ({ domains }) => numberOf(domains.find(({ domain }) => domain === sourceDomain)?.map75)),
    ],
    ['AP75, unseen', (row) => overRuns(row, (run) => ofUnseen(run, ({ map75 }) => map75))],
    ['what it knows', ({ knows }) => knowledgeText(knows)],
    [
      'minutes a run',
      ({ runs }) => mean(runs.map(({ secondsPerStep, steps }) => (secondsPerStep * steps) / 60)).toFixed(0),
    ],
  ];
  return [
    'AP at IoU 0.5 in percent, VOC 2007 11-point: mean over seeds, with the least and the largest.',
    markdownTable(
      ['', ...columns.map(([title]) => title)],
      rows.map((row) => [
        row.wantedSeeds === 1 ? `${row.title} *(one seed)*` : row.title,
        ...columns.map(([, text]) => text(row)),
      ]),
    ),
    'Intervals are 95 % percentile intervals of 1000 resamples, which draw seeds and streets, both with replacement; all rows share seeds and streets. With one seed an interval covers the streets alone.',
    'Share of headroom: (row − none)/(headroom − none), where headroom is trained on the same streets in all five weathers. It is the ratio of means, and its interval that of the ratio in each resample.',
    `Group: rows with five seeds that share a letter cannot be told apart. Each pair of them gets a two-sided paired t test over the seeds; the p-values of all pairs are raised by Holm’s step-down, and a pair is told apart below ${significance}. The groups are the largest sets in which no pair is told apart (compact letter display); *a* holds the row with the highest mean.`,
    'D-ECE: detection expected calibration error by confidence (Küppers et al. 2020), in percent, lower is better. Detections of all classes with a score from .05 fall into ten equal bins of the score; it is the distance between precision (IoU above .5) and mean score of each bin, weighted by the bin’s share of the detections, here the mean over the four unseen domains. AP75 is COCO’s: how closely boxes fit.',
    'Minutes are those of the training on the machine that made it, beside whatever else ran there.',
  ];
}

/** Mean with the least and the largest. */
function cell(row: BenchmarkRow, value: (run: BenchmarkRun) => number | null): string {
  const summary = overSeeds(row.runs.map((run) => numberOf(value(run))));
  if (summary === null || Number.isNaN(summary.mean)) return '–';
  const text = percent(summary.mean);
  return row.runs.length === 1 ? text : `${text} (${percent(summary.min)}–${percent(summary.max)})`;
}

function overRuns({ runs }: BenchmarkRow, value: (run: BenchmarkRun) => number): string {
  return percent(mean(runs.map(value)));
}

function ofUnseen({ domains }: BenchmarkRun, value: (domain: BenchmarkDomain) => number | null): number {
  return mean(unseenDomains.map((name) => numberOf(domains.filter(({ domain }) => domain === name).map(value)[0])));
}
