import { describe, expect, it } from 'vitest';
import { selectProposals } from './proposals';

const limits = { preNmsTopN: 10, postNmsTopN: 10, nmsThresh: 0.7 };
const imageSize = { width: 100, height: 50 };

function select(rows: readonly (readonly [number, ...number[]])[], overrides: Partial<typeof limits> = {}) {
  const proposals = selectProposals(
    {
      anchors: Float32Array.from(rows.flatMap(([, ...box]) => box)),
      objectnessLogits: Float32Array.from(rows, ([logit]) => logit),
      anchorDeltas: new Float32Array(rows.length * 4),
      imageSize,
    },
    { ...limits, ...overrides },
  );
  return { boxes: [...proposals.boxes], logits: [...proposals.logits] };
}

describe('proposals', () => {
  it('are clipped and ordered by logit, without empty ones and near duplicates', () => {
    const result = select([
      [1, 10, 10, 20, 20],
      [3, -10, -10, 30, 60],
      [2, 0, 0, 30, 49],
      [4, 110, 10, 120, 20],
    ]);
    expect(result).toEqual({ boxes: [0, 0, 30, 50, 10, 10, 20, 20], logits: [3, 1] });
  });

  it('count the limit before NMS over all anchors, dropped ones included', () => {
    const rows = [
      [4, 110, 10, 120, 20],
      [3, 0, 0, 10, 10],
      [2, 50, 0, 60, 10],
    ] as const;
    expect(select(rows, { preNmsTopN: 2 }).logits).toEqual([3]);
    expect(select(rows, { postNmsTopN: 1 }).logits).toEqual([3]);
  });

  it('decode deltas with weights 1', () => {
    const { boxes } = selectProposals(
      {
        anchors: Float32Array.of(10, 10, 30, 30),
        objectnessLogits: Float32Array.of(0),
        anchorDeltas: Float32Array.of(0.5, 0, 0, Math.log(0.5)),
        imageSize,
      },
      limits,
    );
    [20, 15, 40, 25].forEach((value, i) => expect(boxes[i]).toBeCloseTo(value, 5));
  });

  it('leave out what is not finite', () => {
    expect(
      select([
        [NaN, 0, 0, 9, 9],
        [Infinity, 20, 0, 29, 9],
        [1, NaN, 0, 9, 9],
      ]).logits,
    ).toEqual([]);
  });
});
