import { expect, test } from 'vitest';
import { benchmarkMarkdown, type BenchmarkReport } from './report';
import type { RowResult } from './measure-row';
import { benchmarkRows } from './rows';

const [first, second] = benchmarkRows(true);
const run = (seconds: number) => ({ seconds, cpuSeconds: 2 * seconds });

const measured: RowResult = {
  outcome: 'measured',
  row: first!,
  comparison: {
    oursOn: 'ours',
    otherOn: 'other',
    other: 'torch training',
    times: { ours: [run(2), run(4)], other: [run(1), run(2)] },
    speedup: { median: 0.5, least: 0.4, most: 12.3 },
    cpuSpeedup: { median: 2, least: 2, most: 2 },
    difference: 1.7e-6,
  },
  profile: Array.from({ length: 10 }, (_, index) => ({ kernel: `K${index}`, calls: 1, milliseconds: 10 })),
  otherProfile: [{ kernel: 'Theirs', calls: 3, milliseconds: 1 }],
};

const report: BenchmarkReport = {
  date: '2026-11-25',
  version: '1',
  machine: { cpu: 'CPU', cores: 2, load: [1, 2] },
  browser: 'Chrome',
  adapter: 'none',
  rows: [measured, { outcome: 'impossible', row: second!, reason: 'no adapter' }],
  firstResultSeconds: [7, 3, 4],
  beforePicture: { scripts: [{ path: 'a.js', bytes: 300_000 }], bytes: 300_000, date: '2026-11-26' },
};

test('a row says whether its target is reached, and what could not run says why', () => {
  const lines = benchmarkMarkdown(report, '').split('\n');
  expect(lines.find((line) => line.startsWith(`| ${first!.work} |`))).toBe(
    `| ${first!.work} | ${first!.against} | 0.6× | ✗ **0.50×** (0.40 to 12) | **2.0×** (2.0 to 2.0) | 3.0 | 1.5 | 2e-6 |`,
  );
  expect(lines.find((line) => line.startsWith(`| ${second!.work} |`))).toContain('no adapter');
  expect(lines.find((line) => line.startsWith('| From opening'))).toContain('✓ 4.0 s (7.0, 3.0, 4.0)');
  expect(lines.find((line) => line.startsWith('| JavaScript'))).toMatch(/\(2026-11-26\).*✗ 300 kB/u);
});

test('a profile names the longest kernels and adds up the others', () => {
  const markdown = benchmarkMarkdown(report, '');
  expect(markdown).toContain('| `K0` | 1 | 10 % |');
  expect(markdown).not.toContain('`K8`');
  expect(markdown).toContain('| all others | 2 | 20 % |');
  expect(markdown).toContain('The other side:\n\n| kernel');
  expect(markdown).toContain('| `Theirs` | 3 | 100 % |');
});

test('notes that were written by hand stay', () => {
  const notes = '## What stands behind the figures\n\nBy hand.\n';
  const again = benchmarkMarkdown(report, `# Old\n\nold figures\n\n${notes}`);
  expect(again.endsWith(notes)).toBe(true);
  expect(again).not.toContain('old figures');
  expect(benchmarkMarkdown(report, again)).toBe(again);
});
