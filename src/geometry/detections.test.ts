import { describe, expect, it } from 'vitest';
import { postprocess, type RawDetections } from './detections';

const thresholds = { boxScoreThresh: 0.05, boxNmsThresh: 0.5, detectionsPerImage: 100 };

/** Rows `[car score, bus score, x1, y1, x2, y2]`, the same box for both classes. */
function rawOf(rows: readonly (readonly number[])[]): RawDetections {
  return {
    width: 100,
    height: 100,
    classes: ['car', 'bus'],
    scores: Float32Array.from(rows.flatMap(([car, bus]) => [car!, bus!, 1 - car! - bus!])),
    boxes: Float32Array.from(rows.flatMap((row) => [...row.slice(2), ...row.slice(2)])),
  };
}

describe('postprocess', () => {
  it('suppresses within a class only, and orders by score', () => {
    const raw = rawOf([
      [0.5, 0.25, 0, 0, 10, 10],
      [0.75, 0, 0, 0, 10, 9],
      [0, 0.125, 50, 50, 60, 60],
    ]);
    expect(postprocess(raw, thresholds)).toEqual([
      { classIndex: 0, className: 'car', score: 0.75, box: [0, 0, 10, 9], region: 1 },
      { classIndex: 1, className: 'bus', score: 0.25, box: [0, 0, 10, 10], region: 0 },
      { classIndex: 1, className: 'bus', score: 0.125, box: [50, 50, 60, 60], region: 2 },
    ]);
    expect(postprocess(raw, { ...thresholds, detectionsPerImage: 1 }).map(({ region }) => region)).toEqual([1]);
  });

  it('gives each detection the label of the region that it comes from', () => {
    const raw = {
      ...rawOf([
        [0.25, 0, 0, 0, 10, 10],
        [0.5, 0, 50, 50, 60, 60],
      ]),
      proposedAs: [
        { label: 'van', score: 0.5 },
        { label: 'dog', score: 0.75 },
      ],
    };
    expect(postprocess(raw, thresholds).map(({ proposedAs }) => proposedAs?.label)).toEqual(['dog', 'van']);
  });

  it('leaves out a score that equals the threshold, as a float', () => {
    expect(postprocess(rawOf([[0.05, 0, 0, 0, 9, 9]]), thresholds)).toEqual([]);
    expect(postprocess(rawOf([[0.05, 0, 0, 0, 9, 9]]), { ...thresholds, boxScoreThresh: 0.049 })).toHaveLength(1);
  });

  it('drops empty boxes and NaN, and never returns background', () => {
    const raw = rawOf([
      [0.5, 0, 10, 10, 10, 20],
      [NaN, 0, 0, 0, 9, 9],
      [0.5, 0, NaN, 0, 9, 9],
      [0, 0, 0, 0, 9, 9],
    ]);
    expect(postprocess(raw, thresholds)).toEqual([]);
  });

  it('refuses lengths that disagree', () => {
    expect(() => postprocess({ ...rawOf([[0.5, 0, 0, 0, 1, 1]]), boxes: new Float32Array(4) }, thresholds)).toThrow(
      RangeError,
    );
  });

  it('keeps up with a slider on 1000 regions', () => {
    const classes = ['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck'];
    const boxes = new Float32Array(1000 * 7 * 4);
    const scores = new Float32Array(1000 * 8);
    for (let i = 0; i < 7000; i++) {
      const x = (i * 7919) % 1200;
      const y = (i * 104729) % 700;
      boxes.set([x, y, x + 30 + (i % 90), y + 30 + (i % 70)], i * 4);
    }
    for (let i = 0; i < 8000; i++) scores[i] = ((i * 15485863) % 1009) / 1009;
    const raw = { width: 1280, height: 720, classes, boxes, scores };
    const start = performance.now();
    for (let step = 0; step < 10; step++) postprocess(raw, { ...thresholds, boxScoreThresh: step / 1000 });
    expect((performance.now() - start) / 10).toBeLessThan(50);
  });
});
