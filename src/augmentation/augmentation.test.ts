import { describe, expect, test } from 'vitest';
import { formulaImage } from '../clip/testing';
import type { RgbImage } from '../geometry/rgb-image';
import { Random } from '../math/random';
import { checkOptimisationConfig } from './check-config';
import { CropSampler, fixedCrops, shortSideSize } from './crops';
import { optimisationDefaults } from '../method/optimisation-presets';
import type { Offsets } from './offsets';
import { readOffsetsFile, writeOffsetsFile } from './offsets-file';
import type { OptimisationConfig } from './optimisation-config';
import { pooledOffsets } from './pooled-offset';
import { textDirection } from './text-direction';

const offsets: Offsets = {
  sourcePrompt: 'day',
  targetPrompts: ['night', 'rain'],
  channels: 3,
  height: 2,
  width: 2,
  values: Float32Array.from({ length: 24 }, (_, i) => i - 4),
};

describe('offsets', () => {
  test('survive a file', () => {
    expect(readOffsetsFile(writeOffsetsFile(offsets))).toEqual(offsets);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['a cut file', writeOffsetsFile(offsets).slice(0, 150)],
    ['another file', new Uint8Array(200).fill(7)],
    ['values that are not finite', writeOffsetsFile({ ...offsets, values: new Float32Array(24).fill(Number.NaN) })],
    [
      'a file that names fewer prompts',
      writeOffsetsFile({ ...offsets, targetPrompts: ['night', 'rain'] }).map((byte) => (byte === 0x72 ? 0x22 : byte)),
    ],
  ])('%s is refused', (_, file) => {
    expect(() => readOffsetsFile(file)).toThrow(expect.objectContaining({ code: 'bundle-file-broken' }));
  });

  test('pool to their mean over the grid', () => {
    expect(pooledOffsets(offsets).map((row) => [...row])).toEqual([
      [-2.5, 1.5, 5.5],
      [9.5, 13.5, 17.5],
    ]);
  });
});

describe('prompts', () => {
  test('give a unit direction, or none where they mean the same', () => {
    expect([...textDirection(Float32Array.of(1, 0), Float32Array.of(0, 1))]).toEqual([
      -Math.fround(Math.SQRT1_2),
      Math.fround(Math.SQRT1_2),
    ]);
    expect(() => textDirection(Float32Array.of(1, 0), Float32Array.of(1, 0))).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });
});

const images = [formulaImage(0, 80, 60), formulaImage(1, 60, 90), formulaImage(0, 60, 60)];
const config: OptimisationConfig = {
  ...optimisationDefaults(96),
  sourcePrompt: 'day',
  targetPrompts: ['night'],
  cropsPerStep: 7,
  imagesPerStep: 2,
  cropSize: 40,
  imageShortSide: 60,
};

describe('crops', () => {
  test('short sides follow detectron2 (fact F14)', () => {
    expect(shortSideSize({ width: 1280, height: 720 }, 600)).toEqual({ width: 1067, height: 600 });
    expect(shortSideSize({ width: 800, height: 600 }, 600)).toEqual({ width: 800, height: 600 });
  });

  test('are drawn from few images, inside them, the same for the same seed', () => {
    const draw = (seed: number) => {
      const sampler = new CropSampler(images, config);
      return sampler.draw(new Random(seed)).map((crop) => sampler.cut(crop));
    };
    const crops = draw(4);
    expect(crops).toHaveLength(7);
    expect(new Set(crops.map(({ image }) => image)).size).toBe(2);
    for (const { image, window } of crops) {
      expect(Math.min(window.x, window.y)).toBeGreaterThanOrEqual(0);
      expect(window.x + 40).toBeLessThanOrEqual(image.width);
      expect(window.y + 40).toBeLessThanOrEqual(image.height);
    }
    expect(draw(4)).toEqual(crops);
    expect(draw(5)).not.toEqual(crops);
  });

  test('flip half of the images and reach every place', () => {
    const sampler = new CropSampler([images[2] as (typeof images)[number]], config);
    const random = new Random(9);
    const crops = Array.from({ length: 300 }, () => sampler.draw(random)).flat();
    const flipped = crops.filter(({ window }) => window.flip).length / crops.length;
    expect(Math.abs(flipped - 0.5)).toBeLessThan(0.1);
    expect(new Set(crops.map(({ window }) => window.x)).size).toBe(21);
  });

  test('smaller images are enlarged to the short side', () => {
    const sampler = new CropSampler([formulaImage(0, 20, 30)], config);
    const { image } = sampler.cut(sampler.draw(new Random(1))[0]!);
    expect([image.width, image.height]).toEqual([60, 90]);
  });

  test('keep no more resized images than fit the budget, and are the same without any', () => {
    const sources = Array.from({ length: 5 }, (_, index) => formulaImage(index % 2 === 0 ? 0 : 1, 20, 30));
    const cutTwice = (budget: number) => {
      const sampler = new CropSampler(sources, config, budget);
      const window = { x: 0, y: 0, width: 40, height: 40 };
      return [0, 1, 2, 3, 4, 4, 3, 2, 1, 0].map((source) => sampler.cut({ source, window }).image);
    };
    const resizedBytes = 60 * 90 * 3;
    const kept = (cut: readonly RgbImage[]) => cut.slice(5).map((image) => cut.indexOf(image) < 5);
    const all = cutTwice(5 * resizedBytes);
    expect(kept(all)).toEqual([true, true, true, true, true]);
    // Two are kept: the last ones used.
    expect(kept(cutTwice(2 * resizedBytes))).toEqual([true, true, false, false, false]);
    expect(cutTwice(0)).toEqual(all);
  });

  test('fixed ones are taken as they are', () => {
    const crops = [{ image: 1, x: 2, y: 3, width: 10, height: 20 }];
    expect(fixedCrops({ ...config, crops }, images)).toEqual([
      { image: images[1], window: { x: 2, y: 3, width: 10, height: 20 } },
    ]);
  });
});

describe('configuration', () => {
  test('defaults follow the size of the model', () => {
    expect(optimisationDefaults(224)).toMatchObject({
      iterations: 1000,
      cropsPerStep: 60,
      imagesPerStep: 4,
      cropSize: 400,
      imageShortSide: 600,
      learningRate: 0.01,
    });
    expect(optimisationDefaults(96)).toMatchObject({
      cropsPerStep: 8,
      imagesPerStep: 4,
      cropSize: 170,
      imageShortSide: 256,
      protocol: 'code',
    });
    checkOptimisationConfig(config, images);
  });

  test.each([
    [{ targetPrompts: [] }, 'no-target-prompt'],
    [{ targetPrompts: ['night', ' '] }, 'empty-prompt'],
    [{ iterations: 0 }, 'bad-config'],
    [{ cropsPerStep: 2.5 }, 'bad-config'],
    [{ cropsPerStep: 5000 }, 'bad-config'],
    [{ learningRate: Number.NaN }, 'bad-config'],
    [{ cropSize: 61 }, 'bad-config'],
    [{ crops: [] }, 'bad-config'],
    [{ crops: [{ image: 3, x: 0, y: 0, width: 4, height: 4 }] }, 'bad-config'],
    [{ crops: [{ image: 0, x: 70, y: 0, width: 11, height: 4 }] }, 'bad-config'],
    [{ crops: [{ image: 0, x: 0, y: 0, width: 0, height: 4 }] }, 'bad-config'],
  ] as const)('refuses %j', (change, code) => {
    expect(() => checkOptimisationConfig({ ...config, ...change }, images)).toThrow(expect.objectContaining({ code }));
  });

  test('refuses to run without images', () => {
    expect(() => checkOptimisationConfig(config, [])).toThrow(expect.objectContaining({ code: 'bad-config' }));
  });
});
