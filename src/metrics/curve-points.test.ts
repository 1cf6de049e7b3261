import { expect, it } from 'vitest';
import { curvePoints } from './curve-points';

it('false positives in a row are one step', () => {
  expect(curvePoints({ hits: Uint8Array.of(1, 0, 0, 1, 0), gtCount: 4 })).toEqual([
    [0.25, 1],
    [0.25, 1 / 3],
    [0.5, 0.5],
    [0.5, 0.4],
  ]);
  expect(curvePoints({ hits: new Uint8Array(0), gtCount: 4 })).toEqual([]);
});
