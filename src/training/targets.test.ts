import { describe, expect, it } from 'vitest';
import { Random } from '../math/random';
import { tinyDetectorConfig } from '../detector/testing';
import { regionTargets } from './region-targets';
import { rpnTargets } from './rpn-targets';
import { sampleLabels } from './sampling';

describe('sampling', () => {
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

  it('takes a quarter positives and fills up with negatives', () => {
    const sample = sampleLabels(
      numbers(0, 40),
      numbers(100, 200),
      { count: 64, positiveFraction: 0.25 },
      new Random(1),
    );
    expect(sample.positives).toHaveLength(16);
    expect(sample.negatives).toHaveLength(48);
    expect(new Set([...sample.positives, ...sample.negatives]).size).toBe(64);
    expect(sample.positives.every((row) => row < 40)).toBe(true);
  });

  it('gives the places of missing positives to negatives, and leaves missing negatives empty', () => {
    const limits = { count: 10, positiveFraction: 0.5 };
    expect(sampleLabels([1], numbers(2, 50), limits, new Random(1)).negatives).toHaveLength(9);
    expect(sampleLabels(numbers(0, 50), [99], limits, new Random(1))).toMatchObject({ negatives: [99] });
  });

  it('follows the seed', () => {
    const draw = (seed: number) =>
      sampleLabels(numbers(0, 99), [], { count: 9, positiveFraction: 1 }, new Random(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('rpn targets', () => {
  const config = { rpnBatchSizePerImage: 4, rpnPositiveFraction: 0.5 };

  it('make the best anchor positive even below the threshold, and ignore what lies between', () => {
    const anchors = Float32Array.of(0, 0, 10, 10, 0, 0, 20, 20, 50, 50, 60, 60);
    const targets = rpnTargets(anchors, Float32Array.of(0, 0, 15, 15), config, new Random(1));
    // IoU .444 (ignored), .5625 (best: positive), 0 (background).
    expect([...targets.labels]).toEqual([0, 1, 0]);
    expect([...targets.sampled]).toEqual([0, 1, 1]);
    const expected = [-0.125, -0.125, Math.log(0.75), Math.log(0.75)];
    [0, 0, 0, 0, ...expected, 0, 0, 0, 0].forEach((value, i) => expect(targets.deltas[i]).toBeCloseTo(value, 6));
  });

  it('are all background without ground truth', () => {
    const targets = rpnTargets(
      new Float32Array(40).map((_, i) => i),
      new Float32Array(),
      config,
      new Random(1),
    );
    expect([...targets.labels]).toEqual(new Array(10).fill(0));
    expect(targets.sampled.reduce((a, b) => a + b)).toBe(4);
  });
});

describe('region targets', () => {
  const gt = { boxes: Float32Array.of(10, 10, 30, 30), classIndices: Int32Array.of(2) };

  it('append the ground truth, and pad to a constant number of rows', () => {
    const targets = regionTargets(Float32Array.of(40, 40, 60, 60), gt, tinyDetectorConfig, new Random(1));
    expect(targets.count).toBe(2);
    expect(targets.boxes).toHaveLength(16 * 4);
    expect([...targets.boxes.subarray(0, 12)]).toEqual([10, 10, 30, 30, 40, 40, 60, 60, 0, 0, 0, 0]);
    expect([...targets.classIndices]).toEqual([2, ...new Array(15).fill(3)]);
    expect([...targets.deltas]).toEqual(new Array(64).fill(0));
  });

  it('encode the box of the matched object with weights 10, 10, 5, 5', () => {
    const targets = regionTargets(
      Float32Array.of(10, 10, 34, 30),
      gt,
      { ...tinyDetectorConfig, boxPositiveFraction: 1 },
      new Random(1),
    );
    const row = targets.boxes.indexOf(34) >> 2;
    expect(targets.deltas[row * 4]).toBeCloseTo((10 * -2) / 24, 5);
    expect(targets.deltas[row * 4 + 2]).toBeCloseTo(5 * Math.log(20 / 24), 5);
  });

  it('are background without ground truth', () => {
    const empty = { boxes: new Float32Array(), classIndices: new Int32Array() };
    const targets = regionTargets(Float32Array.of(0, 0, 9, 9), empty, tinyDetectorConfig, new Random(1));
    expect(targets).toMatchObject({ count: 1, classIndices: new Int32Array(16).fill(3) });
  });
});
