import { expect, test } from 'vitest';
import { boxXYXY } from '../../../geometry/box';
import type { Detection } from '../../../geometry/detections';
import { differenceOf, sceneChange, sceneOutcome } from './scene-outcome';

const detection = (className: string, score: number, x: number): Detection => ({
  className,
  classIndex: 0,
  score: Math.fround(score),
  box: boxXYXY(x, 0, x + 10, 10),
  region: x,
});
const truth = (className: string, x: number) => ({ className, box: boxXYXY(x, 0, x + 10, 10) });

const classes = ['car', 'bus', 'person'];
const objects = [truth('car', 0), truth('car', 100), truth('bus', 200)];

test('each object has the level at which its detection takes it, each false box its own', () => {
  const found = [
    detection('car', 0.9, 1),
    detection('car', 0.85, 0),
    detection('car', 0.253, 101),
    detection('person', 0.3, 5),
  ];
  expect(sceneOutcome(found, objects, classes)).toEqual({ found: [90, 26, 0], falseBoxes: [85, 30] });
});

test('an outcome says at every threshold what matching above it says', () => {
  const found = [
    detection('car', 0.9, 3),
    detection('car', 0.8, 0),
    detection('car', 0.6, 99),
    detection('bus', 0.4, 200),
  ];
  const { found: levels, falseBoxes } = sceneOutcome(found, objects, classes);
  for (const hundredths of [5, 39, 40, 60, 79, 80, 90]) {
    const above = found.filter(({ score }) => score > Math.fround(hundredths / 100));
    const alone = sceneOutcome(above, objects, classes);
    expect(levels.map((level) => ((level ?? 0) > hundredths ? level : 0))).toEqual(alone.found);
    expect(falseBoxes.filter((level) => level > hundredths)).toEqual(alone.falseBoxes);
  }
});

test('gained is what B alone finds, lost what A alone finds, at the threshold', () => {
  const a = { found: [90, 0, 51, 0], falseBoxes: [] };
  const b = { found: [80, 50, 0, 0], falseBoxes: [60] };
  expect(sceneChange(a, b, 0.5)).toEqual({ gained: 0, lost: 1, foundBy: { a: 2, b: 1 }, objects: 4 });
  expect(sceneChange(a, b, 0.49)).toEqual({ gained: 1, lost: 1, foundBy: { a: 2, b: 2 }, objects: 4 });
  expect(sceneChange(a, b, 0.85)).toEqual({ gained: 0, lost: 1, foundBy: { a: 1, b: 0 }, objects: 4 });
  expect(differenceOf(sceneChange(a, b, 0.49))).toBe(2);
});

test('an object whose class only one detector knows counts nowhere', () => {
  const a = sceneOutcome([detection('bus', 0.9, 200)], objects, classes);
  const b = sceneOutcome([detection('car', 0.9, 0)], objects, ['car']);
  expect(b.found).toEqual([90, 0, null]);
  expect(sceneChange(a, b, 0.5)).toEqual({ gained: 1, lost: 0, foundBy: { a: 0, b: 1 }, objects: 2 });
});
