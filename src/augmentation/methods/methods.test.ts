import { corruptionNames } from '../../photometrics/corruptions/corruption-names';
import type { ImageTransform } from '../../photometrics/image-transform';
import { transformOf } from '../../photometrics/parameters';
import type { Policy, WeightedTransform } from '../../photometrics/policy';
import { changeImage } from './image-change';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { VisualArchitecture } from '../../clip/tower/architecture';
import { Random } from '../../math/random';
import { cosine, norm } from '../../math/vector';
import { valueAndGradients } from '../../tensor/gradients';
import { describeOnBackends, expectClose } from '../../tensor/testing';
import { channelStatistics } from '../channel-statistics';
import type { Offsets } from '../offsets';
import { jitterColours } from './jitter-colours';
import type { Styles } from '../pin/styles';
import type { Learned } from './method';
import type { Knowledge } from '../../method/knowledge';
import { type MethodName, methodNames } from '../../method/method-names';
import { mixStyle } from './mixstyle';
import { methodInfos, methods } from './registry';

const channels = 64;
const architecture = { featureChannels: channels, width: channels / 4 } as VisualArchitecture;
const side = 16;

/** Two targets as 1×1 grids: all ones, and a one in channel 0. */
const offsets: Offsets = {
  sourcePrompt: 'day',
  targetPrompts: ['night', 'fog'],
  channels,
  height: 1,
  width: 1,
  values: Float32Array.from({ length: 2 * channels }, (_, i) => (i <= channels ? 1 : 0)),
};

/** One style of each of two targets. */
const styles: Styles = {
  targetPrompts: ['night', 'fog'],
  stylesPerPrompt: 1,
  channels,
  means: Float32Array.from({ length: 2 * channels }, (_, i) => (i < channels ? 3 : -1)),
  deviations: Float32Array.from({ length: 2 * channels }, (_, i) => (i < channels ? 0.5 : 2)),
};

/** Darker in three of four draws of the first prompt, a corruption in the fourth; brighter by the second. */
const policy: Policy = {
  model: null,
  sourcePrompt: 'day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    {
      text: 'night',
      confidence: null,
      transforms: [
        weighted(0.75, { kind: 'photometric', parameters: transformOf({ exposure: 0.2 }) }),
        weighted(0.25, { kind: 'corruption', corruption: 'contrast', severity: 3 }),
      ],
    },
    {
      text: 'snow',
      confidence: null,
      transforms: [weighted(1, { kind: 'photometric', parameters: transformOf({ exposure: 3 }) })],
    },
  ],
};

function weighted(weight: number, transform: ImageTransform): WeightedTransform {
  return { weight, score: null, leastStrength: 0.5, transform };
}

function learnedFor(name: MethodName): Learned | null {
  const { learns } = methods[name];
  switch (learns) {
    case null:
      return null;
    case 'offsets':
      return { kind: 'offsets', offsets };
    case 'styles':
      return { kind: 'styles', styles };
    case 'policy':
      return { kind: 'policy', policy };
    default:
      return learns satisfies never;
  }
}

const refusals = {
  offsets: 'needs semantic offsets',
  styles: 'needs styles',
  policy: 'needs a policy',
} as const satisfies Record<Learned['kind'], string>;

describe('registry', () => {
  it('lists every method with its facts', () => {
    expect(methodInfos.map(({ name }) => name)).toEqual([...methodNames]);
    const knowing = (wanted: Knowledge) => methodInfos.filter(({ knows }) => knows === wanted).map(({ name }) => name);
    expect(knowing('prompt')).toEqual(['additive', 'random', 'photometrics', 'photometrics-random', 'pin']);
    expect(knowing('prior')).toEqual([]);
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

  it('corruptions draws every operation at every severity but none, and the same from the same seed', () => {
    const draw = methods.corruptions.prepare({ learned: null, architecture, seed: 1 });
    const images = draw(2000, new Random(3)).images!;
    const drawn = images.flatMap((change) =>
      change.kind === 'transform' && change.transform.kind === 'corruption'
        ? [`${change.transform.corruption} ${change.transform.severity}`]
        : [],
    );
    expect(drawn).toHaveLength(2000);
    const wanted = corruptionNames.flatMap((name) => [1, 2, 3, 4, 5].map((severity) => `${name} ${severity}`));
    expect([...new Set(drawn)].sort()).toEqual(wanted.sort());
    expect(draw(2000, new Random(3)).images).toEqual(images);
  });

  it('photometrics draw from the policy for each image: prompts alike, transforms by weight, strengths of the law', () => {
    const draw = methods.photometrics.prepare({ learned: learnedFor('photometrics'), architecture, seed: 1 });
    const images = draw(4000, new Random(3)).images!;
    const drawn = images.map((change) => {
      if (change.kind !== 'transform') throw new Error(change.kind);
      const { transform } = change;
      return transform.kind === 'corruption' ? transform.corruption : transform.parameters.exposure;
    });
    // Three standard errors of a share of 4000 draws are below 0.024.
    const share = (what: number | string) => drawn.filter((one) => one === what).length / drawn.length;
    expect(Math.abs(share(0.2) - 0.375)).toBeLessThan(0.024);
    expect(Math.abs(share('contrast') - 0.125)).toBeLessThan(0.024);
    expect(Math.abs(share(3) - 0.5)).toBeLessThan(0.024);
    const strengths = images.map((change) => (change.kind === 'transform' ? change.strength : Number.NaN));
    expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0.5);
    expect(new Set(images.map((change) => (change.kind === 'transform' ? change.seed : 0))).size).toBeGreaterThan(3990);
    expect(draw(4000, new Random(3)).images).toEqual(images);
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

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'MixStyle beside PyTorch', () => {
  it('has its values, and its gradient, which knows nothing of the statistics', async () => {
    const golden = JSON.parse(readFileSync(new URL('goldens/mixstyle.json', import.meta.url), 'utf8')) as {
      readonly shape: [number, number, number, number];
      readonly shares: readonly number[];
      readonly partners: readonly number[];
    } & Readonly<Record<'features' | 'dy' | 'value' | 'gradient', number[]>>;
    const [features, dy] = [tf.tensor4d(golden.features, golden.shape), tf.tensor4d(golden.dy, golden.shape)];
    const { value, gradients } = valueAndGradients(
      () => mixStyle(features, Float32Array.from(golden.shares), Int32Array.from(golden.partners)),
      [features],
      dy,
    );
    await expectClose(value, golden.value);
    await expectClose(gradients[0]!, golden.gradient);
  });
});

describe('colour jitter', () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(200, 100, 50, 0, 0, 100) };
  const after = (...changes: Parameters<typeof jitterColours>[1]) => [...jitterColours(image, changes).data];

  it('follows torchvision', () => {
    expect(after({ kind: 'brightness', factor: 1.5 })).toEqual([255, 150, 75, 0, 0, 150]);
    // Grey of the pixels: 124.18 and 11.4, mean 67.79.
    expect(after({ kind: 'contrast', factor: 0.5 })).toEqual([134, 84, 59, 34, 34, 84]);
    expect(after({ kind: 'saturation', factor: 0 })).toEqual([124, 124, 124, 11, 11, 11]);
    expect(after({ kind: 'hue', turn: 1 / 3 })).toEqual([50, 200, 100, 100, 0, 0]);
    expect(after({ kind: 'hue', turn: -1 / 3 })).toEqual([100, 50, 200, 0, 100, 0]);
  });

  it('changes nothing with the neutral values', () => {
    const neutral = (['brightness', 'contrast', 'saturation'] as const).map((kind) => ({ kind, factor: 1 }));
    expect(after(...neutral, { kind: 'hue', turn: 0 })).toEqual([...image.data]);
  });
});
