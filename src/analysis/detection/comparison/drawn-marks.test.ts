import { expect, test } from 'vitest';
import { boxXYXY } from '../../../geometry/box';
import { type Mark, sides } from './compare-panes';
import { drawnMarks, type ShownSide } from './drawn-marks';

const found = (score: number, size: number) => ({
  index: 0,
  className: 'bus',
  classIndex: 1,
  score,
  box: boxXYXY(0, 0, size, size),
  iou: 0.8,
});
const mark = (change: Partial<Mark> & Pick<Mark, 'id' | 'kind'>): Mark => ({
  className: 'bus',
  truth: boxXYXY(0, 0, 50, 50),
  a: null,
  b: null,
  shownIn: sides,
  ...change,
});
const marks = [
  mark({ id: 'gained', kind: 'gained', b: found(0.92, 90) }),
  mark({ id: 'lost', kind: 'lost', a: found(0.85, 30) }),
  mark({ id: 'both', kind: 'both', a: found(0.6, 40), b: found(0.78, 40) }),
  mark({ id: 'missed', kind: 'missed' }),
  mark({ id: 'new', kind: 'false-new', truth: null, b: found(0.51, 20), shownIn: ['b'] }),
];
const drawn = (side: ShownSide) =>
  drawnMarks(marks, side, []).map(({ mark: { id }, shows, labels }) => [id, shows, labels[0]]);

test('a pane shows its own boxes, and what it misses, large ones below, differences on top', () => {
  expect(drawn('a')).toEqual([
    ['missed', 'absence', 'bus missed'],
    ['both', 'detection', 'bus 60'],
    ['gained', 'absence', 'bus only in B'],
    ['lost', 'detection', '− bus 85'],
  ]);
  expect(drawn('b')).toEqual([
    ['missed', 'absence', 'bus missed'],
    ['both', 'detection', 'bus 78'],
    ['gained', 'detection', '+ bus 92'],
    ['lost', 'absence', 'bus only in A'],
    ['new', 'detection', 'bus 51 ×'],
  ]);
});

test('one picture of both shows each mark once, with both scores', () => {
  expect(drawn('both').map(([id, , label]) => [id, label])).toEqual([
    ['missed', 'bus missed'],
    ['both', 'bus 60 → 78'],
    ['gained', '+ bus 92'],
    ['lost', '− bus 85'],
    ['new', 'bus 51 ×'],
  ]);
});

test('hidden groups are not drawn', () => {
  expect(drawnMarks(marks, 'b', ['both', 'missed', 'false']).map(({ mark: { id } }) => id)).toEqual(['gained', 'lost']);
});
