import { expect, test } from 'vitest';
import { encodeSceneOutcomes, parseSceneOutcomes, type RecordedOutcomes, scoreLevel } from './scene-outcomes';

const outcomes: RecordedOutcomes = {
  modelHash: 'ab',
  scenes: { split: 'test', first: 0, count: 2 },
  boxNmsThresh: 0.5,
  detectors: {
    baseline: {
      title: 'No augmentation',
      sha256: 'cd',
      conditions: {
        'night-rainy': {
          ap50: 0.379,
          scenes: [
            { found: [100, 0, 51, null], falseBoxes: [80, 6] },
            { found: [], falseBoxes: [] },
          ],
        },
      },
    },
  },
};

test('what is written is read as it was', () => {
  expect(parseSceneOutcomes(JSON.parse(encodeSceneOutcomes(outcomes)))).toEqual(outcomes);
});

test('a file that lacks scenes, or holds something else, is none', () => {
  const text = encodeSceneOutcomes(outcomes);
  expect(parseSceneOutcomes(JSON.parse(text.replace('"count": 2', '"count": 3')))).toBeNull();
  expect(parseSceneOutcomes(JSON.parse(text.replace('640033ff|5006', '640033f|5006')))).toBeNull();
  expect(parseSceneOutcomes({})).toBeNull();
});

test('a level exceeds a threshold of whole hundredths exactly where the score does, as float32', () => {
  const scores = [0, 0.004, 0.05, 0.28, 0.29, 0.3, 0.5, 0.503, 0.999, 1].map(Math.fround);
  for (const score of scores)
    for (let hundredths = 0; hundredths <= 100; hundredths++)
      expect(scoreLevel(score) > hundredths, `${score} > ${hundredths}/100`).toBe(
        score > Math.fround(hundredths / 100),
      );
});
