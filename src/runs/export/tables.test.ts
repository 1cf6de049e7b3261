import { expect, it } from 'vitest';
import type { AblationResults } from '../records/ablation-results';
import { ablationColumns, seedsSummary } from './ablation-columns';
import { ablationTable } from './ablation-table';
import { classTable, meanTable, type EvaluationNumbers } from './evaluation-tables';
import { parseCsv } from '../../formats/tables/testing-csv';
import { writeResultTable, type ResultTable } from './result-table';

const numbers: EvaluationNumbers = {
  caption: 'AP50.',
  metric: 'voc2007',
  classes: ['bus', 'car'],
  domains: [
    { name: 'daytime-clear', title: 'Daytime clear' },
    { name: 'night-rainy', title: 'Night rainy' },
  ],
  detectors: [
    {
      title: 'Base_line',
      byDomain: new Map([
        ['daytime-clear', { classes: [0.5, null], mean: 0.5 }],
        ['night-rainy', { classes: [0.1, 0.3], mean: 0.2 }],
      ]),
      unseen: 0.2,
    },
    {
      title: 'Offsets',
      byDomain: new Map([
        ['daytime-clear', { classes: [0.5001, null], mean: 0.5001 }],
        ['night-rainy', { classes: [0.2, 0.25], mean: 0.225 }],
      ]),
      unseen: null,
    },
  ],
  difference: {
    byDomain: new Map([
      ['daytime-clear', { value: 0.0001, interval: null }],
      ['night-rainy', { value: 0.025, interval: { low: -0.01, high: 0.06 } }],
    ]),
    unseen: { value: null, interval: null },
    note: '95 % intervals.',
  },
};

it('means in Markdown, the best in bold, equal as printed is equally good', () => {
  expect(writeResultTable(meanTable(numbers), 'markdown')).toBe(`AP50. 95 % intervals.

| Detector | Daytime clear | Night rainy | Mean of unseen |
| --- | ---: | ---: | ---: |
| Base\\_line | **50.0** | 20.0 | 20.0 |
| Offsets | **50.0** | **22.5** | – |
| Difference | 0.0 | +2.5 \\[−1.0, +6.0\\] | – |
`);
});

it('published numbers beside ours, which are never the best', () => {
  const beside = [{ title: 'Paper', metric: 'paper', byDomain: new Map([['night-rainy', 18.7]]), unseen: 18.7 }];
  const { rows } = meanTable({ ...numbers, beside });
  expect(rows[2]).toEqual([
    { kind: 'text', text: 'Paper' },
    { kind: 'number', value: null },
    { kind: 'number', value: 18.7 },
    { kind: 'number', value: 18.7 },
  ]);
  expect(writeResultTable(meanTable({ ...numbers, beside }), 'markdown')).toContain('| Paper | – | 18.7 | 18.7 |');
});

it('means in LaTeX', () => {
  const latex = writeResultTable(meanTable(numbers), 'latex');
  expect(latex).toContain('\\begin{tabular}{lrrr}');
  expect(latex).toContain('    Base\\_line & \\textbf{50.0} & 20.0 & 20.0 \\\\');
  expect(latex).toContain('    Difference & 0.0 & +2.5 {[}$-$1.0, +6.0{]} & -- \\\\');
});

it('means in CSV, whole precision, intervals in columns of their own', () => {
  expect(writeResultTable(meanTable(numbers), 'csv')).toBe(
    `${[
      'Detector,Daytime clear,Night rainy,"Night rainy, low","Night rainy, high",Mean of unseen,Metric',
      'Base_line,50,20,,,20,voc2007',
      'Offsets,50.01,22.5,,,,voc2007',
      'Difference,0.01,2.5,-1,6,,voc2007',
    ].join('\n')}\n`,
  );
});

it('a CSV says how each row was computed, which nothing else in it does', () => {
  const beside = [{ title: 'Paper', metric: 'the paper’s', byDomain: new Map([['night-rainy', 18.7]]), unseen: null }];
  const metrics = (table: ResultTable) => parseCsv(writeResultTable(table, 'csv')).rows.map((cells) => cells.at(-1));
  expect(metrics(meanTable({ ...numbers, metric: 'coco50', beside }))).toEqual([
    'coco50',
    'coco50',
    'the paper’s',
    'coco50',
  ]);
  expect(metrics(classTable({ ...numbers, metric: 'coco50-95' }))).toEqual(Array(4).fill('coco50-95'));
  expect(metrics(ablationTable(benchmark, 'vocArea', 'Area.'))).toEqual(Array(3).fill('vocArea'));
});

it('classes: the better detector of each domain is bold', () => {
  expect(writeResultTable(classTable(numbers), 'markdown').split('\n').slice(2)).toEqual([
    '| Domain | Detector | bus | car | Mean |',
    '| --- | --- | ---: | ---: | ---: |',
    '| Daytime clear | Base\\_line | **50.0** | – | **50.0** |',
    '| Daytime clear | Offsets | **50.0** | – | **50.0** |',
    '| Night rainy | Base\\_line | 10.0 | **30.0** | 20.0 |',
    '| Night rainy | Offsets | **20.0** | 25.0 | **22.5** |',
    '',
  ]);
});

const run = (seed: number, ap: number): AblationResults['rows'][number]['runs'][number] => {
  const domain = (name: string) => ({
    domain: name,
    images: 2,
    classes: [],
    map50: { voc11: ap, vocArea: ap, voc11Reference: null, coco101: null },
    map5095: null,
  });
  return {
    seed,
    finishedAt: '2026-11-24T12:00:00.000Z',
    config: null,
    modelHash: 'ab',
    backend: 'wasm',
    secondsPerStep: 1,
    steps: 1,
    losses: [],
    validation: domain('val'),
    domains: ['daytime-clear', 'night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'].map(domain),
  };
};
const row = {
  init: 'clip',
  classifier: 'text',
  pooling: 'attention',
  oracle: false,
  alignment: null,
  difference: null,
};
const benchmark: AblationResults = {
  rows: [
    { ...row, name: 'none', title: 'None', method: 'none', runs: [run(1, 0.2), run(2, 0.3)] },
    {
      ...row,
      name: 'oracle',
      title: 'True shift',
      method: 'shift',
      oracle: true,
      runs: [run(1, 0.6)],
      alignment: 0.876,
      difference: { mean: 0.3, seeds: 1, interval: { low: 0.2, high: 0.4 } },
    },
    { ...row, name: 'later', title: 'Later', method: 'pin', runs: [] },
  ],
};

it('a domain that a run was not tested on has no number, nor has the mean over it', () => {
  const untested = { ...run(2, 0.3), domains: run(2, 0.3).domains.slice(0, 3) };
  const [none] = benchmark.rows;
  const summaries = ablationColumns('voc11').map((column) =>
    seedsSummary({ ...none!, runs: [run(1, 0.2), untested] }, column),
  );
  const known = { mean: 0.25, min: 0.2, max: 0.3 };
  expect(summaries).toEqual([known, known, known, known, null, null, null]);
});

it('the benchmark, with what is missing as missing, and oracles apart', () => {
  const lines = writeResultTable(ablationTable(benchmark, 'voc11', 'AP50.'), 'markdown')
    .split('\n')
    .slice(4);
  const five = (cell: string) => Array.from({ length: 7 }, () => cell).join(' | ');
  expect(lines[0]).toBe(`| None | clip | text | attention | none | 2 | ${five('25.0 \\[20.0, 30.0\\]')} | – | – |`);
  expect(lines[1]).toBe(
    `| True shift (oracle) | clip | text | attention | shift | 1 | ${five('60.0')} | +30.0 \\[+20.0, +40.0\\] | 0.88 |`,
  );
  expect(lines[2]).toBe(`| Later | clip | text | attention | pin | 0 | ${five('–')} | – | – |`);
  expect(ablationTable(benchmark, 'coco101', 'AP50.').columns).not.toContain('unseen − none');
});
