import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { describeOnBackends } from '../tensor/testing';
import { boxPictures, randomClassEmbeddings, randomVisualWeights, tinyDetectorConfig, tinyTower } from './testing';
import { createDetector, type Detector } from './detector';
import type { DetectorConfig } from '../method/detector-config';
import { createDetectorModel } from './detector-model';
import { initialDetectorWeights } from './initial-weights';

const visualWeights = randomVisualWeights(tinyTower, 1);
const classEmbeddings = randomClassEmbeddings(3, tinyTower.embeddingDim, 2);

function detector(config: Partial<DetectorConfig> = {}): Detector {
  const full = { ...tinyDetectorConfig, ...config };
  return createDetector(visualWeights, initialDetectorWeights(full, tinyTower, 1), full, classEmbeddings);
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

await describeOnBackends(['cpu', 'wasm'], 'detector', (backend) => {
  it('gives a distribution and clipped boxes for each region, and leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    const { image } = await boxPictures(1, 3).at(0);
    const wide = { width: 128, height: 32, data: image.data };
    const run = detector();
    // The first image also fills the tower's caches.
    await run.detect(image, null);
    const tensors = tf.memory().numTensors;
    for (const picture of [image, wide]) {
      const raw = await run.detect(picture, null);
      const regions = raw.scores.length / 4;
      expect(regions).toBeGreaterThan(5);
      expect(regions).toBeLessThanOrEqual(20);
      for (let r = 0; r < regions; r++) expect(sum(raw.scores.subarray(r * 4, r * 4 + 4))).toBeCloseTo(1, 4);
      expect(raw.boxes).toHaveLength(regions * 3 * 4);
      const limits = [picture.width, picture.height, picture.width, picture.height];
      expect(raw.boxes.every((value, i) => value >= 0 && value <= limits[i % 4]!)).toBe(true);
      expect(raw).toMatchObject({ width: picture.width, height: picture.height, classes: ['red', 'green', 'blue'] });
    }
    expect(tf.memory().numTensors).toBe(tensors);
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('does not depend on how regions are cut into chunks', async () => {
    const { image } = await boxPictures(1, 4).at(0);
    const manyProposals = { rpnPreNmsTopN: { training: 1, testing: 90 }, rpnNmsThresh: 1 };
    // 90 regions: two chunks of 45. 80: two of 40, so the first 80 regions lie elsewhere in their chunks.
    const results = [];
    for (const testing of [90, 80]) {
      const run = detector({ ...manyProposals, rpnPostNmsTopN: { training: 1, testing } });
      results.push(await run.detect(image, null));
      run.dispose();
    }
    const [whole, part] = results;
    expect(part!.scores.length).toBe(80 * 4);
    part!.scores.forEach((score, i) => expect(score).toBeCloseTo(whole!.scores[i]!, 5));
    part!.boxes.forEach((value, i) => expect(value).toBeCloseTo(whole!.boxes[i]!, 3));
  });

  it('classifies only the best proposals where fewer are wanted', async () => {
    const { image } = await boxPictures(1, 4).at(0);
    const run = detector();
    const whole = await run.detect(image, null);
    const few = await run.detect(image, null, { maxProposals: 3 });
    expect(few.scores.length).toBe(3 * 4);
    few.scores.forEach((score, i) => expect(score).toBeCloseTo(whole.scores[i]!, 5));
    expect(await run.detect(image, null, { maxProposals: 10_000 })).toEqual(whole);
    run.dispose();
  });

  it('adds the feature offset, and refuses one of another length', async () => {
    const { image } = await boxPictures(1, 3).at(0);
    const run = detector();
    const channels = tinyTower.width * 16;
    const plain = await run.detect(image, null);
    expect(await run.detect(image, new Float32Array(channels))).toEqual(plain);
    expect((await run.detect(image, new Float32Array(channels).fill(0.5))).scores).not.toEqual(plain.scores);
    await expect(run.detect(image, new Float32Array(3))).rejects.toThrow(`${channels} values`);
    run.dispose();
  });

  if (backend === 'cpu') {
    it('refuses what does not fit', () => {
      const weights = initialDetectorWeights(tinyDetectorConfig, tinyTower, 1);
      const build = (config: Partial<DetectorConfig>, embeddings = classEmbeddings) =>
        createDetector(visualWeights, weights, { ...tinyDetectorConfig, ...config }, embeddings);
      expect(() => build({ poolerResolution: 6 })).toThrow('of 64 pixels needs 4');
      expect(() => build({ classes: ['a', 'b', 'c', 'd'] })).toThrow('3 class embeddings for 4 classes');
      expect(() => build({}, randomClassEmbeddings(3, 8, 1))).toThrow('has 8 numbers');
      const tuned = new Map([
        ...weights,
        ['visual.layer4.0.conv1.weight', { shape: [1], data: new Float32Array(1) }],
      ] as const);
      expect(() => createDetector(visualWeights, tuned, tinyDetectorConfig, classEmbeddings)).toThrow('does not fit');
      const config = { ...tinyDetectorConfig, pooling: 'mean' } as const;
      const detectorWeights = initialDetectorWeights(config, tinyTower, 1);
      const sources = { visualWeights, detectorWeights, config, classEmbeddings };
      expect(() => createDetectorModel(sources, ['attnpool'])).toThrow(expect.objectContaining({ code: 'bad-config' }));
      tf.disposeVariables();
    });
  }
});
