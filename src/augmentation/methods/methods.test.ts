import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Random } from '../../math/random';
import { cosine, norm } from '../../math/vector';
import type { Knowledge } from '../../method/knowledge';
import { methodNames } from '../../method/method-names';
import { describeOnBackends } from '../../tensor/testing';
import { channelStatistics } from '../channel-statistics';
import { changeImage } from './image-change';
import type { Learned } from './method';
import { mixStyle } from './mixstyle';
import { methodInfos, methods } from './registry';
import { architecture, channels, learnedFor, offsets, styles } from './testing-examples';

const side = 16;

const refusals = {
  offsets: 'needs semantic offsets',
  styles: 'needs styles',
  policy: 'needs a policy',
} as const satisfies Record<Learned['kind'], string>;

describe('registry', () => {
  it('lists every method with its facts', () => {
    expect(methodInfos.map(({ name }) => name)).toEqual([...methodNames]);
    const knowing = (wanted: Knowledge) => methodInfos.filter(({ knows }) => knows === wanted).map(({ name }) => name);
    expect(knowing('prompt')).toEqual(['additive', 'random', 'photometrics', 'photometrics-random', 'pin', 'pin-mix']);
    expect(knowing('prior')).toEqual(['physics']);
    expect(knowing('target-images')).toEqual(['oracle', 'photometrics-oracle']);
  });

  it.each(methodInfos.filter(({ learns }) => learns !== null))(
    '$name refuses to work without what it learns',
    ({ name, learns }) => {
      expect(() => methods[name].prepare({ learned: null, architecture, seed: 1 })).toThrow(refusals[learns!]);
    },
  );
});

await describeOnBackends(['cpu', 'wasm'], 'methods', () => {
  it.each(methodNames)('%s keeps every shape, changes what it says, and leaves no tensor', (name) => {
    const draw = methods[name].prepare({ learned: learnedFor(name), architecture, seed: 1 });
    const before = tf.memory().numTensors;
    const step = draw(3, new Random(2));
    expect(Object.keys(step)).toEqual([methods[name].changes].filter((place) => place !== null));
    const tensorStep = step.layer1 ?? step.res4;
    if (tensorStep) {
      const features = tf.randomNormal([3, 2, 4, channels], 0, 1, 'float32', 1) as tf.Tensor4D;
      const [first, second] = [tensorStep(features), tensorStep(features)];
      expect(first.shape).toEqual(features.shape);
      expect(first.dataSync()).toEqual(second.dataSync());
      expect(first.dataSync()).not.toEqual(features.dataSync());
      tf.dispose([features, first, second]);
    }
    if (step.images) {
      const image = { width: side, height: side, data: new Uint8Array(side * side * 3).map((_, i) => (i * 37) % 256) };
      expect(step.images).toHaveLength(3);
      const { data } = changeImage(image, step.images[1]!);
      expect(data).toHaveLength(image.data.length);
      expect(data).not.toEqual(image.data);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('normalisation perturbation draws the factors of a channel around 1 with deviation 0.75', () => {
    tf.tidy(() => {
      const draw = methods.np.prepare({ learned: null, architecture, seed: 1 });
      const features = tf.randomNormal([8, 5, 5, channels], 1, 2, 'float32', 3) as tf.Tensor4D;
      const own = channelStatistics(features, 0);
      const found = channelStatistics(draw(8, new Random(2)).layer1!(features), 0);
      const ratio = (key: 'mean' | 'deviation') => tf.div(found[key], own[key]).dataSync<'float32'>();
      // The mean becomes α·μ, the deviation |β|·σ.
      const moments = (values: Float32Array) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)] as const;
      };
      const [mean, deviation] = moments(ratio('mean'));
      // Three standard errors for 512 draws: 0.1 of the mean, 0.07 of the deviation.
      expect(Math.abs(mean - 1)).toBeLessThan(0.1);
      expect(Math.abs(deviation - 0.75)).toBeLessThan(0.07);
      const squares = ratio('deviation').map((value) => value * value);
      // E β² = 1 + 0.75².
      expect(Math.abs(moments(squares)[0] - 1.5625)).toBeLessThan(0.25);
    });
  });

  it('PIN mixed by channel has own means at s = 1, the style’s at s = 0, and nothing below zero', () => {
    tf.tidy(() => {
      const drawn = methods['pin-mix'].prepare({ learned: { kind: 'styles', styles }, architecture, seed: 1 });
      const features = tf.randomNormal([4, 8, 8, channels], 10, 0.1, 'float32', 3) as tf.Tensor4D;
      const changed = drawn(4, new Random(2)).layer1!(features);
      expect(Math.min(...changed.dataSync())).toBe(0);
      const positive = { ...styles, means: styles.means.map(() => 30) };
      const draw = methods['pin-mix'].prepare({ learned: { kind: 'styles', styles: positive }, architecture, seed: 1 });
      const { mean } = channelStatistics(draw(4, new Random(2)).layer1!(features), 0);
      const shares = [...mean.dataSync()].map((value) => (30 - value) / 20);
      expect(Math.min(...shares)).toBeGreaterThan(-0.01);
      expect(Math.max(...shares)).toBeLessThan(1.01);
      // Beta(0.1, 0.1) has 32 % of its mass below 0.01, as above 0.99; three standard errors of 256 draws are 9 %.
      expect(Math.abs(shares.filter((share) => share < 0.01).length / shares.length - 0.322)).toBeLessThan(0.09);
      expect(Math.abs(shares.filter((share) => share > 0.99).length / shares.length - 0.322)).toBeLessThan(0.09);
    });
  });

  it('random offsets have the learned lengths, other directions, and stay for the run', () => {
    const added = (seed: number, label: number): Float32Array => {
      const draw = methods.random.prepare({ learned: { kind: 'offsets', offsets }, architecture, seed });
      return tf.tidy(() => draw(1, new Random(label)).res4!(tf.zeros([1, 1, 1, channels])).dataSync<'float32'>());
    };
    const all = Array.from({ length: 12 }, (_, label) => added(5, label));
    const lengths = new Set(all.map((vector) => norm(vector).toFixed(3)));
    expect(lengths).toEqual(new Set([Math.sqrt(channels).toFixed(3), '1.000']));
    expect(new Set(all.map(String)).size).toBe(2);
    for (const vector of all) expect(Math.abs(cosine(vector, new Float32Array(channels).fill(1)))).toBeLessThan(0.5);
    expect(new Set(all.map(String)).has(String(added(6, 0)))).toBe(false);
  });

  it('PIN gives each image one of the stored styles', () => {
    const draw = methods.pin.prepare({ learned: { kind: 'styles', styles }, architecture, seed: 1 });
    tf.tidy(() => {
      const features = tf.randomNormal([8, 5, 5, channels], 1, 2, 'float32', 3) as tf.Tensor4D;
      const { mean, deviation } = channelStatistics(draw(8, new Random(2)).layer1!(features), 0);
      const found = [mean, deviation].map((x) => tf.reshape(x, [8, channels]).arraySync() as number[][]);
      const kinds = found[0]!.map((means, image) => {
        const first = Math.abs(means[0]! - 3) < 1e-3;
        for (let c = 0; c < channels; c++) {
          expect(means[c]).toBeCloseTo(first ? 3 : -1, 3);
          expect(found[1]![image]![c]).toBeCloseTo(first ? 0.5 : 2, 3);
        }
        return first;
      });
      expect(new Set(kinds).size).toBe(2);
    });
    const narrow = { ...styles, channels: 32, stylesPerPrompt: 2 };
    expect(() => methods.pin.prepare({ learned: { kind: 'styles', styles: narrow }, architecture, seed: 1 })).toThrow(
      '32 channels',
    );
  });

  it('MixStyle gives an image the statistics of the mixture', () => {
    tf.tidy(() => {
      const features = tf.mul(
        tf.randomNormal([2, 5, 5, 3], 1, 2, 'float32', 3),
        tf.tensor4d([1, 4], [2, 1, 1, 1]),
      ) as tf.Tensor4D;
      const own = channelStatistics(features, 1e-6);
      const mixed = channelStatistics(mixStyle(features, Float32Array.of(0.25, 1), Int32Array.of(1, 0)), 1e-6);
      const rows = (x: tf.Tensor) => tf.reshape(x, [2, 3]).arraySync() as number[][];
      for (const key of ['mean', 'deviation'] as const) {
        const [first, second] = rows(own[key]);
        rows(mixed[key])[0]!.forEach((value, c) =>
          expect(value).toBeCloseTo(0.25 * first![c]! + 0.75 * second![c]!, 4),
        );
        rows(mixed[key])[1]!.forEach((value, c) => expect(value).toBeCloseTo(second![c]!, 4));
      }
    });
  });
});
