import { describe, expect, it } from 'vitest';
import { createSceneDataset } from './scene-dataset';

describe('scene dataset', () => {
  it('gives the same street in every domain, with unique names', async () => {
    const clear = await createSceneDataset({ domain: 'daytime-clear', split: 'val', count: 2 }).at(1);
    const night = await createSceneDataset({ domain: 'night-rainy', split: 'val', count: 2 }).at(1);
    expect(clear.id).toBe('daytime-clear/val/1');
    expect(night.id).toBe('night-rainy/val/1');
    expect(night.gt).toEqual(clear.gt);
    expect(night.image.data).not.toEqual(clear.image.data);
    expect(clear.gt.length).toBeGreaterThan(0);
  });

  it('refuses unknown domains and indices outside', () => {
    expect(() => createSceneDataset({ domain: 'sunny', split: 'val', count: 1 })).toThrow('no domain "sunny"');
    expect(() => createSceneDataset({ domain: 'night-clear', split: 'val', count: 1 }).at(1)).toThrow(RangeError);
  });
});
