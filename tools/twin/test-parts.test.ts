import { expect, test } from 'vitest';
import { applyCorruption } from '../../src/photometrics/corruptions/corruption-operations';
import type { CountedDomain } from './count';
import { heldOutCorruptions, missingParts, otherConditions, partResults, setsOf } from './test-parts';
import type { TestedDomain, TestScenes, TwinTest } from './twin-run';

const domain = (name: string): TestedDomain => ({
  domain: name,
  images: 4,
  classes: [],
  map50: { voc11: 0.5, vocArea: 0.5, voc11Reference: 0.5, coco101: 0.5 },
  map5095: 0.3,
  map75: 0.2,
  // Ten detections, half of them true, scored .75: an error of ¼.
  confidence: [{ detections: 10, hits: 5, scores: 7.5 }],
});

const range = (first: number, count: number) => ({ first, count });
const scenes: TestScenes = { validation: range(0, 400), test: range(200, 200), others: null, corrupted: null };
const known: TwinTest = {
  tested: scenes,
  validation: domain('daytime-clear'),
  domains: [domain('daytime-clear')],
  matches: {},
  others: [],
  corrupted: [],
};

test('what was tested on the same scenes is not tested again', () => {
  expect(missingParts(scenes, null)).toEqual(['validation', 'test']);
  expect(missingParts(scenes, known)).toEqual([]);
  expect(missingParts({ ...scenes, others: range(200, 200), corrupted: range(200, 100) }, known)).toEqual([
    'others',
    'corrupted',
  ]);
  expect(missingParts({ ...scenes, test: range(0, 200) }, known)).toEqual(['test']);
  expect(missingParts({ ...scenes, test: null }, known)).toEqual([]);
});

test('files from before confidence was kept lack their domains, and those from before a part existed lack the part', () => {
  const { confidence, ...former } = domain('daytime-clear');
  expect(confidence).toHaveLength(1);
  const old = JSON.parse(JSON.stringify({ ...known, validation: former, domains: [former] })) as TwinTest;
  expect(missingParts(scenes, old)).toEqual(['validation', 'test']);
  const { others, corrupted, ...first } = scenes;
  expect([others, corrupted]).toEqual([null, null]);
  const older = { ...known, tested: first } as TwinTest;
  expect(missingParts({ ...scenes, others: range(0, 2) }, older)).toEqual(['others']);
});

test('thirteen conditions beside the five domains, six corruptions of source streets', () => {
  expect(otherConditions).toHaveLength(13);
  expect(otherConditions).toContain('night-snow');
  expect(otherConditions).not.toContain('night-rainy');
  expect(setsOf('others', range(200, 200)).map((set) => set.domain)).toEqual(otherConditions);
  const corrupted = setsOf('corrupted', range(200, 100));
  expect(corrupted).toHaveLength(6);
  expect(corrupted[0]).toEqual({
    domain: 'daytime-clear',
    split: 'test',
    first: 200,
    count: 100,
    corruption: { name: 'gaussianNoise', severity: 3 },
  });
  const grey = { width: 8, height: 8, data: new Uint8Array(192).fill(100) };
  for (const name of heldOutCorruptions) expect(applyCorruption(grey, name, 3, 0).data).toHaveLength(192);
});

test('other conditions and corruptions keep their numbers alone', () => {
  const counted: CountedDomain[] = setsOf('others', range(0, 4)).map((set) => ({
    result: domain(set.domain),
    matches: [],
  }));
  expect(partResults('others', counted).others).toContainEqual({
    condition: 'evening-snow',
    images: 4,
    map50: 0.5,
    calibrationError: 0.25,
  });
  expect(partResults('corrupted', counted.slice(0, 6)).corrupted?.[5]).toEqual({
    corruption: 'jpeg',
    severity: 3,
    images: 4,
    map50: 0.5,
  });
});
