import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { createSceneDataset } from '../../src/data/scene-dataset';
import { applyCorruption } from '../../src/photometrics/corruptions/corruption-operations';

const folder = mkdtempSync(join(tmpdir(), 'twin-scenes-'));
vi.stubEnv('TWIN_CACHE', folder);
const { cachedScenes } = await import('./scene-cache');
const { runPython } = await import('./python');
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('scenes are cached with their bytes and boxes, and are not rendered twice', async () => {
  const set = { domain: 'night-rainy', split: 'val', first: 3, count: 2 } as const;
  const place = await cachedScenes(set);
  const bytes = readFileSync(`${place}.bin`);
  const { width, height, first, objects } = JSON.parse(readFileSync(`${place}.json`, 'utf8'));
  expect([width, height, first, objects.length]).toEqual([256, 256, 3, 2]);
  const { image, gt } = await createSceneDataset({ domain: 'night-rainy', split: 'val', count: 5 }).at(4);
  expect(bytes.subarray(256 * 256 * 3).equals(image.data)).toBe(true);
  expect(objects[1]).toEqual(gt.map(({ classIndex, box }) => [classIndex, [...box]]));
  const written = statSync(`${place}.bin`).mtimeMs;
  expect(await cachedScenes(set)).toBe(place);
  expect(statSync(`${place}.bin`).mtimeMs).toBe(written);
});

test('corrupted scenes are the corrupted bytes of the scenes, with their number as the seed, beside the plain ones', async () => {
  const set = { domain: 'daytime-clear', split: 'val', first: 1, count: 2 } as const;
  const place = await cachedScenes({ ...set, corruption: { name: 'shotNoise', severity: 3 } });
  expect(place).not.toBe(await cachedScenes(set));
  const { image } = await createSceneDataset({ domain: 'daytime-clear', split: 'val', count: 3 }).at(2);
  const bytes = readFileSync(`${place}.bin`).subarray(256 * 256 * 3);
  expect(bytes.equals(applyCorruption(image, 'shotNoise', 3, 2).data)).toBe(true);
});

test('a Python that is not there is named, with what to do', async () => {
  vi.stubEnv('PYTHON', join(folder, 'no-python'));
  await expect(runPython('train.py', join(folder, 'request.json'), {})).rejects.toThrow(
    /no-python does not start\. Set PYTHON to a Python with torch\.$/u,
  );
});
