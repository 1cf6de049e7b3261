import { describe, expect, it } from 'vitest';
import { postprocess } from './detections';
import { softNmsPerClass } from './soft-nms';

// Two boxes side by side by a third (IoU ½), one far away, and one of another class in the same place as the first.
const boxes = Float32Array.of(0, 0, 12, 10, 4, 0, 16, 10, 100, 0, 112, 10, 0, 0, 12, 10);
const scores = Float32Array.of(0.9, 0.8, 0.5, 0.7);
const classes = Int32Array.of(0, 0, 0, 1);
/** What Bodla et al. leave of a score beside a better box: exp(−IoU² / σ), with RegionCLIP's σ of .5. */
const beside = (score: number, iou: number) => score * Math.exp(-(iou ** 2) / 0.5);

function soft(pruneThresh: number, maxKept?: number) {
  const found = softNmsPerClass(boxes, scores, classes, { pruneThresh, ...(maxKept === undefined ? {} : { maxKept }) });
  return { rows: [...found.rows], scores: [...found.scores] };
}

describe('softNmsPerClass', () => {
  it('keeps overlapping boxes of one class with lower scores, by which they are ordered anew', () => {
    const found = soft(0.001);
    // Of 12 × 10 each, 8 × 10 shared: 80 / 160.
    const expected = [0.9, 0.7, 0.5, beside(0.8, 0.5)];
    expect(beside(0.8, 0.5)).toBeCloseTo(0.4852245, 6);
    expect(found.rows).toEqual([0, 3, 2, 1]);
    expected.forEach((score, at) => expect(found.scores[at]).toBeCloseTo(score, 6));
  });

  it('lets go what falls to the limit, and keeps the best so many over all classes', () => {
    expect(soft(0.49).rows).toEqual([0, 3, 2]);
    expect(soft(0.7).rows).toEqual([0]);
    expect(soft(0.001, 2).rows).toEqual([0, 3]);
    expect(soft(0.001, 0)).toEqual({ rows: [], scores: [] });
  });

  it('lowers a score by each better box, one after the other', () => {
    // The same box three times: e⁻² beside the first, e⁻⁴ beside both.
    const same = Float32Array.of(...[0, 1, 2].flatMap(() => [0, 0, 10, 10]));
    const found = softNmsPerClass(same, Float32Array.of(0.9, 0.9, 0.9), new Int32Array(3), { pruneThresh: 0.001 });
    expect([...found.rows]).toEqual([0, 1, 2]);
    [1, Math.exp(-2), Math.exp(-4)].forEach((part, at) => expect(found.scores[at]).toBeCloseTo(0.9 * part, 6));
  });
});

describe('postprocess', () => {
  // Two regions of one class, and the background.
  const raw = {
    width: 200,
    height: 50,
    classes: ['car'],
    boxes: boxes.slice(0, 8),
    scores: Float32Array.of(0.9, 0.1, 0.8, 0.2),
  };
  const thresholds = { boxScoreThresh: 0.05, boxNmsThresh: 0.3, detectionsPerImage: 100 };

  it('suppresses softly where the detector does, and never shows a score that is not above the threshold', () => {
    expect(postprocess(raw, thresholds)).toHaveLength(1);
    const found = postprocess({ ...raw, suppression: 'soft' }, thresholds);
    expect(found.map(({ region, score }) => [region, score.toFixed(5)])).toEqual([
      [0, '0.90000'],
      [1, beside(0.8, 0.5).toFixed(5)],
    ]);
    expect(postprocess({ ...raw, suppression: 'soft' }, { ...thresholds, boxScoreThresh: 0.5 })).toHaveLength(1);
  });
});
