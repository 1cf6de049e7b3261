import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { clipPreprocessing, normalisePixels } from '../clip/image/preprocess';
import { formulaImage, tinyWeights } from '../clip/testing';
import { mean, variance } from '../math/statistics';
import { describeOnBackends } from '../tensor/testing';
import { MeanShift } from './mean-shift';

await describeOnBackends(['cpu'], 'mean shift', () => {
  test('is the mean difference over scenes and positions, beside the scale of the features', async () => {
    const tower = createVisualTower(tinyWeights());
    const preprocessing = clipPreprocessing(64);
    const [a, b] = [formulaImage(0, 64, 48), formulaImage(1, 64, 48)];
    const meter = new MeanShift(tower, preprocessing, ['same', 'other']);
    await meter.add(a, [a, b]);
    await meter.add(b, [b, a]);
    const crossed = meter.result();
    // What the first scene moves, the second moves back.
    crossed.shifts.forEach(({ shift }) => shift.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-6)));
    expect(crossed.shifts[1]!.reliability).toBeCloseTo(-1, 6);

    const single = new MeanShift(tower, preprocessing, ['other']);
    await single.add(a, [b]);
    const { shifts, sourceMean, sourceDeviation, scenes } = single.result();
    expect(scenes).toBe(1);
    const [ofA, ofB] = [a, b].map((image) => {
      const features = tower.res4Features(tf.tensor4d(normalisePixels(image.data, preprocessing), [1, 48, 64, 3]));
      return features.dataSync<'float32'>();
    });
    const channel = (values: Float32Array, c: number) => values.filter((_, at) => at % 128 === c);
    for (const c of [0, 17, 127]) {
      expect(shifts[0]!.shift[c]).toBeCloseTo(mean(channel(ofB!, c)) - mean(channel(ofA!, c)), 5);
      expect(sourceMean[c]).toBeCloseTo(mean(channel(ofA!, c)), 5);
      expect(sourceDeviation[c]).toBeCloseTo(Math.sqrt(variance(channel(ofA!, c))), 4);
    }
    tower.dispose();
  });
});
