import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { clipPreprocessing, preprocessImage } from '../clip/image/preprocess';
import { formulaImage, tinyWeights } from '../clip/testing';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { normalise, subtract } from '../math/vector';
import { applyTransform } from '../photometrics/apply-transform';
import { identityTransform, transformOf } from '../photometrics/parameters';
import { describeOnBackends } from '../tensor/testing';
import { dictionaryImage, TransformMeter } from './measure-transforms';

await describeOnBackends(['wasm'], 'meter of photometric transforms', () => {
  test('f_k is the mean difference of unit embeddings, of whole images that are changed and then sized for the model', async () => {
    const weights = tinyWeights();
    const tower = createVisualTower(weights);
    const preprocessing = clipPreprocessing(weights.architecture.resolution);
    const { size } = preprocessing;
    // More than a batch, one of them wide and one high.
    const images = Array.from({ length: 9 }, (_, at) => formulaImage(at % 2 === 0 ? 0 : 1, 70 + 6 * at, 110 - 5 * at));
    const meter = await TransformMeter.of(tower, preprocessing, images);
    const dark = transformOf({ exposure: 0.3, contrast: 0.6 });
    const { shift, change, leastStrength } = await meter.measure(dark, 5);

    const unit = (pixels: Float32Array) => {
      const z = tower.imageEmbedding(tower.res4Features(tf.tensor4d(pixels, [1, size, size, 3])));
      return normalise(z.dataSync<'float32'>());
    };
    const differences = images.map((image) => {
      const after = preprocessImage(applyTransform(image, dark, 0), preprocessing);
      return subtract(unit(after), unit(preprocessImage(image, preprocessing)));
    });
    shift.forEach((value, d) => {
      const expected = differences.reduce((sum, difference) => sum + difference[d]!, 0) / images.length;
      // Half precision rounds by 2^-11 at most.
      expect(Math.abs(value - expected)).toBeLessThan(1e-5 + Math.abs(expected) / 2048);
    });
    expect(change).toBeGreaterThan(0.05);
    expect(leastStrength).toBeGreaterThan(0.05);
    expect(leastStrength).toBeLessThan(0.5);
    tower.dispose();
  });

  test('an image with a short side above 256 pixels is brought to that, or to what the model needs', () => {
    const { width, height } = dictionaryImage(formulaImage(0, 600, 512), clipPreprocessing(96));
    expect([width, height]).toEqual([300, 256]);
    expect(dictionaryImage(formulaImage(0, 600, 512), clipPreprocessing(448)).height).toBe(448);
    const small = formulaImage(0, 80, 90);
    expect(dictionaryImage(small, clipPreprocessing(96))).toBe(small);
  });

  test('the identity moves nothing, and noise is decided by the number of the transform', async () => {
    const weights = tinyWeights();
    const tower = createVisualTower(weights);
    const preprocessing = clipPreprocessing(weights.architecture.resolution);
    const meter = await TransformMeter.of(tower, preprocessing, [formulaImage(0, 80, 80)]);
    const { shift, change } = await meter.measure(identityTransform, 3);
    expect([...new Set(shift)]).toEqual([0]);
    expect(change).toBe(0);
    const noisy = transformOf({ noise: 0.1 });
    const first = await meter.measure(noisy, 0);
    expect(await meter.measure(noisy, 0)).toEqual(first);
    expect(await meter.measure(noisy, 1)).not.toEqual(first);
    tower.dispose();
  });

  test('an image without a direction in the embedding is refused by its name', async () => {
    const weights = tinyWeights();
    const tensors = new Map(weights.tensors);
    for (const [name, tensor] of tensors)
      if (name.startsWith('attnpool.c_proj'))
        tensors.set(name, { ...tensor, data: new Float32Array(tensor.data.length) });
    const tower = createVisualTower({ ...weights, tensors });
    const images = [formulaImage(0, 80, 80), formulaImage(1, 80, 80)];
    const preprocessing = clipPreprocessing(weights.architecture.resolution);
    const refusal = (name: string) => ({ code: 'diverged', message: expect.stringContaining(name) });
    await expect(
      TransformMeter.of(tower, preprocessing, images, { imageNames: ['my/street.png', 'other.png'] }),
    ).rejects.toMatchObject(refusal('“my/street.png” has no direction'));
    await expect(TransformMeter.of(tower, preprocessing, images)).rejects.toMatchObject(refusal('source image 1 of 2'));
    tower.dispose();
  });
});
