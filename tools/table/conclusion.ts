import { mean } from '../../src/math/statistics';
import {
  type BenchmarkRow,
  type Estimate,
  type PairedDifference,
  unseenAp,
} from '../../src/runs/records/benchmark-results';
import type { ResampledRows } from './resampled-rows';
import { type TableRowName, tableRows } from './rows';
import { differenceText, percent, shareText } from './texts';

interface Found {
  readonly resampled: ResampledRows;
  readonly rows: readonly BenchmarkRow[];
  readonly pairs: readonly PairedDifference[];
}

/** What the sentence speaks of. */
const asked: readonly TableRowName[] = ['none', 'jitter', 'matched-random', 'text-chosen'];

/**
 * The table in words, whatever it says: does a choice by text help, and how far does the best row come? A difference counts as shown where both its intervals
 * exclude 0, that of the bootstrap over seeds and streets and that of t over the seeds.
 */
export function conclusionOf(found: Found): string {
  const lacking = asked.filter((name) => found.resampled.sharedSeeds([name]).length === 0);
  if (lacking.length > 0)
    return `No conclusion yet: ${lacking.map((name) => tableRows[name].title).join(', ')} ${lacking.length === 1 ? 'is' : 'are'} not trained.`;
  return [preliminary(found.rows), textSentence(found), bestSentence(found)].filter((part) => part !== '').join(' ');
}

function preliminary(rows: readonly BenchmarkRow[]): string {
  const few = rows.filter(
    ({ name, runs, wantedSeeds }) => asked.some((row) => row === name) && runs.length < wantedSeeds,
  );
  const counts = few.map(({ title, runs, wantedSeeds }) => `${title} ${runs.length} of ${wantedSeeds} seeds`);
  return few.length === 0 ? '' : `Preliminary (${counts.join(', ')}).`;
}

function textSentence({ resampled, pairs }: Found): string {
  const against = (other: TableRowName) => resampled.estimate(['text-chosen', other], ([text, base]) => text! - base!);
  const [none, random, jitter] = [against('none'), against('matched-random'), against('jitter')];
  const numbers = `On the four unseen weathers text-chosen photometrics differ by ${differenceText(none)} AP from no augmentation, by ${differenceText(random)} from matched random transforms and by ${differenceText(jitter)} from photometric jitter`;
  return `${numbers}: ${verdictText(verdictOf(random, pairT(pairs, 'matched-random')), verdictOf(none, pairT(pairs, 'none')))}.`;
}

function pairT(pairs: readonly PairedDifference[], other: TableRowName): PairedDifference['t'] {
  return pairs.find((pair) => pair.row === 'text-chosen' && pair.other === other)?.t ?? null;
}

/** Whether a difference is shown to be above 0, or below. */
export type Verdict = 'above' | 'below' | 'open';

export function verdictOf(estimate: Estimate | null, t: PairedDifference['t']): Verdict {
  const intervals = [estimate?.interval ?? null, t?.interval ?? null];
  if (intervals.every((interval) => interval !== null && interval.low > 0)) return 'above';
  if (intervals.every((interval) => interval !== null && interval.high < 0)) return 'below';
  return 'open';
}

function verdictText(overRandom: Verdict, overNone: Verdict): string {
  const change: Readonly<Record<Verdict, string>> = {
    above: 'such transforms help',
    below: 'such transforms hurt',
    open: 'that such transforms help is not shown',
  };
  const choice: Readonly<Record<Verdict, string>> = {
    above: 'the choice by text helps',
    below: 'the choice by text hurts',
    open: 'that the choice by text helps is not shown',
  };
  return `${change[overNone]}, and ${choice[overRandom]}`;
}

/** The row with the highest mean among those of several seeds without target images, and who stands beside it. */
function bestSentence({ rows }: Found): string {
  const ap = ({ runs }: BenchmarkRow) => mean(runs.map((run) => unseenAp(run)));
  const fair = rows.filter(
    ({ knows, runs, wantedSeeds }) =>
      knows !== 'target-images' && knows !== 'prior' && wantedSeeds > 1 && runs.length > 0,
  );
  const [best] = fair.toSorted((one, other) => ap(other) - ap(one));
  if (best === undefined) return '';
  const beside = fair.filter(
    (row) => row !== best && Array.from(best.groups).some((letter) => row.groups.includes(letter)),
  );
  const share = best.headroomShare === null ? '' : `, ${shareText(best.headroomShare)} of the headroom`;
  const seeds = best.runs.length === 1 ? 'one seed' : `${best.runs.length} seeds`;
  const group =
    best.groups === ''
      ? 'it has too few seeds to be told apart from others'
      : beside.length === 0
        ? 'it is told apart from every other row with five seeds'
        : `it cannot be told apart from ${beside.map(({ title }) => title).join(', ')}`;
  return `Of the rows without target images or a prior, ${best.title} has the highest mean, ${percent(ap(best))}${share} (${seeds}); ${group}. It is picked by these very numbers, so its figure flatters it until fresh seeds say the same.`;
}
