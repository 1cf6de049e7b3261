import { mean } from '../../src/math/statistics';
import { corruptionTitle } from '../../src/runs/export/benchmark-columns';
import type { BenchmarkRow } from '../../src/runs/records/benchmark-results';
import { markdownTable } from '../markdown-table';
import { heldOutCorruptions, otherConditions } from '../twin/test-parts';
import { numberOf, percent } from './texts';

/** The conditions beside the five domains. */
export function conditionSection(rows: readonly BenchmarkRow[]): readonly string[] {
  const tested = rows.filter(({ runs }) => runs.some(({ others }) => others.length > 0));
  if (tested.length === 0) return [];
  const value = (row: BenchmarkRow, name: string) => {
    const found = row.runs.flatMap(({ others }) => others.filter(({ condition }) => condition === name));
    return mean(found.map(({ map50 }) => numberOf(map50)));
  };
  const error = ({ runs }: BenchmarkRow) =>
    mean(runs.flatMap(({ others }) => others.map(({ calibrationError }) => numberOf(calibrationError))));
  return [
    '## The thirteen other conditions',
    'No row was trained or chosen on them. AP at IoU 0.5 in percent, mean over the seeds that were tested there.',
    markdownTable(
      ['', 'seeds', ...otherConditions, 'mean', 'D-ECE'],
      tested.map((row) => [
        row.title,
        String(row.runs.filter(({ others }) => others.length > 0).length),
        ...otherConditions.map((name) => percent(value(row, name))),
        percent(mean(otherConditions.map((name) => value(row, name)))),
        percent(error(row)),
      ]),
    ),
  ];
}

/** Source streets under corruptions. */
export function corruptionSection(rows: readonly BenchmarkRow[]): readonly string[] {
  const tested = rows.flatMap(({ title, corrupted }) => (corrupted === null ? [] : [{ title, corrupted }]));
  const [first] = tested;
  if (first === undefined) return [];
  return [
    '## Held-out corruptions',
    `AP at IoU 0.5 in percent on ${first.corrupted.images} source streets under corruptions of ImageNet-C at severity 3, and on the same streets as they are; one seed each. In brackets where a row trained on the corruption, or on one of its kind: nothing is held out there.`,
    markdownTable(
      ['', 'seed', 'clean', ...heldOutCorruptions.map(corruptionTitle)],
      tested.map(({ title, corrupted: { seed, clean, results } }) => [
        title,
        String(seed),
        percent(clean),
        ...heldOutCorruptions.map((name) => {
          const found = results.find(({ corruption }) => corruption === name);
          if (found === undefined) return '–';
          return found.trained ? `(${percent(found.map50)})` : percent(found.map50);
        }),
      ]),
    ),
  ];
}
