import { expect, test } from 'vitest';
import type { RecordedOutcomes } from '../../runs/records/scene-outcomes';
import { comparedScenes, questionScenes, recordedAp } from './tour-scenes';

const scenes = (...found: (readonly number[])[]) => ({
  ap50: 0.5,
  scenes: found.map((levels) => ({ found: levels, falseBoxes: [] })),
});
const outcomes = (
  baseline: Record<string, ReturnType<typeof scenes>>,
  gap: Record<string, ReturnType<typeof scenes>> = {},
): RecordedOutcomes => ({
  modelHash: 'ab',
  scenes: { split: 'test', first: 0, count: 3 },
  boxNmsThresh: 0.5,
  detectors: {
    baseline: { title: 'No augmentation', sha256: '00', conditions: baseline },
    'clip-the-gap': { title: 'CLIP the Gap', sha256: '01', conditions: gap },
  },
});

test('the question is asked in the street that loses most objects from day to night', () => {
  const recorded = outcomes({
    'daytime-clear': scenes([60, 50], [60, 51, 70], [99, 99, 99]),
    'night-rainy': scenes([0, 60], [51, 99, 0], [51, 50, 0]),
  });
  expect(questionScenes(recorded)).toEqual({
    clear: { index: 2, condition: 'daytime-clear', found: [true, true, true] },
    night: { index: 2, condition: 'night-rainy', found: [true, false, false] },
  });
  expect(recordedAp(recorded, 'baseline', 'night-rainy')).toBe(0.5);
  expect(recordedAp(recorded, 'baseline', 'day-snow')).toBeNull();
});

test('two detectors are compared in the first rainy night in which the second one gains an object', () => {
  const recorded = outcomes(
    { 'night-rainy': scenes([60, 60], [60, 10], [0, 0]) },
    { 'night-rainy': scenes([60, 10], [60, 70], [70, 70]) },
  );
  expect(comparedScenes(recorded)).toEqual({
    a: { index: 1, condition: 'night-rainy', found: [true, false] },
    b: { index: 1, condition: 'night-rainy', found: [true, true] },
  });
});

test('without such a street it is the first one, and without the detectors there is none', () => {
  const alike = { 'daytime-clear': scenes([0]), 'night-rainy': scenes([60]) };
  expect(questionScenes(outcomes(alike))?.clear.index).toBe(0);
  expect(comparedScenes(outcomes(alike, alike))?.b).toEqual({ index: 0, condition: 'night-rainy', found: [true] });
  expect(questionScenes({ ...outcomes({}), detectors: {} })).toBeNull();
  expect(comparedScenes({ ...outcomes({}), detectors: {} })).toBeNull();
});
