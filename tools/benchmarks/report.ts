import type { ScriptsBeforePicture } from '../bench/first-picture';
import { quantile } from '../../src/math/statistics';
import type { Speedup } from './interleave';
import type { RowResult } from './measure-row';
import type { KernelTime } from './page/side';

/** Everything of one run. */
export interface BenchmarkReport {
  readonly date: string;
  readonly version: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly load: readonly [before: number, after: number];
  };
  readonly browser: string;
  readonly adapter: string;
  readonly rows: readonly RowResult[];
  /** One figure a run, each in a fresh profile. */
  readonly firstResultSeconds: readonly number[];
  /** Which may be measured alone, at a later day. */
  readonly beforePicture: ScriptsBeforePicture & { readonly date: string };
}

/** What must not be exceeded. */
const limits = { firstResultSeconds: 6, scriptKilobytes: 250 };

/** From this line to the end the file is written by hand, and a new run keeps it. */
const notesTitle = '## What stands behind the figures';

/** The kernels that a profile names. */
const namedKernels = 8;

/**
 * The report as Markdown.
 * @param former the file as it was, whose notes are kept
 */
export function benchmarkMarkdown(report: BenchmarkReport, former: string): string {
  const { machine, browser, adapter, rows, firstResultSeconds, beforePicture } = report;
  const scripts = beforePicture.scripts.map(({ path, bytes }) => `\`${path}\` ${kilobytes(bytes)}`).join(', ');
  const first = quantile(firstResultSeconds, 0.5);
  const notes = former.includes(notesTitle) ? former.slice(former.indexOf(notesTitle)) : `${notesTitle}\n`;
  return `# Speed beside others

\`npm run benchmarks\` measures this and writes this file, but for its last section, and [benchmarks.json](benchmarks.json) with every single time.

${report.date}, version ${report.version}, ${machine.cpu}, ${machine.cores} cores, load average ${machine.load[0].toFixed(1)} before and ${machine.load[1].toFixed(1)} after; ${browser}; WebGPU: ${adapter}. Two threads each. Both sides run in turns, each in a worker or process of its own, and a speedup is the median over the rounds of the other side's time over ours, with the smallest and the largest. The processor's time counts all threads and hardly changes with what else the machine does; the browser's own work is in it. *Apart* is the largest difference of both results over the largest value. The times are from values in JavaScript's memory to values in JavaScript's memory. Weights are random, the same on both sides.

| work | against | at least | speedup | by processor time | ours, s | other, s | apart |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(rowLine).join('\n')}

| work | at most | measured |
| --- | ---: | ---: |
| From opening the page in a fresh profile to the first boxes of the live built-in model, wasm | ${limits.firstResultSeconds} s | ${mark(first < limits.firstResultSeconds)} ${seconds(first)} s (${firstResultSeconds.map(seconds).join(', ')}) |
| JavaScript that the page asks for until its first picture shows, gzipped (${beforePicture.date}) | ${limits.scriptKilobytes} kB | ${mark(beforePicture.bytes < limits.scriptKilobytes * 1000)} ${kilobytes(beforePicture.bytes)} |

The scripts, which \`npm run benchmarks -- scripts\` measures alone: ${scripts}.

## Where our time goes

One run, on wasm with a clock around every kernel, on webgpu with the adapter's timestamps, one pass a kernel. Shapes are those of the inputs. Where a target against tfjs is missed, the other side's profile follows.

${rows.flatMap(profileSection).join('\n')}
${notes}`;
}

function rowLine(result: RowResult): string {
  const { work, against, atLeast } = result.row;
  if (result.outcome === 'impossible')
    return `| ${work} | ${against} | ${atLeast}× | – | – | – | – | ${result.reason} |`;
  const { speedup, cpuSpeedup, times, difference } = result.comparison;
  const typical = (runs: readonly { readonly seconds: number }[]): string =>
    seconds(
      quantile(
        runs.map((run) => run.seconds),
        0.5,
      ),
    );
  const cells = [
    work,
    against,
    `${atLeast}×`,
    `${mark(speedup.median >= atLeast)} ${range(speedup)}`,
    range(cpuSpeedup),
    typical(times.ours),
    typical(times.other),
    difference === null ? 'held by tests' : difference === 0 ? '0' : difference.toExponential(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function profileSection(result: RowResult): readonly string[] {
  if (result.outcome !== 'measured') return [];
  const { row, profile, otherProfile } = result;
  return [
    ...profileTable(`**${row.work}**, against ${row.against}:`, profile),
    ...(otherProfile ? profileTable('The other side:', otherProfile) : []),
  ];
}

function profileTable(title: string, profile: readonly KernelTime[]): readonly string[] {
  const whole = total(profile);
  const others = profile.slice(namedKernels);
  const share = (milliseconds: number): string => `${((100 * milliseconds) / whole).toFixed(0)} %`;
  return [
    `${title}\n`,
    '| kernel | calls | share |',
    '| --- | ---: | ---: |',
    ...profile
      .slice(0, namedKernels)
      .map(({ kernel, calls, milliseconds }) => `| \`${kernel}\` | ${calls} | ${share(milliseconds)} |`),
    `| all others | ${others.reduce((sum, { calls }) => sum + calls, 0)} | ${share(total(others))} |\n`,
  ];
}

function total(times: readonly KernelTime[]): number {
  return times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

function range({ median, least, most }: Speedup): string {
  return `**${factor(median)}×** (${factor(least)} to ${factor(most)})`;
}

function mark(reached: boolean): string {
  return reached ? '✓' : '✗';
}

/** Two digits that count. */
function factor(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

function seconds(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
