import { describe, expect, it } from 'vitest';
import { boxPictures, tinyDetectorConfig } from '../detector/testing';
import type { Detector } from '../detector/detector';
import type { RawDetections } from '../geometry/detections';
import { fromImageRows } from '../metrics/image-rows';
import type { EvaluatedImage } from '../metrics/evaluated-image';
import { domainResult } from './domain-result';
import { evaluateDetector, type EvaluationOptions } from './evaluate-detector';

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

const colours = ['red', 'green', 'blue'];

async function evaluate(
  detector: Detector,
  options: Partial<EvaluationOptions> = {},
): Promise<{ readonly seen: readonly number[]; readonly evaluated: readonly EvaluatedImage[] }> {
  const seen: number[] = [];
  const evaluated: EvaluatedImage[] = [];
  await evaluateDetector(detector, images, {
    ...options,
    onImage: (index, rows) => {
      seen.push(index);
      evaluated.push(fromImageRows(rows));
    },
  });
  return { seen, evaluated };
}

describe('evaluateDetector', () => {
  it('gives 1 to a perfect detector, with counts and progress', async () => {
    const progress: number[] = [];
    const { evaluated } = await evaluate(oracle(1e9), { onProgress: (done) => progress.push(done) });
    const result = domainResult('boxes', evaluated, colours);
    expect(result.domain).toBe('boxes');
    expect(result.images).toBe(4);
    expect(result.map50).toEqual({
      voc11: expect.closeTo(1, 9),
      vocArea: expect.closeTo(1, 9),
      // There a class without objects counts as 0.
      voc11Reference: expect.closeTo(result.classes.filter(({ groundTruths }) => groundTruths > 0).length / 3, 9),
      coco101: expect.closeTo(1, 9),
    });
    expect(result.map5095).toBeCloseTo(1, 9);
    const objects = [0, 1, 2, 3].map((i) => images.at(i)).flatMap((image) => ('gt' in image ? image.gt : []));
    expect(result.classes.map(({ name, groundTruths }) => [name, groundTruths])).toEqual(
      colours.map((name, k) => [name, objects.filter(({ classIndex }) => classIndex === k).length]),
    );
    expect(progress).toEqual([1, 2, 3, 4]);
  });

  it('gives less to one that errs', async () => {
    const { evaluated } = await evaluate(oracle(2));
    expect(domainResult('boxes', evaluated, colours).map50.vocArea).toBeLessThan(0.9);
  });

  it('goes on where it was, with the classes of the images', async () => {
    const { seen, evaluated } = await evaluate(oracle(1e9), { from: 3, classes: ['blue', 'red'] });
    expect(seen).toEqual([3]);
    // The oracle answers with the objects of the first picture.
    const names = (await images.at(0)).gt.map(({ classIndex }) => colours[classIndex]!);
    const known = names.filter((name) => name !== 'green');
    expect(evaluated[0]!.detections.map(({ classIndex }) => ['blue', 'red'][classIndex])).toEqual(known);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const run = evaluate(oracle(1e9), { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(run).rejects.toThrow('aborted');
  });
});
