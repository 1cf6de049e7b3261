import { expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import { Random } from '../../math/random';
import { type ImageRows, toImageRows, unreadImage } from '../../metrics/image-rows';
import { pairedDomains } from './evaluation-analysis';
import { differenceIntervals } from './evaluation-intervals';
import { exampleEvaluation } from '../../runs/testing';

const box = boxXYXY(1, 2, 30, 40);

/** Images with one object each, of which a detector finds some. */
function images(seed: number, share: number): readonly ImageRows[] {
  const random = new Random(seed);
  return Array.from({ length: 20 }, () => {
    const found = random.next() < share ? [{ classIndex: 1, score: random.next(), box }] : [];
    return toImageRows({ width: 64, height: 48 }, [{ classIndex: 1, box }], found);
  });
}

test('images that either evaluation could not read count in no interval', async () => {
  const record = (rows: readonly ImageRows[]) => ({
    ...exampleEvaluation('e'),
    domains: [{ name: 'night-rainy', images: rows }],
  });
  const intervals = (a: readonly ImageRows[], b: readonly ImageRows[]) =>
    differenceIntervals(pairedDomains(record(a), record(b)), 2, 'voc2007', {
      sameScenes: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
  const [a, b] = [images(1, 0.4), images(2, 0.8)];
  const empty = toImageRows({ width: 64, height: 48 }, [], [{ classIndex: 1, score: 0.9, box }]);
  const expected = await intervals(a, b);
  expect(expected.unseen).not.toBeNull();
  // An image without objects pairs with one that could not be read.
  expect(await intervals([...a, unreadImage, unreadImage, empty], [...b, unreadImage, empty, unreadImage])).toEqual(
    expected,
  );
});
