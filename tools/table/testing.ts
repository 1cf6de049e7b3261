import { benchmarkDomains } from '../../src/scenes/conditions';
import { heldOutCorruptions, otherConditions } from '../twin/test-parts';
import type { TestedDomain } from '../twin/twin-run';
import type { TableRowName } from './rows';
import type { TableRun } from './stored-runs';

const images = 10;

/** VOC's 11 points where the first `found` of ten objects are found without a false alarm; its level .6 lies above 6/10, and .3 above 3/10. */
export function apOf(found: number): number {
  return [0, 2, 3, 3, 5, 6, 6, 7, 9, 10, 11][found]! / 11;
}

/** A made-up run: on each domain it finds the one object in as many of ten streets. */
export function madeUpRun(row: TableRowName, seed: number, found: number, part: Partial<TableRun> = {}): TableRun {
  const domain = (name: string): TestedDomain => ({
    domain: name,
    images,
    classes: [],
    map50: { voc11: apOf(found), vocArea: found / 10, voc11Reference: apOf(found), coco101: found / 10 },
    map5095: 0.3,
    map75: 0.2,
    // Ten detections scored .75, of which half are true: an error of ¼.
    confidence: [{ detections: 10, hits: 5, scores: 7.5 }],
  });
  const ranks = Array.from({ length: found }, (_, image) => image);
  const matches = [{ gtCounts: Array.from({ length: images }, () => 1), ranks }];
  return {
    row,
    seed,
    finishedAt: '2026-11-30T10:00:00.000Z',
    config: { training: {} as TableRun['config']['training'], method: row, learned: null },
    modelHash: 'm',
    backend: 'torch cpu',
    secondsPerStep: 0.6,
    steps: 2500,
    losses: [2, 1],
    tested: { validation: { first: 0, count: 10 }, test: { first: 200, count: 10 }, others: null, corrupted: null },
    validation: domain('daytime-clear'),
    domains: benchmarkDomains.map(({ name }) => domain(name)),
    matches: Object.fromEntries(benchmarkDomains.map(({ name }) => [name, matches])),
    others: [],
    corrupted: [],
    ...part,
  };
}

/** What a test of the other conditions and of corruptions adds. */
export function testedFurther(): Pick<TableRun, 'others' | 'corrupted' | 'tested'> {
  const range = { first: 200, count: 10 };
  return {
    tested: { validation: { first: 0, count: 10 }, test: range, others: range, corrupted: { first: 200, count: 5 } },
    others: otherConditions.map((condition) => ({ condition, images, map50: 0.5, calibrationError: 0.1 })),
    corrupted: heldOutCorruptions.map((corruption) => ({ corruption, severity: 3, images: 5, map50: 0.25 })),
  };
}
