import { describe, expect, it } from 'vitest';
import { boxPictures, tinyDetectorConfig } from '../detector/testing';
import type { Detector } from '../detector/detector';
import type { RawDetections } from '../geometry/detections';
import { evaluateDetector } from './evaluate-detector';

const images = boxPictures(4, 1);

/** Finds every object of each picture in turn, but calls a share of them by another name. */
function oracle(wrongEvery: number): Detector {
  let index = 0;
  let found = 0;
  return {
    config: tinyDetectorConfig,
    dispose: () => undefined,
    async detect(): Promise<RawDetections> {
      const { gt, image } = await images.at(index++);
      const boxes: number[] = [];
      const scores: number[] = [];
      for (const { classIndex, box } of gt) {
        const named = ++found % wrongEvery === 0 ? (classIndex + 1) % 3 : classIndex;
        for (let k = 0; k < 3; k++) {
          boxes.push(...box);
          scores.push(k === named ? 0.9 : 0);
        }
        scores.push(0.1);
      }
      return {
        width: image.width,
        height: image.height,
        classes: ['red', 'green', 'blue'],
        boxes: Float32Array.from(boxes),
        scores: Float32Array.from(scores),
      };
    },
  };
}

describe('evaluateDetector', () => {
  it('gives 1 to a perfect detector, with counts and progress', async () => {
    const progress: number[] = [];
    const result = await evaluateDetector(oracle(1e9), 'boxes', images, { onProgress: (done) => progress.push(done) });
    expect(result.domain).toBe('boxes');
    expect(result.images).toBe(4);
    expect(result.map50).toEqual({
      voc11: expect.closeTo(1, 9),
      vocArea: expect.closeTo(1, 9),
      coco101: expect.closeTo(1, 9),
    });
    expect(result.map5095).toBeCloseTo(1, 9);
    const objects = [0, 1, 2, 3].map((i) => images.at(i)).flatMap((image) => ('gt' in image ? image.gt : []));
    expect(result.classes.map(({ name, groundTruths }) => [name, groundTruths])).toEqual(
      ['red', 'green', 'blue'].map((name, k) => [name, objects.filter(({ classIndex }) => classIndex === k).length]),
    );
    expect(progress).toEqual([1, 2, 3, 4]);
  });

  it('gives less to one that errs', async () => {
    const { map50 } = await evaluateDetector(oracle(2), 'boxes', images);
    expect(map50.vocArea).toBeLessThan(0.9);
  });

  it('goes on where it was, with the classes of the images', async () => {
    const seen: number[] = [];
    const classes = ['blue', 'red'];
    const options = { from: 3, classes, onImage: (index: number) => seen.push(index) };
    const result = await evaluateDetector(oracle(1e9), 'boxes', images, options);
    expect(result.images).toBe(1);
    expect(result.classes.map(({ name }) => name)).toEqual(classes);
    expect(seen).toEqual([3]);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const run = evaluateDetector(oracle(1e9), 'boxes', images, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(run).rejects.toThrow('aborted');
  });
});
