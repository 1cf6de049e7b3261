import { describe, expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { Random } from '../math/random';
import type { EvaluatedImage } from './evaluated-image';
import { hierarchicalBootstrap, type PairedSeed } from './hierarchical-bootstrap';
import { matchSet } from './paired-bootstrap';
import { decodeRanking, encodeRanking } from './ranked-matches';

/** One object an image, found with the given probability, else missed by a box far away. */
function found(probability: number, images: number, random: Random): readonly EvaluatedImage[] {
  return Array.from({ length: images }, () => ({
    gtBoxes: [{ classIndex: 0, box: boxXYXY(0, 0, 10, 10) }],
    detections: [
      {
        classIndex: 0,
        score: random.next(),
        box: random.next() < probability ? boxXYXY(0, 0, 10, 10) : boxXYXY(50, 50, 60, 60),
      },
    ],
  }));
}

function seed(a: number, b: number, number: number): PairedSeed {
  const random = new Random(number);
  const rankings = (probability: number) => matchSet(found(probability, 60, random), 1, 'voc2007');
  return [{ a: rankings(a), b: rankings(b) }];
}

describe('hierarchical bootstrap', () => {
  it('excludes zero where every seed gains, and holds it where none does', () => {
    const interval = (b: number) =>
      hierarchicalBootstrap(
        [1, 2, 3].map((s) => seed(0.4, b, s)),
        60,
        'voc2007',
        { random: new Random(1), resamples: 300 },
      )!;
    expect(interval(0.8).low).toBeGreaterThan(0.2);
    const same = interval(0.4);
    expect(same.low).toBeLessThan(0);
    expect(same.high).toBeGreaterThan(0);
  });

  it('is wider where the seeds disagree than for each of them', () => {
    const width = (seeds: readonly PairedSeed[]) => {
      const { low, high } = hierarchicalBootstrap(seeds, 60, 'voc2007', { random: new Random(1), resamples: 300 })!;
      return high - low;
    };
    const up = seed(0.3, 0.9, 1);
    const down = seed(0.9, 0.3, 2);
    expect(width([up, down])).toBeGreaterThan(2 * Math.max(width([up]), width([down])));
  });

  it('says nothing without seeds', () => {
    expect(hierarchicalBootstrap([], 60, 'voc2007', { random: new Random(1) })).toBeNull();
  });
});

it('rankings survive their stored form', () => {
  const [matches] = matchSet(found(0.5, 30, new Random(4)), 1, 'voc2007')[0]!;
  const { gtCounts, images, hits } = matches!;
  expect(decodeRanking(JSON.parse(JSON.stringify(encodeRanking(matches!))))).toEqual({ gtCounts, images, hits });
});
