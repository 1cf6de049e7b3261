import { expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { evaluatePane } from './evaluate-pane';

const detection = (className: string, score: number, x: number): Detection => ({
  className,
  classIndex: 0,
  score,
  box: boxXYXY(x, 0, x + 10, 10),
  region: x,
});
const truth = (className: string, x: number) => ({ className, box: boxXYXY(x, 0, x + 10, 10) });

test('each object is found once, by its best detection, in its own class', () => {
  const objects = [truth('car', 0), truth('bus', 50)];
  const found = [detection('car', 0.9, 1), detection('car', 0.8, 0), detection('car', 0.7, 50)];
  const evaluation = evaluatePane(found, objects);
  expect(evaluation).toEqual({
    verdicts: ['true-positive', 'false-positive', 'false-positive'],
    ious: [expect.closeTo(9 / 11, 6), 1, 0],
    found: new Map([[objects[0], 0]]),
    missed: [objects[1]],
  });
});

test('an IoU of exactly one half is a match', () => {
  const half = { ...detection('car', 0.9, 0), box: boxXYXY(0, 0, 10, 5) };
  expect(evaluatePane([half], [truth('car', 0)]).verdicts).toEqual(['true-positive']);
});

test('what lies in a difficult object or a crowd is neither right nor wrong, and it is not missed', () => {
  const crowd = { ...truth('car', 0), box: boxXYXY(0, 0, 40, 10), ignored: true };
  const found = [detection('car', 0.9, 2), detection('car', 0.8, 60), detection('bus', 0.7, 2)];
  expect(evaluatePane(found, [crowd])).toEqual({
    verdicts: ['ignored', 'false-positive', 'false-positive'],
    ious: [null, 0, 0],
    found: new Map(),
    missed: [],
  });
});
