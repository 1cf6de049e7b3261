import { expect, it } from 'vitest';
import { imageVersions } from './image-versions';
import { createSceneDataset } from './scene-dataset';

const scenes = (domain: string, count = 3) => createSceneDataset({ domain, split: 'train', count });

it('has all images of a version after those of the one before', async () => {
  const images = imageVersions([scenes('daytime-clear'), scenes('night-rainy')]);
  expect([images.length, images.versions]).toEqual([6, 2]);
  expect((await images.at(2)).id).toBe('daytime-clear/train/2');
  expect((await images.at(3)).id).toBe('night-rainy/train/0');
  expect((await images.unmade!(5)).source).toEqual((await scenes('night-rainy').unmade!(2)).source);
  expect(() => images.at(6)).toThrow('image 6 is outside [0, 6)');
});

it('refuses lists of which one has more', () => {
  expect(() => imageVersions([scenes('daytime-clear'), scenes('night-rainy', 4)])).toThrow(RangeError);
});
