import { describe, expect, it } from 'vitest';
import { matchBoxes, roiMatcherConfig, rpnMatcherConfig } from './matcher';

describe('matchBoxes', () => {
  it("agrees with detectron2's test (fact F5)", () => {
    const quality = Float32Array.of(0.15, 0.45, 0.2, 0.6, 0.3, 0.65, 0.05, 0.1, 0.05, 0.4, 0.25, 0.4);
    const { gtIndices, labels } = matchBoxes(quality, 3, 4, rpnMatcherConfig);
    expect([...gtIndices]).toEqual([1, 1, 2, 0]);
    expect([...labels]).toEqual([-1, 1, 0, 1]);
  });

  it('puts a quality that equals a threshold above it', () => {
    expect([...matchBoxes(Float32Array.of(0.5, 0.4999, 0.51), 1, 3, roiMatcherConfig).labels]).toEqual([1, 0, 1]);
    expect([...matchBoxes(Float32Array.of(0.7, 0.3, 0.9), 1, 3, rpnMatcherConfig).labels]).toEqual([1, -1, 1]);
  });

  it('keeps the argmax when a low-quality match belongs to another box', () => {
    const { gtIndices, labels } = matchBoxes(Float32Array.of(0.29, 0.1, 0.2, 0), 2, 2, rpnMatcherConfig);
    expect([...gtIndices]).toEqual([0, 0]);
    expect([...labels]).toEqual([1, 0]);
  });

  it('makes everything negative without ground truth, and forces nothing for one that nothing overlaps', () => {
    expect([...matchBoxes(new Float32Array(0), 0, 3, rpnMatcherConfig).labels]).toEqual([0, 0, 0]);
    expect([...matchBoxes(new Float32Array(3), 1, 3, rpnMatcherConfig).labels]).toEqual([0, 0, 0]);
  });

  it('refuses sizes that disagree', () => {
    expect(() => matchBoxes(new Float32Array(3), 2, 2, roiMatcherConfig)).toThrow('quality has 3 values, not 2 × 2');
    expect(() => matchBoxes(new Float32Array(0), 0, 0, { ...roiMatcherConfig, labels: [0] })).toThrow(
      '1 thresholds need 2 labels',
    );
  });
});
