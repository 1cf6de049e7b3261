import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { clipPreprocessing, normalisePixels } from '../clip/image/preprocess';
import { formulaImage, tinyWeights } from '../clip/testing';
import { modelInput } from '../clip/image/image-tensor';
import { normalise, subtract } from '../math/vector';
import { mean, variance } from '../math/statistics';
import { describeOnBackends } from '../tensor/testing';
import { MeanShift } from './mean-shift';

await describeOnBackends(['cpu'], 'mean shift', () => {
  test('is the mean difference over scenes and positions, beside the scale of the features', async () => {
    const tower = createVisualTower(tinyWeights());
    const preprocessing = clipPreprocessing(64);
    const [a, b] = [formulaImage(0, 64, 48), formulaImage(1, 64, 48)];
    const meter = new MeanShift(tower, preprocessing, 2);
    await meter.add(a, [a, b]);
    await meter.add(b, [b, a]);
    const crossed = meter.shifts();
    // What the first scene moves, the second moves back.
    crossed.forEach(({ shift, embeddingShift }) =>
      [...shift, ...embeddingShift].forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-6)),
    );
    expect(crossed[1]!.reliability).toBeCloseTo(-1, 6);

    const single = new MeanShift(tower, preprocessing, 1);
    await single.add(a, [b]);
    const shifts = single.shifts();
    const { sourceMean, sourceDeviation, scenes } = single.source();
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
    const [zA, zB] = [a, b].map((image) => {
      const z = tower.imageEmbedding(tower.res4Features(modelInput([image], preprocessing)));
      return normalise(z.dataSync<'float32'>());
    });
    const moved = subtract(zB!, zA!);
    shifts[0]!.embeddingShift.forEach((value, d) => expect(value).toBeCloseTo(moved[d]!, 5));
    tower.dispose();
  });
});
