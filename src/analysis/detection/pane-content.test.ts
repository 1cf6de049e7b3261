import { expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import type { RawDetections } from '../../geometry/detections';
import { paneContent, paneCounts } from './pane-content';

/** Three regions, two classes: two cars of which the second overlaps the first with an IoU of 0.6, and a person. */
const raw: RawDetections = {
  width: 100,
  height: 100,
  classes: ['car', 'person'],
  // [3 * 2 * 4]: a box per region and class.
  boxes: Float32Array.from(
    [
      [0, 0, 40, 20, 0, 0, 40, 20],
      [10, 0, 50, 20, 10, 0, 50, 20],
      [70, 50, 80, 90, 70, 50, 80, 90],
    ].flat(),
  ),
  // [3 * 3], background last.
  scores: Float32Array.from(
    [
      [0.9, 0.05, 0.05],
      [0.7, 0.05, 0.25],
      [0.1, 0.6, 0.3],
    ].flat(),
  ),
};
const groundTruth = [
  { className: 'car', box: boxXYXY(0, 0, 40, 20) },
  { className: 'person', box: boxXYXY(10, 50, 20, 90) },
];
const thresholds = { boxScoreThresh: 0.5, boxNmsThresh: 0.5, detectionsPerImage: 100 };

test('detections above the thresholds are judged and counted', () => {
  const content = paneContent(raw, groundTruth, thresholds, []);
  expect(content.detections.map(({ className }) => className)).toEqual(['car', 'person']);
  expect(content.evaluation?.verdicts).toEqual(['true-positive', 'false-positive']);
  expect(paneCounts(content)).toEqual({ found: 2, judged: { correct: 1, wrong: 1, missed: 1, objects: 2 } });
});

test('a threshold brings boxes and takes them away', () => {
  const counts = (change: Partial<typeof thresholds>) =>
    paneCounts(paneContent(raw, groundTruth, { ...thresholds, ...change }, []));
  expect(counts({ boxScoreThresh: 0.8 })).toEqual({
    found: 1,
    judged: { correct: 1, wrong: 0, missed: 1, objects: 2 },
  });
  expect(counts({ boxNmsThresh: 0.65 })).toEqual({
    found: 3,
    judged: { correct: 1, wrong: 2, missed: 1, objects: 2 },
  });
  expect(counts({ boxScoreThresh: 0.95 })).toEqual({
    found: 0,
    judged: { correct: 0, wrong: 0, missed: 2, objects: 2 },
  });
});

test('a hidden class neither appears nor counts', () => {
  const content = paneContent(raw, groundTruth, thresholds, ['person']);
  expect(content.groundTruth).toEqual([{ ...groundTruth[0], index: 0 }]);
  expect(paneCounts(content)).toEqual({ found: 1, judged: { correct: 1, wrong: 0, missed: 0, objects: 1 } });
});

test('nothing is judged without ground truth, nor missed before there is a result', () => {
  expect(paneCounts(paneContent(raw, null, thresholds, []))).toEqual({ found: 2, judged: null });
  expect(paneCounts(paneContent(null, groundTruth, thresholds, []))).toEqual({ found: 0, judged: null });
  expect(paneContent(null, groundTruth, thresholds, []).groundTruth).toEqual(
    groundTruth.map((object, index) => ({ ...object, index })),
  );
});

test('objects have the detector’s word for their class; those of other classes are shown and not judged', () => {
  const objects = [
    { className: 'Automobile', box: boxXYXY(0, 0, 40, 20) },
    { className: 'pedestrian', box: boxXYXY(10, 50, 20, 90) },
    { className: 'zebra', box: boxXYXY(60, 0, 90, 20) },
  ];
  const content = paneContent(raw, objects, thresholds, []);
  expect(content.groundTruth?.map(({ className }) => className)).toEqual(['car', 'person', 'zebra']);
  expect(paneCounts(content)).toEqual({ found: 2, judged: { correct: 1, wrong: 1, missed: 1, objects: 2 } });
  expect(paneContent(raw, objects, thresholds, ['person']).groundTruth).toHaveLength(2);
});
