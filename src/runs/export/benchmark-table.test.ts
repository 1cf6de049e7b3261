import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../formats/tables/testing-csv';
import type { BenchmarkResults } from '../records/benchmark-results';
import { benchmarkTable, pairTable } from './benchmark-table';
import { writeResultTable } from './result-table';
import { testBenchmark } from './testing-benchmark';

const lines = (set: Parameters<typeof benchmarkTable>[1], metric: 'voc11' | 'coco101' = 'voc11') =>
  writeResultTable(benchmarkTable(testBenchmark, set, metric, 'AP50.'), 'markdown')
    .split('\n')
    .slice(2);

describe('the table of methods', () => {
  it('has means with extents, differences and shares with intervals, and letters', () => {
    const [head, , none, text, later] = lines('summary');
    expect(head).toBe(
      '| Row | Knows | seeds | daytime-clear | mean of four unseen | worst of the four | unseen − none | unseen − jitter | share of headroom | group |',
    );
    expect(none).toBe('| No augmentation | nothing | 2 of 5 | **70.0 \\[60.0, 80.0\\]** | 45.0 \\[35.0, 55.0\\] | 30.0 \\[20.0, 40.0\\] | – | – | – | b |'); // prettier-ignore
    expect(text).toBe('| Text-chosen | prompt | 1 of 5 | 60.0 | **60.0** | **60.0** | +15.0 \\[+10.0, +20.0\\] | – | 50 \\[40, 60\\] | a |'); // prettier-ignore
    // A row without runs has no line.
    expect(later).toBe('');
  });

  it('leaves out differences, which VOC 2007 alone has, for other metrics', () => {
    expect(lines('summary', 'coco101')[0]).toBe('| Row | Knows | seeds | daytime-clear | mean of four unseen | worst of the four |'); // prettier-ignore
  });

  it('has other conditions with their mean, over the seeds that were tested there', () => {
    const [head, , none, text] = lines('conditions');
    expect(head).toBe('| Row | Knows | mean of thirteen | D-ECE | night-snow | day-rain |');
    expect(none).toBe('| No augmentation | nothing | 30.0 | 15.0 | 20.0 | 40.0 |');
    expect(text).toBe('| Text-chosen | prompt | – | – | – | – |');
  });

  it('puts what a row trained on in parentheses', () => {
    expect(lines('corruptions').slice(0, 4)).toEqual([
      '| Row | Knows | clean | shot noise | JPEG |',
      '| --- | --- | ---: | ---: | ---: |',
      '| No augmentation | nothing | – | – | – |',
      '| Text-chosen | prompt | 72.0 | (40.0) | 50.0 |',
    ]);
  });

  it('has how closely boxes fit, calibration, where the highest is not the best, and minutes', () => {
    expect(lines('quality')[3]).toBe('| Text-chosen | prompt | **30.0** | **30.0** | 10.0 | 10.0 | 25 |');
  });

  it('whole, has each column once', () => {
    const { columns } = parseWhole();
    expect(new Set(columns).size).toBe(columns.length);
    expect(columns).toEqual(expect.arrayContaining(['night-rainy', 'D-ECE, other conditions', 'shot noise', 'group']));
  });

  it('without runs has no line, and no columns of what nobody was tested on', () => {
    const empty: BenchmarkResults = { ...testBenchmark, rows: [], pairs: [] };
    expect(benchmarkTable(empty, 'conditions', 'voc11', '').columns).toEqual(['Row', 'Knows', 'mean of thirteen', 'D-ECE']); // prettier-ignore
    expect(benchmarkTable(empty, 'all', 'voc11', '').rows).toEqual([]);
  });
});

function parseWhole(): { readonly columns: readonly string[] } {
  const csv = parseCsv(writeResultTable(benchmarkTable(testBenchmark, 'all', 'voc11', 'AP50.'), 'csv'));
  return { columns: csv.header };
}

it('pairs, seed by seed', () => {
  const rows = writeResultTable(pairTable(testBenchmark), 'markdown').split('\n').slice(2);
  expect(rows[0]).toBe('| Row | Other | seed 4 | seed 5 | mean | p | p by Holm |');
  expect(rows[2]).toBe('| Text-chosen | No augmentation | +5.0 | +7.0 | +6.0 \\[−6.7, +18.7\\] | 0.105 | 0.105 |');
});
