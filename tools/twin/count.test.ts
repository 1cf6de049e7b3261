import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countDetections, type TwinDetection } from './count';
import type { StoredScenes } from './scene-cache';

const folder = mkdtempSync(join(tmpdir(), 'twin-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two cars and a bus in two images. */
const scenes: StoredScenes = {
  width: 64,
  height: 64,
  first: 200,
  objects: [
    [
      [2, [0, 0, 20, 20]],
      [2, [30, 30, 60, 60]],
    ],
    [[0, [10, 10, 40, 40]]],
  ],
};
const place = join(folder, 'test-200-2');
writeFileSync(`${place}.json`, JSON.stringify(scenes));

test('detections are counted by VOC 2007, and what a bootstrap needs is kept by class', () => {
  const detections: readonly (readonly TwinDetection[])[] = [
    // One car is found; what is called a bus is none.
    [
      [2, 0.95, 0, 0, 20, 20],
      [0, 0.85, 30, 30, 60, 60],
    ],
    [[0, 0.75, 10, 10, 40, 38]],
  ];
  const { result, matches } = countDetections('night-clear', place, detections);
  expect(result).toMatchObject({ domain: 'night-clear', images: 2 });
  // Car: recall ½ at precision 1, so 6 of 11 points. Bus: recall 1 at precision ½.
  expect(result.classes[2]!.voc11).toBeCloseTo(6 / 11, 12);
  expect(result.classes[0]!.voc11).toBeCloseTo(0.5, 12);
  expect(result.map50.voc11).toBeCloseTo((6 / 11 + 0.5) / 2, 12);
  // At an IoU of .75 both still fit: the bus has 28/30. COCO's 101 points give the car 51 of them.
  expect(result.map75).toBeCloseTo((51 / 101 + 0.5) / 2, 12);
  expect(result.confidence.map((bin) => [bin.detections, bin.hits])).toEqual([
    ...Array.from({ length: 7 }, () => [0, 0]),
    [1, 1],
    [1, 0],
    [1, 1],
  ]);
  expect(matches.map(({ gtCounts }) => gtCounts)).toEqual([
    [0, 1],
    [0, 0],
    [2, 0],
    ...Array.from({ length: 4 }, () => [0, 0]),
  ]);
});
