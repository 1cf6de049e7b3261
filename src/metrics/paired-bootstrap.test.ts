import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { Random } from '../math/random';
import { detectionMetrics, evaluateMetric } from './detection-metric';
import type { EvaluatedImage } from './evaluated-image';
import { bootstrapDifferences, matchSet, weightedMeanAp, type PairedSet } from './paired-bootstrap';

const classCount = 3;

/** Images with up to four objects, each found with the given probability, and some noise. */
function randomImages(count: number, recall: number, seed: number): EvaluatedImage[] {
  const streets = new Random(1);
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const gtBoxes = Array.from({ length: 1 + streets.integer(4) }, () => {
      const [x, y] = [streets.integer(200), streets.integer(200)];
      return { classIndex: streets.integer(classCount), box: boxXYXY(x, y, x + 30, y + 30) };
    });
    const detections = gtBoxes.flatMap(({ classIndex, box: [x, y] }) => {
      const noise = { classIndex, score: random.next() * 0.6, box: boxXYXY(x + 50, y, x + 80, y + 30) };
      const hit = { classIndex, score: random.next(), box: boxXYXY(x + 2, y, x + 32, y + 30) };
      return random.next() < recall ? [hit, noise] : [noise];
    });
    return { gtBoxes, detections };
  });
}

const pair = (count: number, recallA: number, recallB: number, metric = 'voc2007' as const): PairedSet => ({
  imageCount: count,
  a: matchSet(randomImages(count, recallA, 2), classCount, metric),
  b: matchSet(randomImages(count, recallB, 3), classCount, metric),
});

function run(sets: readonly PairedSet[], means: readonly (readonly number[])[] = [], resamples = 200) {
  const work = bootstrapDifferences(sets, 'voc2007', means, { random: new Random(5), resamples, sameScenes: true });
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

it.each(detectionMetrics)('weights of one give %s itself, and weights are repeated images', (metric) => {
  const images = randomImages(20, 0.7, 4);
  const matches = matchSet(images, classCount, metric);
  const weights = Uint32Array.from(images, (_, i) => (i * 7) % 3);
  const repeated = images.flatMap((image, i) => Array<EvaluatedImage>(weights[i]!).fill(image));
  const ap = (list: readonly EvaluatedImage[]) => evaluateMetric(list, classCount, metric).mean!;
  const weighted = (w: Uint32Array) => weightedMeanAp(matches, w, metric);
  expect(weighted(new Uint32Array(20).fill(1))).toBeCloseTo(ap(images), 12);
  // Equal scores of repeated false positives stand before or after their true neighbours in both.
  expect(weighted(weights)).toBeCloseTo(ap(repeated), 12);
});

it('sees a real difference, and none between a detector and itself', () => {
  const [difference] = run([pair(150, 0.4, 0.8)]);
  expect(difference!.low).toBeGreaterThan(0.1);
  const same = pair(50, 0.5, 0.5);
  expect(run([{ ...same, b: same.a }])[0]).toEqual({ low: 0, high: 0 });
});

it('gives intervals of sets and of their means, reproducibly', () => {
  const sets = [pair(60, 0.4, 0.6), pair(60, 0.5, 0.6)];
  const intervals = run(sets, [[0, 1]]);
  expect(intervals).toHaveLength(3);
  expect(intervals[2]!.high - intervals[2]!.low).toBeGreaterThan(0);
  expect(run(sets, [[0, 1]])).toEqual(intervals);
  const nothing = matchSet([{ gtBoxes: [], detections: [] }], classCount, 'voc2007');
  expect(run([{ imageCount: 1, a: nothing, b: nothing }])).toEqual([null]);
});
